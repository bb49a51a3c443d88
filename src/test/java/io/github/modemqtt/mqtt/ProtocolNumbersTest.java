package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ProtocolNumbersTest {

  @ParameterizedTest
  @CsvSource({"0, AT_MOST_ONCE", "1, AT_LEAST_ONCE", "2, EXACTLY_ONCE"})
  void qualityOfServiceHasTheLevelsOfSection43(int level, Qos qos) {
    assertEquals(qos, Qos.ofLevel(level));
    assertEquals(level, qos.level());
  }

  @Test
  void thereIsNoOtherQualityOfService() {
    assertThrows(IllegalArgumentException.class, () -> Qos.ofLevel(-1));
    assertThrows(IllegalArgumentException.class, () -> Qos.ofLevel(3));
  }

  @ParameterizedTest
  @CsvSource({"3, V3_1", "4, V3_1_1"})
  void versionsHaveTheLevelsOfSection3122(int level, MqttVersion version) {
    assertEquals(level, version.level());
  }

  @ParameterizedTest
  @CsvSource({
    "1, UNACCEPTABLE_PROTOCOL_VERSION",
    "2, IDENTIFIER_REJECTED",
    "3, SERVER_UNAVAILABLE",
    "4, BAD_USER_NAME_OR_PASSWORD",
    "5, NOT_AUTHORIZED"
  })
  void refusalsHaveTheCodesOfTable31(int code, ConnectReturnCode returnCode) {
    assertEquals(Optional.of(returnCode), ConnectReturnCode.ofCode(code));
    assertEquals(code, returnCode.code());
  }

  @Test
  void acceptedAndReservedCodesAreNoRefusal() {
    assertTrue(ConnectReturnCode.ofCode(0).isEmpty());
    assertTrue(ConnectReturnCode.ofCode(6).isEmpty());
    assertTrue(ConnectReturnCode.ofCode(255).isEmpty());
  }

  @Test
  void aRefusalNamesTheBrokerAndTheReasonAndTheRemedy() {
    MqttRefusedException failure =
        new MqttRefusedException(
            BrokerAddress.parse("127.0.0.1"), ConnectReturnCode.BAD_USER_NAME_OR_PASSWORD);

    assertEquals(
        "The broker 127.0.0.1:1883 refused the connection with code 4: bad user name or password",
        failure.getMessage());
    assertEquals("check user name and password", failure.remedy());
    assertEquals(ConnectReturnCode.BAD_USER_NAME_OR_PASSWORD, failure.returnCode());
  }

  @Test
  void aPayloadThatIsTooLongNamesSizeAndLimit() {
    PayloadTooLongException failure = new PayloadTooLongException(2000, 1024);

    assertEquals(
        "The payload has 2000 bytes, and the module takes at most 1024 here", failure.getMessage());
    assertEquals(2000, failure.size());
    assertEquals(1024, failure.limit());
  }
}
