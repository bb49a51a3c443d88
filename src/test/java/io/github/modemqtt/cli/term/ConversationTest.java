package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConversationTest {
  private final List<String> shown = new ArrayList<>();
  private final Screen screen =
      new Screen() {
        @Override
        public void show(Style style, String text, String meaning) {
          shown.add(meaning.isEmpty() ? text : text + " -- " + meaning);
        }

        @Override
        public void prompt(String text) {
          prompt = text;
        }
      };
  private final Conversation conversation =
      new Conversation(
          Catalogue.of(
              List.of(
                  "AT+SLOW | run | Slow. | time=0",
                  "AT+TOLD | set | Told later. | result=+TOLD",
                  "  value | 0-1 | the value")),
          new Printout(screen, true),
          new Recorder());
  private final MemoryTransport.Pair line = MemoryTransport.pair("line");
  private String prompt = "";

  @BeforeEach
  void open() {
    line.host().open();
    line.module().open();
    conversation.opened(line.host());
  }

  @AfterEach
  void close() {
    line.host().close();
    line.module().close();
  }

  private String sent() {
    Transport module = line.module();
    byte[] buffer = new byte[1000];
    return new String(buffer, 0, module.read(buffer, 0, buffer.length, Duration.ZERO), UTF_8);
  }

  private void receive(String text) {
    conversation.received(text, false);
  }

  @Test
  void theNextLineGoesOutWhenTheFirstOneIsAnswered() {
    conversation.submit("AT+A?", true);
    conversation.submit("at+b=\"x y\"", true);

    assertEquals("AT+A?\r", sent());
    receive("+A: 1");
    assertEquals("", sent());
    receive("OK");
    assertEquals("at+b=\"x y\"\r", sent());
    receive("+CME ERROR: 50");
    receive("OK");

    assertEquals(
        List.of(
            "> AT+A?",
            "* waits for the answer to AT+A?",
            "+A: 1",
            "OK",
            "> at+b=\"x y\"",
            "+CME ERROR: 50 -- incorrect parameters; check the values against the manual",
            "OK -- no command waits for it"),
        shown);
  }

  @Test
  void aCommandWithoutAnswerIsGivenUpAndTheNextOneSent() {
    conversation.submit("AT+SLOW", true);
    conversation.submit("AT+A", true);
    sent();
    conversation.tick();

    assertEquals("AT+A\r", sent());
    assertTrue(shown.contains("! no answer to AT+SLOW in 0 s"), shown::toString);
    assertTrue(conversation.hasUnanswered());
  }

  @Test
  void whatIsTooMuchToWaitIsToldAndNotSent() {
    for (int i = 0; i < Conversation.MAX_WAITING + 2; i++) {
      conversation.submit("AT+A", false);
    }

    assertEquals(
        1,
        shown.stream().filter("* not sent: 100 lines wait already"::equals).count(),
        shown::toString);
  }

  @Test
  void whatWaitsIsForgottenWhenThePortIsGone() {
    conversation.submit("AT+A", true);
    conversation.submit("AT+B", true);
    conversation.gone();
    conversation.submit("AT+C", true);

    assertEquals(
        List.of(
            "! no answer is to be expected any more to 2 line(s)", "* not sent: the port is away"),
        shown.subList(2, shown.size()));
    assertEquals("(no port) modem> ", prompt);
    conversation.opened(line.host());
    assertEquals("modem> ", prompt);
  }

  @Test
  void aPromptCountsOnlyWhileACommandRuns() {
    assertFalse(conversation.takesPrompt("> "));
    conversation.submit("AT+A", true);
    assertFalse(conversation.takesPrompt("x> "));
    assertTrue(conversation.takesPrompt("> "));
    assertTrue(conversation.isDataMode());
    assertEquals("> ", prompt);
    sent();
    conversation.sendData(new byte[] {'a', '\r', 0});

    assertEquals("a\r\0\u001A", sent());
    assertFalse(conversation.takesPrompt("> "), "a second time");
    receive("OK");
    assertEquals("modem> ", prompt);
  }

  @Test
  void theModuleMayGiveUpWaitingForData() {
    conversation.submit("AT+A", true);
    conversation.takesPrompt("> ");
    sent();
    receive("ERROR");
    conversation.sendData(new byte[] {'a'});

    assertFalse(conversation.isDataMode());
    assertEquals("", sent());
    assertEquals("* the module does not wait for data", shown.get(shown.size() - 1));
  }

  @Test
  void itIsSettledWhenTheResultHasCome() throws InterruptedException {
    assertTrue(conversation.awaitSettled(Duration.ZERO));
    conversation.submit("AT+TOLD=1", true);
    Thread module =
        new Thread(
            () -> {
              receive("OK");
              receive("+TOLD: 1");
            });
    module.start();

    assertTrue(conversation.awaitSettled(Duration.ZERO));
    module.join();
    assertTrue(shown.contains("+TOLD: 1"), shown::toString);
    conversation.gone();
    assertFalse(conversation.awaitSettled(Duration.ZERO));
  }
}
