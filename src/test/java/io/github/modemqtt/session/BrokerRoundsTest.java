package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.mqtt.BrokerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BrokerRoundsTest {
  private static final BrokerAddress A = new BrokerAddress("a.example", 1883);
  private static final BrokerAddress B = new BrokerAddress("b.example", 1883);
  private static final BrokerAddress C = new BrokerAddress("c.example", 1883);

  @Test
  void thePreferredOneComesFirstEachTime() {
    BrokerRounds rounds = new BrokerRounds(List.of(A, B, C), BrokerOrder.PREFERRED_FIRST);
    rounds.tried(A, false);
    rounds.tried(B, true);

    assertEquals(List.of(A, B, C), rounds.next());
  }

  @Test
  void theOneThatWorkedLastComesFirst() {
    BrokerRounds rounds = new BrokerRounds(List.of(A, B, C), BrokerOrder.ROTATING);
    rounds.tried(A, false);
    rounds.tried(B, true);

    assertEquals(List.of(B, C, A), rounds.next());
  }

  @Test
  void theOneAfterTheLastFailureComesFirst() {
    BrokerRounds rounds = new BrokerRounds(List.of(A, B, C), BrokerOrder.ROTATING);
    assertEquals(List.of(A, B, C), rounds.next());
    rounds.tried(C, false);
    assertEquals(List.of(A, B, C), rounds.next());
    rounds.tried(A, false);
    assertEquals(List.of(B, C, A), rounds.next());
  }

  @Test
  void aBrokerThatAReconnectorNamedChangesNothing() {
    BrokerRounds rounds = new BrokerRounds(List.of(A, B), BrokerOrder.ROTATING);
    rounds.tried(C, false);

    assertEquals(List.of(A, B), rounds.next());
  }
}
