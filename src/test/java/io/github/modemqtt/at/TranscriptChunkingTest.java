package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.Transcript.Turn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded sessions read the same however the reads cut them. */
@Timeout(60)
class TranscriptChunkingTest {
  private static final int WHOLE = Integer.MAX_VALUE;
  static final String[] URCS = {
    "+ECMTOPEN",
    "+ECMTCONN",
    "+ECMTSUB",
    "+ECMTUNS",
    "+ECMTPUB",
    "+ECMTDISC",
    "+ECMTCLOSE",
    "+ECMTSTAT",
    "+QMTOPEN",
    "+QMTCONN",
    "+QMTSUB",
    "+QMTUNS",
    "+QMTPUB",
    "+QMTDISC",
    "+CEREG",
    "+CREG",
    "+CGREG",
    "+CGEV",
    "+CPIN",
    "+MSTK",
    "+NETOPEN",
    "*ATREADY",
    "*PSUTTZ",
    "SMS DONE"
  };

  /** Cuts a run of bytes; -1 or a position to cut at once, instead of pieces of one size. */
  private record Cuts(int size, int turn, int position) {
    static Cuts every(int size) {
      return new Cuts(size, -1, 0);
    }
  }

  static Stream<Transcript> transcripts() {
    return Transcript.all().stream();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void eventsDoNotDependOnTheSizeOfTheReads(Transcript transcript) {
    List<String> whole = events(transcript, Cuts.every(WHOLE));
    assertFalse(whole.isEmpty());
    for (int size : new int[] {1, 2, 3, 7, 16, 64}) {
      assertEquals(whole, events(transcript, Cuts.every(size)), "reads of " + size);
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void eventsDoNotDependOnWhereARunIsCut(Transcript transcript) {
    List<String> whole = events(transcript, Cuts.every(WHOLE));
    for (int turn = 0; turn < transcript.turns().size(); turn++) {
      Turn run = transcript.turns().get(turn);
      for (int position = 1; !run.fromHost() && position < run.bytes().length; position++) {
        Cuts cuts = new Cuts(WHOLE, turn, position);
        assertEquals(whole, events(transcript, cuts), "turn " + turn + " cut at " + position);
      }
    }
  }

  @Test
  void everyFamilyIsThere() {
    assertEquals(
        List.of("ecmt", "gpp", "luat", "qmt", "simcom", "ublox"),
        transcripts().map(t -> t.name().split("/")[0]).distinct().toList());
  }

  @Test
  void theDataModeSessionReadsAsTheFirmwareMeansIt() {
    assertEquals(
        List.of(
            "prompt",
            "final(OK)",
            "urc(+ECMTPUB: 0,0,0)",
            "prompt",
            "final(OK)",
            "final(+CME ERROR: 3)",
            "urc?(+ECMTRECV: 0,0,\"t/1\",)",
            "urc?(+ECMTRECV: 0,12,\"t/1\",a,b,\"c\")"),
        events(Transcript.named("ecmt/ec616-data-mode-forms"), Cuts.every(WHOLE)));
  }

  @Test
  void answersAndUrcsUnderOneNameAreToldApartByTheirShape() {
    List<String> events = events(Transcript.named("luat/air780e-cereg-forms"), Cuts.every(WHOLE));
    assertTrue(events.contains("reply(+CEREG: 2,1,\"4844\",\"0EA2D0CA\",7)"), events::toString);
    assertTrue(events.contains("urc(+CEREG: 1,\"4844\",\"01a2c315\",7)"), events::toString);
    assertTrue(events.contains("urc(+CEREG: 0)"), events::toString);
  }

  @Test
  void aBootBannerWithReversedLineEndsGoesToTheCatchAll() {
    List<String> events = events(Transcript.named("gpp/bc66-boot-pipelined"), Cuts.every(WHOLE));
    assertEquals(
        List.of("unknown(F1: 0000 0000)", "unknown(V0: 0000 0000 [0001])"), events.subList(0, 2));
  }

  @Test
  void aMessageBetweenACommandAndItsPromptIsNoPrompt() {
    List<String> events =
        events(Transcript.named("qmt/bg96-azure-recv-before-prompt"), Cuts.every(WHOLE));
    assertTrue(events.get(0).startsWith("unknown(+QMTRECV: "), events::toString);
    assertEquals(
        List.of("prompt", "final(OK)", "urc(+QMTPUB: 0,0,0)", "prompt"), events.subList(1, 5));
  }

  @Test
  void theEchoIsDroppedWhereTheModuleEchoes() {
    List<String> events = events(Transcript.named("qmt/bg770a-finamon-console"), Cuts.every(WHOLE));
    assertEquals(List.of("echo(AT)", "final(OK)", "echo(AT+CGMM)"), events.subList(0, 3));
    assertTrue(
        events.containsAll(List.of("prompt", "echo(Hello MQTT from GPS-4G-HAT shield)")),
        events::toString);
    assertTrue(events.stream().noneMatch(e -> e.startsWith("unknown(AT")), events::toString);
  }

  private static List<String> events(Transcript transcript, Cuts cuts) {
    RoutedLine line = new RoutedLine().unit("+ECMTRECV");
    for (String urc : URCS) {
      line.urc(urc);
    }
    List<Turn> turns = transcript.turns();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      if (!turn.fromHost()) {
        feed(line, turn.bytes(), i, cuts);
        line.silence();
      } else if (turn.text().startsWith("AT")) {
        TranscriptCommands.arm(line, turns, i);
      }
    }
    return line.events;
  }

  private static void feed(RoutedLine line, byte[] bytes, int turn, Cuts cuts) {
    if (turn == cuts.turn) {
      line.feed(bytes, 0, cuts.position);
      line.feed(bytes, cuts.position, bytes.length - cuts.position);
      return;
    }
    for (int at = 0; at < bytes.length; at += Math.min(cuts.size, bytes.length - at)) {
      line.feed(bytes, at, Math.min(cuts.size, bytes.length - at));
    }
  }
}
