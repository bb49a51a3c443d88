package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoCommandTest {

  @Test
  void showsWhatIsPublishedAndReceivedAtEachLevel() throws InterruptedException {
    Cli.Result result = Cli.run("demo");

    assertEquals("0|", result.exitCode() + "|" + result.err(), result.out());
    for (int qos = 0; qos < 3; qos++) {
      String payload = "{\"celsius\":21.5,\"qos\":" + qos + "}";
      assertTrue(result.out().contains("published at QoS " + qos + ": " + payload), result.out());
      assertTrue(result.out().contains("demo/temperature " + payload), result.out());
    }
    assertTrue(result.out().contains("== All 3 messages came back"), result.out());
    assertTrue(
        result.out().endsWith("  modemqtt sub --modem /dev/ttyUSB0 -h BROKER -t 'demo/#' -v\n"),
        result.out());
    assertFalse(result.out().contains("a-password-that-is-never-shown"), result.out());
    assertFalse(result.out().contains("\u001B"), "colours into a pipe");
  }
}
