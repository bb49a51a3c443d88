package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.OutgoingMessage;
import java.util.concurrent.CompletableFuture;

/**
 * A message on its way: queued, accepted by the module, acknowledged by the broker.
 *
 * <p>Thread-safe. The futures complete on the client's callback thread; cancelling one gives up
 * waiting and takes nothing back.
 */
public final class Publication {
  private final long sequence;
  private final OutgoingMessage message;
  private final CompletableFuture<Void> accepted = new CompletableFuture<>();
  private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
  private volatile PublishStage stage = PublishStage.QUEUED;

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
  public CompletableFuture<Void> accepted() {
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

  void moveTo(PublishStage next) {
    stage = next;
  }

  @Override
  public String toString() {
    return "Publication[" + sequence + ", " + stage + ", " + message + "]";
  }
}
