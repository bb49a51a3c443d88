package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BrokerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, 1883",
    "127.0.0.1:1884, 127.0.0.1, 1884",
    "broker.example:1, broker.example, 1",
    "my_broker-2:65535, my_broker-2, 65535",
    "[::1], ::1, 1883",
    "[::1]:1884, ::1, 1884",
    "[fe80::1%eth0]:1884, fe80::1%eth0, 1884",
  })
  void readsHostAndPort(String text, String host, int port) {
    BrokerAddress address = BrokerAddress.parse(text);

    assertEquals(new BrokerAddress(host, port), address);
    assertEquals(address, BrokerAddress.parse(address.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1883",
        "host:",
        "host:0",
        "host:65536",
        "host:99999999999",
        "host:-1",
        "host:+1",
        "host:1883x",
        "host:\u0661",
        "::1",
        "::1:1883",
        "[::1",
        "[::1]1883",
        "[::1]:",
        "[localhost]:1883",
        "[]",
        "tcp://host:1883",
        "mqtt://host",
        "host/path",
        "ho st",
        "ho\"st",
        "host\r\n",
        "h\u00f6st",
        "user@host"
      })
  void refusesOtherText(String text) {
    assertThrows(IllegalArgumentException.class, () -> BrokerAddress.parse(text));
  }

  @Test
  void saysWhatIsWrong() {
    assertTrue(refusal("mqtt://host").contains("scheme"));
    assertTrue(refusal("::1").contains("brackets"));
    assertTrue(refusal("host:70000").contains("70000"));
    assertTrue(refusal("ho st").contains("position 2"));
  }

  @Test
  void limitsTheHostTo253Characters() {
    assertEquals(253, new BrokerAddress("x".repeat(253), 1).host().length());
    assertThrows(IllegalArgumentException.class, () -> new BrokerAddress("x".repeat(254), 1));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> BrokerAddress.parse(text))
        .getMessage();
  }
}
