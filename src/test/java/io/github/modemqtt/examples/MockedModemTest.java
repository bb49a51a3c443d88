package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.testing.MockModem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's example of a test with a scripted modem. */
@Timeout(60)
class MockedModemTest {
  @Test
  void readsTheSignal() {
    try (MockModem modem = MockModem.start();
        AtChannel channel = AtChannel.open(modem.transport())) {
      modem.expect("AT+CSQ").answer("+CSQ: 20,99", "OK");

      assertEquals(20, channel.execute(new AskSignal.Signal()));
      modem.verify();
    }
  }
}
