package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.OutgoingMessage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way: queued, accepted by the module, acknowledged by the broker.
 *
 * <p>Thread-safe. The futures complete on the client's callback thread; cancelling one gives up
 * waiting and takes nothing back.
 */
public final class Publication {
  private final long sequence;
  private final OutgoingMessage message;
  private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
  private volatile PublishStage stage = PublishStage.QUEUED;

  /** Made when it is asked for first: who waits for the end only need not be told before. */
  private @Nullable CompletableFuture<Void> accepted;

  private boolean wasAccepted;
  private @Nullable Throwable failure;

  Publication(long sequence, OutgoingMessage message) {
    this.sequence = sequence;
    this.message = message;
  }

  /**
   * The number of the message in this client's outbox, in the order of the calls.
   *
   * @return the number
   */
  public long sequence() {
    return sequence;
  }

  /**
   * The message.
   *
   * @return the message
   */
  public OutgoingMessage message() {
    return message;
  }

  /**
   * How far it is.
   *
   * @return the stage now; after a loss of the link it can go back to {@link PublishStage#QUEUED}
   */
  public PublishStage stage() {
    return stage;
  }

  /**
   * Completes when the module has taken the message over for the first time.
   *
   * @return the future; it fails if the message fails before that
   */
  public synchronized CompletableFuture<Void> accepted() {
    if (accepted == null) {
      accepted = new CompletableFuture<>();
      if (wasAccepted) {
        complete(accepted);
      } else if (failure != null) {
        accepted.completeExceptionally(failure);
      }
    }
    return accepted;
  }

  /**
   * Completes when the broker has the message (QoS 1 and 2), or the module has sent it (QoS 0).
   *
   * @return the future; it fails with a {@link io.github.modemqtt.ModemException} if the message is
   *     given up, and says there whether it may have arrived
   */
  public CompletableFuture<Void> acknowledged() {
    return acknowledged;
  }

  /**
   * The module has it; returns what is left to complete where callbacks are called, if anything is.
   */
  synchronized @Nullable CompletableFuture<Void> markAccepted() {
    wasAccepted = true;
    return accepted;
  }

  /** To be called where callbacks are called. */
  void completeAcknowledged() {
    CompletableFuture<Void> waiting = markAccepted();
    if (waiting != null) {
      complete(waiting);
    }
    complete(acknowledged);
  }

  /** To be called where callbacks are called. */
  void completeFailed(Throwable cause) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      failure = cause;
      waiting = accepted;
    }
    if (waiting != null) {
      waiting.completeExceptionally(cause);
    }
    acknowledged.completeExceptionally(cause);
  }

  @SuppressWarnings("NullAway") // Void has no other value
  static void complete(CompletableFuture<Void> future) {
    future.complete(null);
  }

  void moveTo(PublishStage next) {
    stage = next;
  }

  @Override
  public String toString() {
    return "Publication[" + sequence + ", " + stage + ", " + message + "]";
  }
}
