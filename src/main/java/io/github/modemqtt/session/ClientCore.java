package io.github.modemqtt.session;

import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.modem.Learned;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.modem.RadioSignal;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both views of the client do, without waiting: wishes go to the supervisor, messages to the
 * delivery. Thread-safe.
 */
final class ClientCore implements ClientMetrics.ClientGauges {
  private static final Logger LOG = LoggerFactory.getLogger(ClientCore.class);
  private static final long CLOSE_SECONDS = 15;
  private static final Duration SHORTEST_STABLE_KEEP_ALIVE = Duration.ofSeconds(60);

  private final ClientSettings settings;
  private final CallbackThread callbacks;
  private final ClientMetrics metrics;
  private final Inbox inbox = new Inbox();
  private final Subscriptions subscriptions = new Subscriptions();
  private final ClientEvents events;
  private final Reception reception;
  private final Delivery delivery;
  private final Supervisor supervisor;
  private @Nullable Thread thread;
  private boolean closed;

  ClientCore(ClientSettings settings) {
    this.settings = settings;
    warnOfShortKeepAlive(settings.options().keepAlive());
    this.callbacks =
        new CallbackThread(
            "modemqtt-callbacks " + settings.options().clientId(), settings.messageQueueCapacity());
    this.metrics = new GuardedMetrics(settings.metrics());
    this.events = new ClientEvents(callbacks, settings.listener(), metrics);
    this.reception =
        new Reception(subscriptions, events, settings.duplicateFilter(), settings.overlapWindow());
    settings.messageHandlers().forEach(reception::addForAll);
    MessageIds ids = new MessageIds();
    this.delivery =
        new Delivery(
            settings.outbox(),
            settings.maxInFlight(),
            ids,
            events,
            evidence -> inbox.post(new Report.Doubt(null, evidence)));
    this.supervisor =
        new Supervisor(settings, events, inbox, delivery, subscriptions, reception, ids);
    metrics.bind(this);
  }

  private static void warnOfShortKeepAlive(Duration keepAlive) {
    if (!keepAlive.isZero() && keepAlive.compareTo(SHORTEST_STABLE_KEEP_ALIVE) < 0) {
      LOG.warn(
          "Keep alive {} s: the module gives the broker only about 8 s for the answer to each ping,"
              + " and takes a later one for a loss; 60 s or more is more stable",
          keepAlive.toSeconds());
    }
  }

  // ---- the client's life ----

  CompletableFuture<Void> request(Request.Kind kind) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(ClientStateException.closedForEver(kind.step()));
      }
      run();
    }
    if (!inbox.post(new Request(kind, result))) {
      result.completeExceptionally(new ClientStateException(kind.step(), state()));
    }
    return result;
  }

  /** A client that is only built needs no thread. */
  private void run() {
    if (thread == null) {
      Thread created = new Thread(supervisor, "modemqtt-client " + settings.options().clientId());
      created.setDaemon(true);
      created.start();
      thread = created;
    }
  }

  /** Closes what is open, in bounded time; the first caller does it. */
  void close() {
    boolean running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = thread != null;
    }
    if (running) {
      inbox.post(new Request(Request.Kind.CLOSE, new CompletableFuture<>()));
      awaitEnd();
    } else {
      delivery.close();
    }
    callbacks.close();
    if (running && isOwnThread()) {
      supervisor.ended().whenComplete((done, failure) -> metrics.onClosed());
    } else {
      metrics.onClosed();
    }
  }

  /** The thread that calls handlers must not wait for the one that waits for handlers' futures. */
  private void awaitEnd() {
    if (isOwnThread()) {
      return;
    }
    try {
      supervisor.ended().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The line could not be closed within {} s; it is left behind", CLOSE_SECONDS);
      delivery.close();
      ClientStateException closedNow = ClientStateException.closedForEver("go on");
      subscriptions
          .clear("the client was closed")
          .forEach(waiting -> waiting.completeExceptionally(closedNow));
    } catch (ExecutionException e) {
      LOG.warn("The client did not end cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- messages ----

  CompletableFuture<Subscription> subscribe(
      TopicFilter filter, Qos qos, Consumer<? super Message> handler) {
    CompletableFuture<Void> refusal = refusal("subscribe");
    if (refusal != null) {
      return refusal.thenApply(never -> new Subscription(this, filter, qos, handler));
    }
    try {
      EcmtModule.requireExpressible(filter, settings.profile());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> done = subscriptions.add(filter, qos, handler);
    inbox.wake();
    return bounded(done, filter, () -> subscriptions.takeBack(filter, handler))
        .thenApply(ignored -> new Subscription(this, filter, qos, handler));
  }

  CompletableFuture<MessageStream> messages(TopicFilter filter, Qos qos, StreamOptions options) {
    MessageBuffer buffer =
        new MessageBuffer(filter, options, callbacks::executeAmongMessages, events::notPulled);
    return subscribe(filter, qos, buffer)
        .thenApply(subscription -> new MessageStream(this, subscription, buffer));
  }

  HandlerRegistration onMessage(Consumer<? super Message> handler) {
    return reception.addForAll(handler);
  }

  CompletableFuture<Void> unsubscribe(TopicFilter filter) {
    CompletableFuture<Void> refusal = refusal("unsubscribe");
    if (refusal != null) {
      return refusal;
    }
    CompletableFuture<Void> done = subscriptions.removeAll(filter);
    inbox.wake();
    return bounded(done, filter, () -> {});
  }

  CompletableFuture<Void> cancel(TopicFilter filter, Consumer<? super Message> handler) {
    CompletableFuture<Void> done = subscriptions.remove(filter, handler);
    inbox.wake();
    return bounded(done, filter, () -> {});
  }

  /** Every wish has an end in bounded time, whatever the network does. */
  private CompletableFuture<Void> bounded(
      CompletableFuture<Void> done, TopicFilter filter, Runnable giveUp) {
    if (!done.isDone()) {
      CompletableFuture<Void> timer = new CompletableFuture<>();
      timer.thenRun(
          () -> {
            SubscribeTimeoutException late =
                new SubscribeTimeoutException(filter, settings.subscribeTimeout(), state());
            if (done.completeExceptionally(late)) {
              giveUp.run();
              inbox.wake();
            }
          });
      timer.completeOnTimeout(null, Nanos.of(settings.subscribeTimeout()), TimeUnit.NANOSECONDS);
      done.whenComplete((ignored, failure) -> timer.cancel(false));
    }
    return done;
  }

  Publication publish(OutgoingMessage message, PublishOptions how) {
    ClientStateException refusal = notWanted("publish");
    if (refusal != null) {
      throw refusal;
    }
    EcmtModule.requireExpressible(message, settings.profile());
    return delivery.publish(message, how);
  }

  private @Nullable CompletableFuture<Void> refusal(String step) {
    ClientStateException refusal = notWanted(step);
    return refusal == null ? null : CompletableFuture.failedFuture(refusal);
  }

  private @Nullable ClientStateException notWanted(String step) {
    if (supervisor.isWanted()) {
      return null;
    }
    synchronized (this) {
      return closed ? ClientStateException.closedForEver(step) : supervisor.refusal(step);
    }
  }

  // ---- callbacks ----

  CallbackThread callbacks() {
    return callbacks;
  }

  /** On these threads nobody may wait for the client. */
  boolean isOwnThread() {
    synchronized (this) {
      return callbacks.isCurrent() || Thread.currentThread() == thread;
    }
  }

  /** A future for the user: it completes where all callbacks are called. */
  <T> CompletableFuture<T> handedOver(CompletableFuture<T> future) {
    CompletableFuture<T> given = new CompletableFuture<>();
    future.whenComplete(
        (done, failure) -> callbacks.execute(() -> Completion.pass(done, failure, given)));
    return given;
  }

  // ---- what can be read ----

  @Override
  public String clientId() {
    return settings.options().clientId();
  }

  @Override
  public ClientState state() {
    return supervisor.state();
  }

  @Override
  public int outboxDepth() {
    return delivery.depth();
  }

  @Override
  public int inFlight() {
    return delivery.inFlight();
  }

  @Override
  public int handlerBacklog() {
    return callbacks.waiting();
  }

  @Override
  public AtStatistics lineTotals() {
    return supervisor.connector().totals().now();
  }

  @Override
  public Optional<RadioSignal> signal() {
    return network().flatMap(NetworkView::signal).map(Learned::value);
  }

  long duplicateMessages() {
    return reception.duplicates();
  }

  Optional<NetworkView> network() {
    return supervisor.connector().network().view();
  }

  CompletableFuture<NetworkView> refreshNetwork() {
    Line line = supervisor.connector().line();
    return line == null || status() == null
        ? CompletableFuture.failedFuture(new ClientStateException("readNetwork", state()))
        : line.network().refresh();
  }

  @Nullable ModemStatus status() {
    return supervisor.connector().status();
  }
}
