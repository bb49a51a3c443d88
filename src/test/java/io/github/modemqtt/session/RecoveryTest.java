package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RecoveryTest {
  private static final BrokerAddress BROKER = new BrokerAddress("broker.example", 1883);
  private static final ModemException LOSS = new TransportLostException("line", "gone", null);
  private static final ModemException UNREACHABLE =
      new BrokerUnreachableException(BROKER, "no answer", null);

  private final ReconnectPolicy policy =
      ReconnectPolicy.DEFAULTS
          .withBackOff(Duration.ofHours(1), Duration.ofHours(1), 0)
          .withPatience(Duration.ofMinutes(1), Duration.ofHours(1));
  private final BrokerRounds brokers =
      new BrokerRounds(List.of(BROKER), BrokerOrder.PREFERRED_FIRST);
  private final Recovery recovery = new Recovery(policy, LOSS);

  private RecoveryAttempt plan(Reconnector.Decision decision) {
    RecoveryAttempt attempt = recovery.next(brokers);
    recovery.decided(attempt, decision);
    return attempt;
  }

  @Test
  void theFirstAttemptIsDueAtOnceAndTellsWhatWasLost() {
    RecoveryAttempt attempt = plan(Reconnector.Decision.GO_ON);

    assertEquals(
        new RecoveryAttempt(1, RecoveryStep.REOPEN_CONNECTION, Duration.ZERO, BROKER, LOSS),
        attempt);
    assertTrue(recovery.isPlanned());
    assertTrue(recovery.nanosToAttempt() <= 0);
  }

  @Test
  void theNextOneWaitsUnlessTheReconnectorOrAUserIsInAHurry() {
    plan(Reconnector.Decision.GO_ON);
    recovery.takeDecision();
    assertFalse(recovery.isPlanned());
    recovery.failed(UNREACHABLE);
    RecoveryAttempt second = plan(Reconnector.Decision.GO_ON);
    assertEquals(2, second.number());
    assertSame(UNREACHABLE, second.cause());
    assertTrue(recovery.nanosToAttempt() > Duration.ofMinutes(59).toNanos());

    recovery.hurry();
    assertTrue(recovery.nanosToAttempt() <= 0);

    plan(Reconnector.Decision.GO_ON.withDelay(Duration.ZERO));
    assertTrue(recovery.nanosToAttempt() <= 0);
  }

  @Test
  void whatTheReconnectorWantsIsDoneOnce() {
    Reconnector.Decision decision = Reconnector.Decision.GO_ON.withBroker(BROKER);
    plan(decision);

    assertSame(decision, recovery.takeDecision());
    assertSame(Reconnector.Decision.GO_ON, recovery.takeDecision());
  }

  @Test
  void theStepOfAnAttemptIsTheOneThatWasTold() {
    plan(Reconnector.Decision.GO_ON);
    recovery.failed(LOSS);

    assertEquals(RecoveryStep.REOPEN_CONNECTION, recovery.step());
    assertEquals(RecoveryStep.REOPEN_LINE, plan(Reconnector.Decision.GO_ON).step());
    assertEquals(RecoveryStep.REOPEN_LINE, recovery.step());
  }

  @Test
  void theNetworkIsWaitedForLongerThanTheModule() {
    assertTrue(recovery.nanosOfPatience() <= Duration.ofMinutes(1).toNanos());
    recovery.network(false);
    assertTrue(recovery.nanosOfPatience() > Duration.ofMinutes(59).toNanos());
    recovery.network(true);
    assertTrue(recovery.nanosOfPatience() <= Duration.ofMinutes(1).toNanos());
  }

  @Test
  void aModuleThatStopsSayingThatItIsConnectedBeginsAgain() {
    assertEquals(0, recovery.nanosConnected() / Duration.ofMinutes(1).toNanos());
    long before = recovery.nanosConnected();
    assertTrue(recovery.nanosConnected() >= before);

    recovery.notConnected();

    assertTrue(recovery.nanosConnected() < Duration.ofSeconds(5).toNanos());
  }

  @Test
  void waitsForTheModuleUntilNothingIsToBeHopedFromIt() {
    assertFalse(recovery.isAwaitingModule());
    recovery.awaitModule();
    assertTrue(recovery.isAwaitingModule());
    recovery.endAwait();
    assertFalse(recovery.isAwaitingModule());
  }
}
