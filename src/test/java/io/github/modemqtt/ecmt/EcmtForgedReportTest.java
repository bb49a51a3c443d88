package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.testsupport.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hostile publisher cannot acknowledge, close, reset or lose anything, other than by guessing an
 * id in flight.
 */
@Timeout(30)
class EcmtForgedReportTest {
  /** Of a message that nobody waits for; the one in flight has another id. */
  private static final int WRONG_ID = 8;

  private static final int ID = 7;

  private static final List<String> LINES =
      List.of(
          "+ECMTSTAT: 0,1",
          "+ECMTPUB: 0," + WRONG_ID + ",0",
          "+ECMTSUB: 0," + WRONG_ID + ",0,1",
          "+ECMTCONN: 0,0,0",
          "+ECMTCONN: 0,0,5",
          "+ECMTDISC: 0,0",
          "+ECMTCLOSE: 0,0",
          "+ECMTOPEN: 0,-1",
          "OK",
          "ERROR",
          "+CME ERROR: 3",
          "> ");

  /** How the line stands in the payload. */
  private static final List<String> FORMS =
      List.of("%s", "\r\n%s\r\n", "x\r\n%s\r\ny", "x\r\n\r\n%s", "x\r\n\r\n%s\r\n\r\n%s\r\n");

  static Stream<Arguments> forgeries() {
    List<Arguments> all = new ArrayList<>();
    for (String line : LINES) {
      for (String form : FORMS) {
        for (int chunk : new int[] {1, 5, 4096}) {
          all.add(arguments(form.replace("%s", line), chunk));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aMessageLeadsToAQuestionAtWorst(String payload, int chunk) {
    try (ScriptedLink link = ScriptedLink.inChunks(PATIENT, chunk)) {
      assertHarmless(link.connect(), payload);
    }
  }

  private static void assertHarmless(ScriptedLink link, String payload) {
    CompletableFuture<Void> pending = link.publishInFlight(ID);
    int before = link.script.commands().size();

    link.script.sayRaw("\r\n+ECMTRECV: 0,0,\"t\"," + withoutLastLineEnd(payload) + "\r\n");
    assertInstanceOf(Message.class, link.listener.next());
    link.settle();
    link.script.say("+ECMTRECV: 0,0,\"t\",next");

    Message next = assertInstanceOf(Message.class, link.listener.next());
    assertEquals("next", next.payloadAsText());
    assertFalse(pending.isDone());
    List<String> commands = link.script.commands();
    List<String> said = commands.subList(before, commands.size());
    assertTrue(
        said.stream().allMatch(c -> c.equals("AT") || c.equals("AT+ECMTCONN?")), said::toString);
    assertTrue(said.size() <= 8, said::toString);
    link.script.say("+ECMTPUB: 0," + ID + ",0");
    Eventually.get(pending);
    assertTrue(link.listener.isEmpty());
  }

  /** Up to two characters of line ends go, as the firmware prints it. */
  private static String withoutLastLineEnd(String payload) {
    return payload.endsWith("\r\n") ? payload.substring(0, payload.length() - 2) : payload;
  }
}
