package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Release assistance, and the module's data mode with its traps. */
@Timeout(30)
class EcmtPublishingTest {
  private static final String CANCEL = "\u001b";

  private final ScriptedLink link = new ScriptedLink(PATIENT);

  @AfterEach
  void close() {
    link.close();
  }

  private static OutgoingMessage message(String payload) {
    return OutgoingMessage.of(TopicName.of("t"), payload.getBytes(UTF_8), Qos.AT_LEAST_ONCE);
  }

  private CompletableFuture<Void> publish(int id, String payload) {
    return link.module.publish(id, message(payload), () -> {});
  }

  /** Commands without a payload in them are prompted for it. */
  private void prompting() {
    link.script.answer(
        "AT+ECMTPUB=",
        command ->
            command.endsWith("\"t\"")
                ? List.of("> ")
                : List.of("OK", "+ECMTPUB: 0," + ScriptedModule.id(command) + ",0"));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, false, 0",
    "NONE, true, 1",
    "NOTHING_FOLLOWS, false, 10",
    "NOTHING_FOLLOWS, true, 11",
    "ONE_ANSWER_FOLLOWS, false, 20",
    "ONE_ANSWER_FOLLOWS, true, 21",
  })
  void releaseAssistanceIsTheTensDigitOfRetain(
      ReleaseAssistance assistance, boolean retain, int parameter) {
    Eventually.get(
        link.module.publish(
            7, message("x").withRetain(retain).withReleaseAssistance(assistance), () -> {}));

    assertEquals(List.of("AT+ECMTPUB=0,7,1," + parameter + ",\"t\",\"x\""), link.script.commands());
  }

  @Test
  void aPromptAfterAFailedOneIsPrecededByACancel() {
    prompting();
    link.script.onData("ERROR");
    assertInstanceOf(CommandRejectedException.class, Eventually.failure(publish(7, "too\0long")));
    link.script.onData("OK", "+ECMTPUB: 0,8,0");

    Eventually.get(publish(8, "a\0b"));
    link.script.onData("OK", "+ECMTPUB: 0,9,0");
    Eventually.get(publish(9, "c\0d"));

    assertEquals(
        List.of(
            "AT+ECMTPUB=0,7,1,0,\"t\"",
            "too\0long\u001a",
            "AT+ECMTPUB=0,0,0,0,\"t\"",
            CANCEL,
            "AT+ECMTPUB=0,8,1,0,\"t\"",
            "a\0b\u001a",
            "AT+ECMTPUB=0,9,1,0,\"t\"",
            "c\0d\u001a"),
        link.script.commands());
  }

  @Test
  void theFirstPromptAfterALossOfTheLineIsPrecededByACancel() {
    prompting();
    link.script.onData("OK", "+ECMTPUB: 0,7,0");
    link.module.assumeInterruptedPublish();

    Eventually.get(publish(7, "a\0b"));

    assertEquals(
        List.of("AT+ECMTPUB=0,0,0,0,\"t\"", CANCEL, "AT+ECMTPUB=0,7,1,0,\"t\"", "a\0b\u001a"),
        link.script.commands());
  }

  @Test
  void whatNeedsNoPromptNeedsNoCancel() {
    prompting();
    link.script.onData("ERROR");
    Eventually.failure(publish(7, "too\0long"));

    Eventually.get(publish(8, "x"));

    assertEquals(List.of(), link.script.commands(CANCEL));
  }

  @Test
  void aRefusalBecauseOfTheStateLeavesTheCounterRight() {
    prompting();
    link.script.onData("+CME ERROR: 3");
    Eventually.failure(publish(7, "a\0b"));
    link.script.onData("OK", "+ECMTPUB: 0,8,0");

    Eventually.get(publish(8, "a\0b"));

    assertEquals(List.of(), link.script.commands(CANCEL));
  }

  @Test
  void theOrderOfTheCallsIsTheOrderOnTheLine() {
    prompting();
    link.script.onData("OK");
    for (int id = 1; id <= 8; id++) {
      publish(id, id % 3 == 0 ? "inline" : "a\0b");
    }
    link.script.await("AT+ECMTPUB=0,8");

    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7, 8),
        link.script.commands("AT+ECMTPUB").stream().map(ScriptedModule::id).toList());
  }

  @Test
  void acceptanceIsToldOnceAndBeforeTheResult() {
    link.script.accept("AT+ECMTPUB=");
    AtomicInteger accepted = new AtomicInteger();
    CompletableFuture<Void> published =
        link.module.publish(7, message("x"), accepted::incrementAndGet);
    link.script.await("AT+ECMTPUB=");
    link.settle();

    assertEquals(1, accepted.get());
    assertFalse(published.isDone());
    link.script.say("+ECMTPUB: 0,7,0");
    Eventually.get(published);
    assertEquals(1, accepted.get());
  }

  @Test
  void aRefusedMessageIsNotAccepted() {
    link.script.on("AT+ECMTPUB=", "+CME ERROR: 3");
    AtomicInteger accepted = new AtomicInteger();

    Eventually.failure(link.module.publish(7, message("x"), accepted::incrementAndGet));

    assertEquals(0, accepted.get());
    assertTrue(link.listener.nextDoubt().contains("publish to t"));
  }
}
