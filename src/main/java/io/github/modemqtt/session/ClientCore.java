package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.modem.BringUp;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.Subscriptions.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both views of the client do, without waiting.
 *
 * <p>The state is guarded by this object's monitor, which is never held across a call to the module
 * or the user. Futures complete on the thread that reads the line; the views decide where their
 * users hear of it.
 */
final class ClientCore implements MqttModuleListener {
  private static final Logger LOG = LoggerFactory.getLogger(ClientCore.class);
  private static final long CLOSE_SECONDS = 10;

  private final ClientSettings settings;
  private final CallbackThread callbacks;
  private final InFlightWindow window;
  private final MessageIds ids = new MessageIds();
  private final Subscriptions subscriptions = new Subscriptions();
  private ClientState state = ClientState.CLOSED;
  private @Nullable AtChannel channel;
  private @Nullable MqttModule module;
  private @Nullable ModemStatus status;
  private boolean ended;

  ClientCore(ClientSettings settings) {
    this.settings = settings;
    this.callbacks =
        new CallbackThread(
            "modemqtt-callbacks " + settings.options().clientId(), settings.messageQueueCapacity());
    this.window = new InFlightWindow(settings.maxInFlight(), settings.publishQueueCapacity());
  }

  CallbackThread callbacks() {
    return callbacks;
  }

  synchronized ClientState state() {
    return state;
  }

  synchronized @Nullable ModemStatus status() {
    return status;
  }

  // ---- open and connect ----

  CompletableFuture<Void> open() {
    return step(
        "open",
        () -> {
          enter(
              "open",
              ClientState.OPENING,
              ClientState.CLOSED,
              ClientState.READY,
              ClientState.LINK_LOST);
          return openModule()
              .thenCompose(opened -> opened.open(settings.broker(), settings.options()))
              .whenComplete(
                  (done, failure) ->
                      moved(
                          failure == null ? ClientState.OPEN : afterFailedOpen(),
                          ClientState.OPENING));
        });
  }

  private synchronized ClientState afterFailedOpen() {
    return module == null ? ClientState.CLOSED : ClientState.READY;
  }

  /** The bring-up waits for the network and so needs a thread, but only for that time. */
  private CompletableFuture<MqttModule> openModule() {
    MqttModule known;
    synchronized (this) {
      known = module;
    }
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<MqttModule> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                opened.complete(bringUp());
              } catch (Throwable e) { // an error, too: somebody waits for the end of this
                opened.completeExceptionally(e);
              }
            },
            "modemqtt-open " + settings.options().clientId());
    thread.setDaemon(true);
    thread.start();
    return opened;
  }

  private MqttModule bringUp() {
    AtChannel opened =
        AtChannel.open(
            settings.transports().get(),
            settings.channel().withCallbackExecutor(Runnable::run),
            settings.atListener());
    try {
      adopt(opened);
      opened.onLost(this::lineLost);
      ModemStatus found = new BringUp(opened, settings.bringUp(), settings.listener()).run();
      EcmtModule created =
          new EcmtModule(opened, settings.limits(), settings.timeouts(), settings.reopenPause());
      created.setListener(this);
      synchronized (this) {
        status = found;
        module = created;
      }
      return created;
    } catch (Throwable e) {
      forgetLine();
      opened.close();
      throw e;
    }
  }

  private synchronized void adopt(AtChannel opened) {
    if (ended) {
      throw ClientStateException.closedForEver("open");
    }
    channel = opened;
  }

  private synchronized void forgetLine() {
    channel = null;
    module = null;
  }

  CompletableFuture<Void> connect() {
    return step(
        "connect",
        () -> {
          enter("connect", ClientState.CONNECTING, ClientState.OPEN);
          if (settings.options().cleanSession()) {
            subscriptions.clear();
          }
          return required()
              .connect(settings.options())
              .whenComplete(
                  (done, failure) ->
                      moved(
                          failure == null ? ClientState.CONNECTED : ClientState.READY,
                          ClientState.CONNECTING));
        });
  }

  // ---- subscribe and publish ----

  CompletableFuture<Void> subscribe(
      TopicFilter filter, Qos qos, Consumer<? super Message> handler) {
    Subscription subscription = new Subscription(filter, qos, handler);
    return connected(
        "subscribe",
        opened -> {
          // before the command, because a retained message may come before its result
          Subscription before = subscriptions.put(subscription);
          return withId(id -> opened.subscribe(id, filter, qos))
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      subscriptions.takeBack(subscription, before);
                    }
                  });
        });
  }

  CompletableFuture<Void> unsubscribe(TopicFilter filter) {
    return connected(
        "unsubscribe",
        opened ->
            withId(id -> opened.unsubscribe(id, filter))
                .whenComplete(
                    (done, failure) -> {
                      if (failure == null) {
                        subscriptions.remove(filter);
                      }
                    }));
  }

  CompletableFuture<Void> publish(TopicName topic, byte[] payload, Qos qos, boolean retain) {
    OutgoingMessage message = OutgoingMessage.of(topic, payload, qos).withRetain(retain);
    return connected(
        "publish",
        opened ->
            window.submit(
                () ->
                    qos == Qos.AT_MOST_ONCE
                        ? opened.publish(0, message, () -> {})
                        : withId(id -> opened.publish(id, message, () -> {}))));
  }

  private CompletableFuture<Void> withId(Function<Integer, CompletableFuture<Void>> step) {
    int id = ids.take();
    return step.apply(id).whenComplete((done, failure) -> ids.release(id));
  }

  private CompletableFuture<Void> connected(
      String name, Function<MqttModule, CompletableFuture<Void>> action) {
    return step(
        name,
        () -> {
          synchronized (this) {
            if (state != ClientState.CONNECTED) {
              throw refusal(name);
            }
          }
          return action.apply(required());
        });
  }

  // ---- end ----

  CompletableFuture<Void> disconnect() {
    return connected("disconnect", MqttModule::disconnect)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                moved(ClientState.READY, ClientState.CONNECTED, ClientState.LINK_LOST);
              }
            });
  }

  /** Closes what is open, in bounded time; the first caller does it. */
  void close() {
    ClientState last;
    MqttModule openModule;
    AtChannel openChannel;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      last = state;
      openModule = module;
      openChannel = channel;
    }
    if (openModule != null && last != ClientState.READY && last != ClientState.CLOSED) {
      closeConnection(openModule);
    }
    forgetLine();
    if (openChannel != null) {
      openChannel.close();
    }
    moved(ClientState.CLOSED, ClientState.values());
    callbacks.close();
  }

  private static void closeConnection(MqttModule opened) {
    try {
      opened.close().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The connection was not closed cleanly: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- what the module reports ----

  @Override
  public void onMessage(Message message) {
    List<Consumer<? super Message>> handlers = subscriptions.handlersOf(message);
    if (handlers.isEmpty()) {
      callbacks.deliver(() -> settings.listener().onUnhandledMessage(message));
    }
    for (Consumer<? super Message> handler : handlers) {
      callbacks.deliver(() -> handler.accept(message));
    }
  }

  @Override
  public void onLinkLost(LinkLoss loss) {
    ClientState next =
        loss == LinkLoss.MODULE_RECONNECTS ? ClientState.LINK_LOST : ClientState.READY;
    // in any other state it is about the session before, or about one that is being closed
    if (moved(next, ClientState.CONNECTED, ClientState.LINK_LOST)) {
      tellLoss(new ConnectionLostException(loss));
    }
  }

  @Override
  public void onLinkRestored() {
    // also without a loss: the module reconnects after a failed send without saying so
    if (moved(ClientState.CONNECTED, ClientState.LINK_LOST, ClientState.CONNECTED)) {
      subscriptions.all().forEach(this::resubscribe);
    }
  }

  private void resubscribe(Subscription subscription) {
    MqttModule opened = required();
    withId(id -> opened.subscribe(id, subscription.filter(), subscription.qos()))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("Could not subscribe again to {}", subscription.filter(), failure);
              }
            });
  }

  @Override
  public void onReconnectRefused(MqttRefusedException refusal) {
    ClientState now = state();
    // else it repeats what connect() has already failed with
    if (now == ClientState.CONNECTED || now == ClientState.LINK_LOST) {
      tellLoss(refusal);
    }
  }

  private void lineLost(ModemException loss) {
    forgetLine();
    moved(ClientState.CLOSED, ClientState.values());
    tellLoss(loss);
  }

  private void tellLoss(ModemException cause) {
    callbacks.execute(() -> settings.listener().onConnectionLost(cause));
  }

  // ---- state ----

  private synchronized MqttModule required() {
    if (module == null) {
      throw new ClientStateException("go on", state);
    }
    return module;
  }

  private void enter(String step, ClientState next, ClientState... allowed) {
    if (!moved(next, allowed)) {
      throw refusal(step);
    }
  }

  private synchronized ClientStateException refusal(String step) {
    return ended ? ClientStateException.closedForEver(step) : new ClientStateException(step, state);
  }

  /** Changes the state if it is one of those; another one, such as after a loss, stands. */
  private boolean moved(ClientState next, ClientState... allowed) {
    synchronized (this) {
      if (!List.of(allowed).contains(state) || ended && next != ClientState.CLOSED) {
        return false;
      }
      if (state == next) {
        return true;
      }
      state = next;
      // queued here, so that the listener hears of changes in their order
      callbacks.execute(() -> settings.listener().onStateChange(next));
    }
    steerPublishing(next);
    return true;
  }

  private void steerPublishing(ClientState next) {
    switch (next) {
      case LINK_LOST -> window.pause();
      case CONNECTED, CLOSED -> window.resume(); // on a closed line what waits fails with its cause
      case READY, OPENING -> window.failWaiting(new ClientStateException("publish", next));
      case OPEN, CONNECTING -> {}
    }
  }

  /** Whatever goes wrong fails the future, as itself and not wrapped. */
  private static CompletableFuture<Void> step(
      String name, Supplier<CompletableFuture<Void>> action) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    try {
      action
          .get()
          .whenComplete(
              (done, failure) ->
                  Completion.pass(done, failure == null ? null : unwrap(failure), result));
    } catch (RuntimeException e) {
      LOG.debug("Could not {}: {}", name, e.toString());
      result.completeExceptionally(e);
    }
    return result;
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
