package io.github.modemqtt.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class MosquittoBrokerTest {

  @BeforeAll
  static void needsMosquitto() {
    MosquittoBroker.assumeInstalled();
  }

  @Test
  void carriesEveryByteBetweenTheCommandLineClients() {
    byte[] allBytes = new byte[256];
    for (int i = 0; i < allBytes.length; i++) {
      allBytes[i] = (byte) i;
    }
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscription = broker.clients().subscribe("a/#", 2)) {
      broker.clients().publish("a/b c", allBytes, 1, false);
      broker.clients().publish("a", new byte[0], 0, false);

      MosquittoSubscription.Received first = subscription.next();
      assertEquals("a/b c", first.topic());
      assertArrayEquals(allBytes, first.payload());
      assertEquals(1, first.qos());
      assertEquals("", subscription.next().text());
      assertEquals(0, subscription.pending());
    }
  }

  @Test
  void letsInOnlyItsUser() {
    try (MosquittoBroker broker = MosquittoBroker.start("alice", "s3cret")) {
      MosquittoClients wrong = broker.clients().as("alice", "wrong");

      assertEquals(0, broker.clients().tryPublish("a", new byte[] {1}));
      assertEquals(5, wrong.tryPublish("a", new byte[] {1}));
      assertNotEquals(0, MosquittoClients.anonymous(broker.port()).tryPublish("a", new byte[1]));
      assertThrows(CompletionException.class, () -> wrong.subscribe("a", 0).close());
    }
  }

  @Test
  void comesBackOnItsPortWithWhatItHadStored() {
    try (MosquittoBroker broker = MosquittoBroker.start()) {
      int port = broker.port();
      broker.clients().publish("state", "kept".getBytes(UTF_8), 1, true);

      broker.restart();

      assertEquals(port, broker.port());
      try (MosquittoSubscription subscription = broker.clients().subscribe("state", 1)) {
        MosquittoSubscription.Received message = subscription.next();
        assertEquals("kept", message.text());
        assertTrue(message.retained());
      }
    }
  }

  @Test
  void refusesConnectionsWhileItIsDead() {
    try (MosquittoBroker broker = MosquittoBroker.start()) {
      broker.kill();

      assertNotEquals(0, broker.clients().tryPublish("a", new byte[] {1}));
      broker.restart();
      assertEquals(0, broker.clients().tryPublish("a", new byte[] {1}));
    }
  }

  @Test
  void logsWhoConnects() {
    try (MosquittoBroker broker = MosquittoBroker.start()) {
      broker.clients().publish("a", new byte[] {1}, 1, false, "-i", "meter-1", "-k", "77");

      assertTrue(broker.log().contains("as meter-1 (p2, c1, k77)"), broker.log());
    }
  }

  @Test
  void publishesTheWillOfAKilledSubscriber() {
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription wills = broker.clients().subscribe("will", 0)) {
      broker.clients().subscribe("x", 0, "--will-topic", "will", "--will-payload", "gone").kill();

      assertEquals("gone", wills.next().text());
    }
  }
}
