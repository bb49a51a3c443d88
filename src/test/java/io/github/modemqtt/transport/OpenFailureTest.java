package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.PortNode.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class OpenFailureTest {
  private static final PortNode DEVICE = node(Kind.DEVICE, true);

  private static PortNode node(Kind kind, boolean accessible) {
    return new PortNode("/dev/ttyX", "/dev/ttyX", kind, accessible);
  }

  @Test
  void aDeviceThatThisUserMayUseIsWorthTrying() {
    assertNull(OpenFailure.beforeTrying(DEVICE));
  }

  @Test
  void aDeviceThatThisUserMayNotUseIsAMatterOfPermission() {
    TransportOpenException failure = OpenFailure.beforeTrying(node(Kind.DEVICE, false));
    assertEquals(PortPermissionException.class, failure.getClass());
    assertTrue(failure.remedy().contains("dialout"), failure.remedy());
  }

  @ParameterizedTest(name = "error {0}, Windows {1}: {2}")
  @CsvSource({
    "2, false, PortBusyException",
    "11, false, PortBusyException",
    "35, false, PortBusyException",
    "16, false, PortBusyException",
    "13, false, PortPermissionException",
    "5, false, TransportOpenException",
    "25, false, TransportOpenException",
    "2, true, PortBusyException",
    "5, true, PortBusyException",
    "32, true, PortBusyException",
    "31, true, TransportOpenException",
  })
  void theErrorNumberNamesTheCause(int code, boolean windows, String type) {
    TransportOpenException failure = OpenFailure.afterTrying(DEVICE, code, windows);
    assertEquals(type, failure.getClass().getSimpleName());
    assertEquals("/dev/ttyX", failure.transportName());
  }

  @Test
  void anUnknownErrorIsGivenByItsNumber() {
    TransportOpenException failure = OpenFailure.afterTrying(DEVICE, 71, false);
    assertTrue(failure.getMessage().contains("error 71"), failure.getMessage());
  }

  @Test
  void aDeviceThatVanishedMeanwhileIsNotFoundWhateverTheNumber() {
    TransportOpenException failure = OpenFailure.afterTrying(node(Kind.MISSING, false), 2, false);
    assertEquals(PortNotFoundException.class, failure.getClass());
  }
}
