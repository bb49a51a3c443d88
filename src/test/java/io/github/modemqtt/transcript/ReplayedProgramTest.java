package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.transport.Transport;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that talked to the module in software, and then to the recording of it. */
@Timeout(120)
class ReplayedProgramTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void anAtChannelTalksToATranscript() {
    ReplayTransport replay =
        ReplayTransport.of(
            Transcript.parse(
                """
                > AT+CSQ
                <| AT+CSQ
                < +CSQ: 20,99
                < OK
                < +CEREG: 1
                > ATE0
                <| ATE0
                < OK
                """));
    try (AtChannel channel = AtChannel.open(replay, QuickTimes.CHANNEL, AtListener.NONE)) {
      assertEquals(
          OptionalInt.of(-73), channel.execute(new NetworkCommands.ReadSignalQuality()).rssiDbm());
      channel.execute(new GeneralCommands.SetEcho(false));
      replay.verifyComplete();

      ModemException failure =
          assertThrows(
              ModemException.class, () -> channel.execute(new GeneralCommands.Attention()));
      assertTrue(failure.getMessage().contains("expected: nothing"), failure::getMessage);
    }
  }

  @Test
  void theSameProgramReplaysItsRecordingAgainAndAgain() {
    ClientProgram program = new ClientProgram("replayed/+", "replayed/a");
    Transcript recorded = program.record(broker);
    assertFalse(recorded.print().contains(ClientProgram.PASSWORD), recorded::print);

    for (int i = 0; i < 20; i++) {
      ReplayTransport replay = ReplayTransport.of(recorded);
      program.run(replay);
      replay.verifyComplete();
    }
  }

  @Test
  void aChangedProgramIsToldWhatItDoesDifferently() {
    Transcript recorded = new ClientProgram("changed/+", "changed/a").record(broker);
    ReplayTransport replay = ReplayTransport.of(recorded);
    Transport line = replay;

    assertThrows(ModemException.class, () -> new ClientProgram("changed/#", "changed/a").run(line));

    ReplayMismatchException failure =
        assertThrows(ReplayMismatchException.class, replay::verifyComplete);
    assertTrue(failure.expected().endsWith("\"changed/+\",1\\r"), failure::getMessage);
    assertTrue(failure.got().endsWith("\"changed/#\",1\\r"), failure::getMessage);
    String recordedLine = recorded.print().split("\n")[failure.line() - 1];
    assertTrue(recordedLine.contains("AT+ECMTSUB"), recordedLine);
  }
}
