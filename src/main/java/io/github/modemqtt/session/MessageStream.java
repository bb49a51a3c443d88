package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a filter, to be taken when it suits: one by one, in a loop, or by a reactive
 * subscriber.
 *
 * <pre>{@code
 * try (MessageStream commands = client.messages("commands/#", Qos.AT_LEAST_ONCE)) {
 *   for (Message command : commands) {
 *     carryOut(command);
 *   }
 * }
 * }</pre>
 *
 * <p><b>Buffer.</b> Messages wait in a bounded buffer of their own ({@link StreamOptions}). When it
 * is full, messages are dropped and counted ({@link #dropped}, {@link
 * ClientMetrics#onHandlerDrop}). To hold the sender back instead is not possible: the module has no
 * flow control for messages; it acknowledges them to the broker whether the host takes them or not,
 * and what the host did not read in time is lost inside the module without a word. Back-pressure of
 * a subscriber therefore reaches as far as this buffer.
 *
 * <p><b>Order.</b> As received; each message with its {@link Message#framing()}, nothing stripped.
 * Several threads may take from one stream; each message goes to one of them. Streams and handlers
 * of the same filter each get every message.
 *
 * <p><b>End.</b> A stream lasts across reconnects, and goes on waiting while there is no
 * connection, also after the client has given up (the next {@code connect()} subscribes again). It
 * ends with {@link #close()}, {@link ModemMqttClient#unsubscribe}, the end of a clean session by
 * {@link ModemMqttClient#disconnect()}, and {@link ModemMqttClient#close()}. What waits by then can
 * still be taken, except after the stream's own {@code close()}; then {@link #take} and {@link
 * #poll} throw {@link StreamEndedException}, loops end, subscribers get {@code onComplete}. If the
 * module refuses the subscription for good when it is made again, loops end with that exception,
 * too, and subscribers get it with {@code onError}.
 *
 * <p>Thread-safe. Needs no thread of its own.
 */
public final class MessageStream implements Iterable<Message>, AutoCloseable {
  private final ClientCore core;
  private final Subscription subscription;
  private final MessageBuffer buffer;

  MessageStream(ClientCore core, Subscription subscription, MessageBuffer buffer) {
    this.core = core;
    this.subscription = subscription;
    this.buffer = buffer;
  }

  /**
   * The filter.
   *
   * @return the topic filter
   */
  public TopicFilter filter() {
    return subscription.filter();
  }

  /**
   * The quality of service that was asked for.
   *
   * @return the highest QoS to receive with
   */
  public Qos qos() {
    return subscription.qos();
  }

  /**
   * What is known of the broker's answer.
   *
   * @return the outcome
   */
  public SubscribeOutcome outcome() {
    return subscription.outcome();
  }

  /**
   * Takes the next message, and waits for it without a limit.
   *
   * @return the message
   * @throws StreamEndedException if no more messages come
   * @throws io.github.modemqtt.at.InterruptedWaitException if the thread is interrupted
   * @throws IllegalStateException on a thread of the client, which must not wait; or if the stream
   *     has a subscriber
   */
  public Message take() {
    requireOtherThread("take()");
    Message next = null;
    while (next == null) {
      next = buffer.poll(Inbox.forever());
    }
    return next;
  }

  /**
   * Takes the next message if there is one in time.
   *
   * @param timeout how long to wait; zero or less not at all, which is allowed on any thread
   * @return the message, empty if none came
   * @throws StreamEndedException if no more messages come
   * @throws io.github.modemqtt.at.InterruptedWaitException if the thread is interrupted
   * @throws IllegalStateException on a thread of the client, if there is a time to wait; or if the
   *     stream has a subscriber
   */
  public Optional<Message> poll(Duration timeout) {
    boolean waits = !timeout.isNegative() && !timeout.isZero();
    if (waits) {
      requireOtherThread("poll()");
    }
    return Optional.ofNullable(buffer.poll(waits ? Nanos.of(timeout) : 0));
  }

  private void requireOtherThread(String call) {
    if (core.isOwnThread()) {
      throw new IllegalStateException(
          "A handler must not wait for messages with " + call + ": use publisher()");
    }
  }

  /**
   * The messages for a loop, which waits for each and ends with the stream.
   *
   * <p>Waits like {@link #take}, and throws what that throws, except at an end that somebody
   * wanted.
   *
   * @return an iterator for one thread; what it has taken no other gets
   */
  @Override
  public Iterator<Message> iterator() {
    return new Loop();
  }

  private final class Loop implements Iterator<Message> {
    private @Nullable Message next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        try {
          next = take();
        } catch (StreamEndedException e) {
          if (!buffer.isComplete()) {
            throw e;
          }
        }
      }
      return next != null;
    }

    @Override
    public Message next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("The stream of " + filter() + " has ended");
      }
      Message taken = next;
      next = null;
      return taken;
    }
  }

  /**
   * The messages for a subscriber that says how many it wants (Reactive Streams 1.0.4).
   *
   * <p>There is one subscriber at a time, which gets {@code onError} with {@link
   * IllegalStateException} otherwise; another one may follow after a {@code cancel()}, which leaves
   * the stream open. All signals come one at a time on the client's callback thread, in turn with
   * its other callbacks. While there is a subscriber, {@link #take} and {@link #poll} throw {@link
   * IllegalStateException}. A subscriber that throws is cancelled.
   *
   * @return the publisher; always the same messages, so that each goes to one taker
   */
  public Flow.Publisher<Message> publisher() {
    return buffer;
  }

  /**
   * The messages that were thrown away because they were not taken in time.
   *
   * @return the number since the stream began
   */
  public long dropped() {
    return buffer.dropped();
  }

  /**
   * The messages that can be taken at once.
   *
   * @return how many wait, at most the capacity
   */
  public int size() {
    return buffer.size();
  }

  /**
   * Ends the stream, forgets what waits in it, and does nothing the second time.
   *
   * <p>When it was the filter's last stream or handler, the broker is told, which is not waited
   * for.
   */
  @Override
  public void close() {
    buffer.close();
    subscription.cancel();
  }

  @Override
  public String toString() {
    return "MessageStream[" + filter() + ", qos=" + qos().level() + ", " + size() + " waiting]";
  }
}
