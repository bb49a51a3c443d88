package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.modem.SimMissingException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(10)
class RecoveryLadderTest {
  private static final BrokerAddress BROKER = new BrokerAddress("broker.example", 1883);
  private static final ModemException UNREACHABLE =
      new BrokerUnreachableException(BROKER, "no answer", null);
  private static final ModemException STUCK =
      new ModuleStuckException("close", MqttLinkState.CONNECTING, "stuck", "reset", null);

  private final ReconnectPolicy policy =
      ReconnectPolicy.DEFAULTS
          .withEscalation(2, RecoveryStep.REOPEN_LINE, Duration.ofSeconds(1))
          .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0);
  private RecoveryLadder ladder = new RecoveryLadder(policy, () -> 0.5);

  private void hardest(RecoveryStep step) {
    ladder = new RecoveryLadder(policy.withEscalation(2, step, Duration.ofSeconds(1)), () -> 0.5);
  }

  private List<RecoveryStep> stepsAfter(ModemException failure, int times) {
    List<RecoveryStep> steps = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ladder.failed(failure);
      steps.add(ladder.step());
    }
    return steps;
  }

  @Test
  void climbsOneStepAfterSomeFailuresAndBeginsAgainAfterTheHardest() {
    assertEquals(
        List.of(
            RecoveryStep.REOPEN_CONNECTION,
            RecoveryStep.CYCLE_RADIO,
            RecoveryStep.CYCLE_RADIO,
            RecoveryStep.RESET_MODULE,
            RecoveryStep.RESET_MODULE,
            RecoveryStep.REOPEN_LINE,
            RecoveryStep.REOPEN_LINE,
            RecoveryStep.REOPEN_CONNECTION),
        stepsAfter(UNREACHABLE, 8));
  }

  @Test
  void doesNotClimbHigherThanAllowed() {
    hardest(RecoveryStep.CYCLE_RADIO);

    assertEquals(
        List.of(
            RecoveryStep.REOPEN_CONNECTION,
            RecoveryStep.CYCLE_RADIO,
            RecoveryStep.CYCLE_RADIO,
            RecoveryStep.REOPEN_CONNECTION),
        stepsAfter(UNREACHABLE, 4));
  }

  @Test
  void aStuckModuleIsRestartedAtOnceIfThatIsAllowed() {
    ladder.failed(STUCK);
    assertEquals(RecoveryStep.RESET_MODULE, ladder.step());
    hardest(RecoveryStep.CYCLE_RADIO);
    ladder.failed(STUCK);
    assertEquals(RecoveryStep.CYCLE_RADIO, ladder.step());
    hardest(RecoveryStep.AWAIT_MODULE);
    ladder.failed(STUCK);
    assertEquals(RecoveryStep.REOPEN_CONNECTION, ladder.step());
  }

  @Test
  void aModuleThatStaysStuckGetsANewLineInTheEnd() {
    assertEquals(
        List.of(RecoveryStep.RESET_MODULE, RecoveryStep.RESET_MODULE, RecoveryStep.REOPEN_LINE),
        stepsAfter(STUCK, 3));
  }

  @Test
  void aLostLineIsOpenedAgainWhateverIsAllowed() {
    for (ModemException loss :
        List.of(
            new TransportLostException("line", "gone", null),
            new ChannelClosedException("AT", null),
            new ModuleNotRespondingException("AT", "line", 5))) {
      hardest(RecoveryStep.REOPEN_CONNECTION);
      ladder.failed(loss);
      assertEquals(RecoveryStep.REOPEN_LINE, ladder.step(), loss::toString);
    }
  }

  @Test
  void oneCommandWithoutAnAnswerIsNoReasonForANewLine() {
    ladder.failed(new CommandTimeoutException("AT+CSQ", "OK", Duration.ofSeconds(1), List.of()));

    assertEquals(RecoveryStep.REOPEN_CONNECTION, ladder.step());
  }

  @ParameterizedTest
  @EnumSource(ConnectReturnCode.class)
  void aBrokerThatRefusesIsNoReasonForAHarderStep(ConnectReturnCode code) {
    List<RecoveryStep> steps = stepsAfter(new MqttRefusedException(BROKER, code), 10);

    assertEquals(10, steps.stream().filter(RecoveryStep.REOPEN_CONNECTION::equals).count());
  }

  @Test
  void aMissingSimCardIsNoReasonForAHarderStep() {
    List<RecoveryStep> steps = stepsAfter(new SimMissingException(UNREACHABLE), 10);

    assertEquals(10, steps.stream().filter(RecoveryStep.REOPEN_CONNECTION::equals).count());
  }

  @Test
  void aPinIsNotTriedAgainAndAllElseIs() {
    assertTrue(RecoveryLadder.isHopeless(new PinRejectedException(UNREACHABLE)));
    assertFalse(RecoveryLadder.isHopeless(new SimMissingException(UNREACHABLE)));
    assertFalse(RecoveryLadder.isHopeless(UNREACHABLE));
  }

  @Test
  void theFirstAttemptGoesOutAtOnceAndTheWaitsDoubleUpToTheLongest() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      seconds.add(ladder.delayBefore(ladder.nextAttempt()).toSeconds());
    }

    assertEquals(List.of(0L, 1L, 2L, 4L, 8L, 10L, 10L), seconds);
    assertEquals(Duration.ofSeconds(10), ladder.delayBefore(Integer.MAX_VALUE));
  }

  @Test
  void theWaitsDifferByTheJitterAtMost() {
    ReconnectPolicy jittery =
        policy.withBackOff(Duration.ofSeconds(10), Duration.ofSeconds(10), 0.2);

    assertEquals(Duration.ofSeconds(8), new RecoveryLadder(jittery, () -> 0).delayBefore(2));
    assertEquals(Duration.ofSeconds(12), new RecoveryLadder(jittery, () -> 1).delayBefore(2));
  }
}
