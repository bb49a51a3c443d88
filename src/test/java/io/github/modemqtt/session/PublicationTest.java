package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The futures of a message, whenever they are asked for. */
@Timeout(30)
class PublicationTest {
  private static final Exception FAILURE = new IllegalStateException("from the test");

  private final Publication publication =
      new Publication(1, OutgoingMessage.of(TopicName.of("t"), "x", Qos.AT_LEAST_ONCE));

  @Test
  void nobodyIsToBeToldOfTheAcceptanceUnlessSomebodyAsked() {
    assertNull(publication.markAccepted());
    assertTrue(publication.accepted().isDone(), "it is known when it is asked for later");
    publication.accepted().join();
  }

  @Test
  void whoAskedBeforeTheAcceptanceIsToldWhereCallbacksAreCalled() {
    CompletableFuture<Void> accepted = publication.accepted();
    assertSame(accepted, publication.markAccepted());
    assertFalse(accepted.isDone(), "it is for the caller to complete");
    Publication.complete(accepted);
    accepted.join();
    assertSame(accepted, publication.accepted());
  }

  @Test
  void anAcknowledgementIsAnAcceptanceToo() {
    CompletableFuture<Void> accepted = publication.accepted();
    publication.completeAcknowledged();
    accepted.join();
    publication.acknowledged().join();
  }

  @Test
  void aFailureIsOneOfBothFutures() {
    CompletableFuture<Void> accepted = publication.accepted();
    publication.completeFailed(FAILURE);
    assertFailed(accepted);
    assertFailed(publication.acknowledged());
  }

  @Test
  void aFailureIsKnownToWhoAsksLater() {
    publication.completeFailed(FAILURE);
    assertFailed(publication.accepted());
  }

  @Test
  void anAcceptedMessageThatFailsWasAccepted() {
    publication.markAccepted();
    publication.completeFailed(FAILURE);
    publication.accepted().join();
    assertFailed(publication.acknowledged());
  }

  private static void assertFailed(CompletableFuture<Void> future) {
    assertTrue(future.isDone());
    assertEquals(FAILURE, assertThrows(CompletionException.class, future::join).getCause());
  }
}
