package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.broker.EmbeddedBroker;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replay shows a program the same session every time, in whatever pieces it is read. */
@Timeout(300)
class RepeatedReplayTest {
  private static final int RUNS = 100;
  private static final int LARGEST_PIECE = 40;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource
  void theProgramSeesTheSameAHundredTimes(RichProgram program) {
    RichProgram.Session session = program.record(broker);

    for (int run = 0; run < RUNS; run++) {
      ReplayTransport replay = ReplayTransport.of(session.transcript());
      int largest = 1 + run % LARGEST_PIECE;
      String seen = program.run(new ChoppedLine(replay, new Random(run), largest), World.REPLAYED);

      replay.verifyComplete();
      assertEquals(session.seen(), seen, "run " + run);
    }
  }
}
