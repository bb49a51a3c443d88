package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MockModemTest {
  private static final Duration NOW = Duration.ZERO;

  private final MockModem modem = MockModem.start();
  private final Transport host = modem.transport();

  @AfterEach
  void close() {
    modem.close();
    host.close();
  }

  @Test
  void answersWhatIsExpectedWithinTheWrite() {
    modem.expect("AT+CSQ").answer("+CSQ: 20,99", "OK");
    host.open();

    assertEquals("\r\n+CSQ: 20,99\r\n\r\nOK\r\n", ask("AT+CSQ"));
    assertEquals(List.of("AT+CSQ"), modem.commands());
    modem.verify();
  }

  @Test
  void expectsInOrderAndOnceEach() {
    modem.expect("AT+A").answer("OK");
    modem.expect("AT+B").answer("OK");
    host.open();

    assertEquals("\r\nERROR\r\n", ask("AT+B"));
    assertEquals("\r\nOK\r\n", ask("AT+A"));
    assertEquals("\r\nERROR\r\n", ask("AT+A"));
    assertEquals("\r\nOK\r\n", ask("AT+B"));

    assertEquals(
        """
        The dialogue was another one than expected
          seen and not expected:
            AT+B   (expected then: AT+A)
            AT+A   (expected then: AT+B)
          all commands, at most the last 20:
            AT+B
            AT+A
            AT+A
            AT+B""",
        assertThrows(AssertionError.class, modem::verify).getMessage());
  }

  @Test
  void tellsWhatWasExpectedAndNotSeen() {
    modem.expect("AT+A");
    modem.expectStarting("AT+B=");
    modem.expect("an even number", command -> command.endsWith("2"));

    assertEquals(
        """
        The dialogue was another one than expected
          expected and not seen:
            AT+A
            AT+B=...
            an even number""",
        assertThrows(AssertionError.class, modem::verify).getMessage());
  }

  @Test
  void hidesPasswordsInWhatItTells() {
    host.open();
    ask("AT+ECMTCONN=0,\"id\",\"user\",\"secret sauce\"");
    modem.expect("AT+ECMTCONN=0,\"id\",\"user\",\"hush-hush\"");

    String report = assertThrows(AssertionError.class, modem::verify).getMessage();

    assertFalse(report.contains("sauce") || report.contains("hush"), report);
    assertTrue(report.contains("AT+ECMTCONN=0,\"id\",\"user\",\""), report);
  }

  @Test
  void answersAlwaysInAnyOrderAndTheNewestRuleCounts() {
    modem.alwaysStarting("AT").answer("OK");
    modem.always("AT+CSQ").answer("+CSQ: 1,99", "OK");
    modem.always("AT+CSQ").answer("+CSQ: 2,99", "OK");
    modem.expect("AT+CSQ").answer("+CSQ: 3,99", "OK");
    host.open();

    assertEquals("\r\nOK\r\n", ask("AT"));
    assertEquals("\r\n+CSQ: 3,99\r\n\r\nOK\r\n", ask("AT+CSQ"));
    assertEquals("\r\n+CSQ: 2,99\r\n\r\nOK\r\n", ask("AT+CSQ"));
    assertEquals("\r\nOK\r\n", ask("AT"));
    modem.verify();
  }

  @Test
  void computesAnswersFromTheLine() {
    modem.alwaysStarting("AT+X=").answer(line -> List.of("+X: " + line.substring(5), "OK"));
    host.open();

    assertEquals("\r\n+X: 42\r\n\r\nOK\r\n", ask("AT+X=42"));
  }

  @Test
  void cutsLinesAtCarriageReturnsHoweverTheyAreWritten() {
    modem.alwaysStarting("AT").answer(line -> List.of(line));
    host.open();

    write("A");
    write("T+1\r\n\r");
    write("AT+2\rAT+3");
    write("\r");

    assertEquals(List.of("AT+1", "AT+2", "AT+3"), modem.commands());
    assertEquals("\r\nAT+1\r\n\r\nAT+2\r\n\r\nAT+3\r\n", read());
  }

  @Test
  void takesDataAfterThePromptUntilAWriteEndsWithCtrlZ() {
    modem.expect("AT+SEND").prompt("a\rb\u001ac").answer("OK", "+SENT");
    host.open();

    assertEquals("\r\n> ", ask("AT+SEND"));
    write("a\rb\u001a" + "c");
    assertEquals("", read());
    write("\u001a");

    assertEquals("\r\nOK\r\n\r\n+SENT\r\n", read());
    assertArrayEquals("a\rb\u001ac".getBytes(UTF_8), modem.data().get(0));
    modem.verify();
  }

  @Test
  void tellsOfOtherDataThanExpectedAndOfACancelledPrompt() {
    modem.always("AT+SEND").prompt("abc").answer("OK");
    host.open();

    ask("AT+SEND");
    write("abd\u001a");
    ask("AT+SEND");
    write("\u001b");

    String report = assertThrows(AssertionError.class, modem::verify).getMessage();
    assertTrue(
        report.contains("data of AT+SEND\n      expected: abc\n      came:     abd"), report);
    assertTrue(report.contains("came:     Esc"), report);
    assertEquals(1, modem.data().size());
  }

  @Test
  void saysLaterWhatTheClockReaches() {
    modem
        .expect("AT+OPEN")
        .later(Duration.ofSeconds(5), "second")
        .later(Duration.ofSeconds(3), "first")
        .answer("OK");
    host.open();

    assertEquals("\r\nOK\r\n", ask("AT+OPEN"));
    modem.advance(Duration.ofMillis(2999));
    assertEquals("", read());
    modem.advance(Duration.ofMillis(1));
    assertEquals("\r\nfirst\r\n", read());
    modem.advance(Duration.ofHours(1));
    assertEquals("\r\nsecond\r\n", read());
  }

  @Test
  void saysWhatTheTestWantsUnasked() {
    modem.urc("+BOOT");
    host.open();
    modem.urc("+CEREG: 1", "+CEREG: 5");
    modem.raw("\u0000noise");

    assertEquals("\r\n+BOOT\r\n\r\n+CEREG: 1\r\n\r\n+CEREG: 5\r\n\u0000noise", read());
  }

  @Test
  void staysSilentWhereNothingIsAnswered() {
    modem.expect("AT+A").silence();
    host.open();

    assertEquals("", ask("AT+A"));
    modem.verify();
  }

  @Test
  void losesWhatItSaysWhileItIsMuted() {
    modem.always("AT").answer("OK");
    host.open();

    modem.mute(true);
    assertEquals("", ask("AT"));
    modem.mute(false);
    assertEquals("\r\nOK\r\n", ask("AT"));
  }

  @Test
  void echoesIfItShould() {
    modem.always("AT").answer("OK");
    modem.echo(true);
    host.open();

    assertEquals("AT\r\nOK\r\n", ask("AT"));
  }

  @Test
  void cutsTheLineAfterWhatItSaidBefore() {
    modem.expect("AT").answer("OK").cutLine();
    modem.always("AT").answer("OK");
    host.open();

    assertEquals("\r\nOK\r\n", ask("AT"));
    assertThrows(TransportLostException.class, this::read);
    assertThrows(TransportLostException.class, () -> write("AT\r"));
  }

  @Test
  void canBeOpenedAnewAfterALossWithoutRests() {
    modem.always("AT").answer("OK");
    host.open();
    write("AT\rAT+HALF");
    modem.cutLine();

    try (Transport next = modem.transport()) {
      next.open();
      next.write("AT\r".getBytes(UTF_8), 0, 3);
      byte[] buffer = new byte[100];
      int count = next.read(buffer, 0, buffer.length, NOW);
      assertEquals("\r\nOK\r\n", new String(buffer, 0, count, UTF_8));
      assertThrows(TransportLostException.class, this::read);
    }
    modem.verify();
  }

  @Test
  void aBlockedReadEndsWhenTheLineIsClosed() throws Exception {
    host.open();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                host.read(new byte[1], 0, 1, Duration.ofHours(1));
                failure.complete(new AssertionError("read something"));
              } catch (RuntimeException e) {
                failure.complete(e);
              }
            });
    reader.start();

    host.close();

    assertEquals(TransportClosedException.class, failure.get(10, TimeUnit.SECONDS).getClass());
    reader.join();
  }

  @Test
  void tellsWhatItCouldNotSayToAHostThatDoesNotRead() {
    host.open();
    modem.raw("x".repeat(64 * 1024));
    modem.urc("+LAST");

    String report = assertThrows(AssertionError.class, modem::verify).getMessage();
    assertTrue(report.contains("does not read") && report.contains("+LAST"), report);
  }

  @Test
  void handsOutCommandsOneByOne() throws InterruptedException {
    modem.alwaysStarting("AT").answer("OK");
    host.open();
    write("AT+1\rAT+2\r");

    assertEquals("AT+1", modem.takeCommand());
    assertEquals(Optional.of("AT+2"), modem.takeCommand(NOW));
    assertEquals(Optional.empty(), modem.takeCommand(NOW));
    assertEquals(2, modem.commands().size());
  }

  @Test
  void refusesTimesThatGoBack() {
    Duration negative = Duration.ofMillis(-1);
    assertThrows(IllegalArgumentException.class, () -> modem.advance(negative));
    assertThrows(IllegalArgumentException.class, () -> modem.expect("AT").later(negative, "OK"));
  }

  @Test
  void anEc616ConnectsPublishesAndReceives() throws Exception {
    try (MockModem ec616 = MockModem.ec616();
        ModemMqttClient client =
            ModemMqttClient.builder().transport(ec616::transport).broker("b", 1883).build()) {
      ec616.expectPublish("t/1", "21.5");
      client.open();
      client.connect();
      CompletableFuture<String> command = new CompletableFuture<>();
      client.subscribe(
          "c", Qos.AT_LEAST_ONCE, message -> command.complete(message.payloadAsText()));
      client.publish("t/1", "21.5", Qos.AT_LEAST_ONCE);
      ec616.message("c", "stop");

      assertEquals("stop", command.get(10, TimeUnit.SECONDS));
      assertDoesNotThrow(ec616::verify);
      client.unsubscribe("c");
      client.disconnect();
    }
  }

  @Test
  void anEc616TellsOfAPublishThatDidNotCome() {
    try (MockModem ec616 = MockModem.ec616();
        ModemMqttClient client =
            ModemMqttClient.builder().transport(ec616::transport).broker("b", 1883).build()) {
      ec616.expectPublish("t/1", "21.5");
      client.open();
      client.connect();
      client.publish("t/1", "21.6", Qos.AT_MOST_ONCE);

      String report = assertThrows(AssertionError.class, ec616::verify).getMessage();
      assertTrue(report.contains("AT+ECMTPUB=...,\"t/1\",\"21.5\""), report);
      assertTrue(report.contains("AT+ECMTPUB=0,0,0,0,\"t/1\",\"21.6\""), report);
    }
  }

  private String ask(String command) {
    write(command + "\r");
    return read();
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    host.write(bytes, 0, bytes.length);
  }

  private String read() {
    byte[] buffer = new byte[4096];
    int count = host.read(buffer, 0, buffer.length, NOW);
    return new String(buffer, 0, count, UTF_8);
  }
}
