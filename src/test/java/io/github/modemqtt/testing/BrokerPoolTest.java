package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerPoolTest {
  private final BrokerPool pool = new BrokerPool();
  private final EmbeddedBroker first = pool.lease();

  @AfterEach
  void close() {
    pool.giveBack(first);
    pool.close();
    assertFalse(first.isPristine());
  }

  @Test
  void aBrokerServesOneTestAtATime() {
    EmbeddedBroker second = pool.lease();
    assertNotSame(first, second);
    pool.giveBack(second);
    assertSame(second, pool.lease());
    pool.giveBack(second);
  }

  @Test
  void aBrokerIsUsedAgainWhenItsClientsAreGone() {
    BrokerPeer peer = peer();
    peer.publish("t", "x");
    assertFalse(first.isPristine());
    peer.close();

    Eventually.holds("nothing is left", first::isPristine);
  }

  @Test
  void aBrokerWithARetainedMessageIsNotUsedAgain() {
    BrokerPeer peer = peer();
    peer.publish("t", "x".getBytes(UTF_8), Qos.AT_LEAST_ONCE, true);
    peer.close();
    pool.giveBack(first);

    EmbeddedBroker second = pool.lease();
    assertNotSame(first, second);
    second.close();
  }

  private BrokerPeer peer() {
    return BrokerPeer.connect(new BrokerAddress(first.host(), first.port()));
  }
}
