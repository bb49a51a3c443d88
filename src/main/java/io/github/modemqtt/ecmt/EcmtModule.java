package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.Exchange;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.OpenResult;
import io.github.modemqtt.ecmt.EcmtUrcs.PublishResult;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT client inside an EC616, step by step.
 *
 * <p>Keeps the rules that the module does not keep by itself:
 *
 * <ul>
 *   <li>what an earlier program left open is closed before an open, with the pause that the
 *       firmware needs between the two;
 *   <li>all settings are given before every open, because the module forgets them at each close;
 *   <li>client id, user and password are always sent together, because the module ignores them
 *       otherwise;
 *   <li>a subscription waits for the one before;
 *   <li>a loss of the link that the module reports is checked by a query, and what waited for the
 *       broker then fails at once;
 *   <li>a refused or unanswered CONNECT is followed by a close, because the module would go on
 *       trying, or count as connected.
 * </ul>
 *
 * <p>Thread-safe. Futures complete, and the listener is called, on the channel's callback executor.
 */
public final class EcmtModule implements MqttModule {
  private static final Logger LOG = LoggerFactory.getLogger(EcmtModule.class);

  /** The only connection that the firmware has ({@code MQTT_CONTEXT_NUMB_MAX} is 1). */
  private static final int CONNECTION = 0;

  /** What a broker without accounts is told, since the module wants all three or none. */
  private static final Credentials ANONYMOUS = new Credentials("anonymous", "anonymous");

  private static final int CLOSE_TRIES = 6;

  private final AtChannel channel;
  private final EcmtLimits limits;
  private final EcmtTimeouts timeouts;
  private final ReopenPause reopenPause;
  private final SerialChain subscriptions = new SerialChain();
  private final Outstanding outstanding = new Outstanding();
  private volatile @Nullable BrokerAddress broker;
  private volatile MqttModuleListener listener = new SilentListener();

  /**
   * Makes a module of a channel.
   *
   * @param channel the AT channel to it; the module does not close it
   * @param limits the firmware's limits
   * @param timeouts how long results may take
   * @param reopenPause the pause between a close and an open; the firmware's receiver needs up to
   *     0.2 s to end, and an open before that is lost
   */
  public EcmtModule(
      AtChannel channel, EcmtLimits limits, EcmtTimeouts timeouts, Duration reopenPause) {
    this.channel = channel;
    this.limits = limits;
    this.timeouts = timeouts;
    this.reopenPause = new ReopenPause(reopenPause);
    channel.onUrc(EcmtUrcs.MESSAGE, this::received);
    channel.onUrc(EcmtUrcs.LINK_STATE, change -> checkLoss(LinkLoss.MODULE_RECONNECTS));
    channel.onUrc(EcmtUrcs.DISCONNECT, result -> checkLoss(LinkLoss.CLOSED));
    channel.onUrc(EcmtUrcs.CONNECT, this::reconnected);
  }

  /**
   * Makes a module of a channel with default time-outs, and a pause of one second between a close
   * and an open.
   *
   * @param channel the AT channel to it; the module does not close it
   * @param limits the firmware's limits
   */
  public EcmtModule(AtChannel channel, EcmtLimits limits) {
    this(channel, limits, EcmtTimeouts.DEFAULTS, Duration.ofSeconds(1));
  }

  @Override
  public void setListener(MqttModuleListener newListener) {
    listener = newListener;
  }

  /**
   * Checks that the module's command lines can carry an address and options.
   *
   * @param address the broker
   * @param options the options
   * @param limits the firmware's limits
   * @throws io.github.modemqtt.at.ParameterException if one of the values is too long, empty, or
   *     holds a character that would break out of the command
   */
  public static void requireExpressible(
      BrokerAddress address, ConnectOptions options, EcmtLimits limits) {
    openCommand(address, limits).line();
    connectCommand(options, limits).line();
    settings(options, limits).forEach(EcmtConfigure::line);
  }

  /**
   * Checks that the module's command line can carry a message.
   *
   * @param message the message
   * @param limits the firmware's limits
   * @throws io.github.modemqtt.at.ParameterException if the topic is too long, or holds a character
   *     that would break out of the command
   * @throws io.github.modemqtt.mqtt.PayloadTooLongException if the payload does not fit
   * @throws PayloadNotTransportableException if the payload survives neither way into the module
   */
  public static void requireExpressible(OutgoingMessage message, EcmtLimits limits) {
    new EcmtPublish(
            CONNECTION,
            message.qos() == Qos.AT_MOST_ONCE ? 0 : 1,
            message.qos(),
            message.retain(),
            message.topic(),
            message.payload(),
            limits)
        .line();
  }

  /**
   * Checks that the module's command line can carry a filter.
   *
   * @param filter the topic filter
   * @param limits the firmware's limits
   * @throws io.github.modemqtt.at.ParameterException if the filter is too long, or holds a
   *     character that would break out of the command
   */
  public static void requireExpressible(TopicFilter filter, EcmtLimits limits) {
    new EcmtSubscribe(CONNECTION, 1, filter, Qos.AT_MOST_ONCE, limits).line();
  }

  private static EcmtOpen openCommand(BrokerAddress address, EcmtLimits limits) {
    return new EcmtOpen(CONNECTION, address.host(), address.port(), limits);
  }

  private static EcmtConnect connectCommand(ConnectOptions options, EcmtLimits limits) {
    Credentials given = options.credentials();
    Credentials credentials = given == null ? ANONYMOUS : given;
    return new EcmtConnect(
        CONNECTION, options.clientId(), credentials.user(), credentials.password(), limits);
  }

  private static List<EcmtConfigure> settings(ConnectOptions options, EcmtLimits limits) {
    List<EcmtConfigure> settings = new ArrayList<>();
    settings.add(new EcmtConfigure.Version(CONNECTION, options.version()));
    settings.add(new EcmtConfigure.Session(CONNECTION, options.cleanSession()));
    settings.add(new EcmtConfigure.KeepAlive(CONNECTION, options.keepAlive()));
    Will will = options.will();
    if (will != null) {
      settings.add(new EcmtConfigure.LastWill(CONNECTION, will, limits));
    }
    return settings;
  }

  // ---- open ----

  @Override
  public CompletableFuture<Void> open(BrokerAddress address, ConnectOptions options) {
    broker = address;
    return guarded(
        () -> {
          requireExpressible(address, options, limits);
          EcmtOpen open = openCommand(address, limits);
          return closeLeftOver()
              .thenCompose(ignored -> reopenPause.over())
              .thenCompose(ignored -> configure(options))
              .thenCompose(ignored -> result(open, timeouts.open()))
              .handle((result, failure) -> opened(address, result, failure));
        });
  }

  private static Void opened(
      BrokerAddress address, @Nullable OpenResult result, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = unwrap(failure);
      if (cause instanceof CommandRejectedException rejected
          && rejected.command().startsWith("AT+ECMTOPEN")) {
        throw new BrokerUnreachableException(
            address,
            "AT+ECMTOPEN was answered with " + rejected.result() + ", as without a network address",
            rejected);
      }
      throw new CompletionException(cause);
    }
    if (result == null || result.result() != 0) {
      throw new BrokerUnreachableException(
          address, "+ECMTOPEN reported a failure (DNS, TCP refused, or no answer)", null);
    }
    return done();
  }

  private CompletableFuture<Void> closeLeftOver() {
    return channel
        .submit(new EcmtConnectQuery())
        .thenCompose(
            state ->
                switch (state) {
                  case NONE -> completed();
                  case CONNECTING ->
                      closePersistently(CLOSE_TRIES).thenCompose(ignored -> requireIdle());
                  default -> tryToClose();
                });
  }

  /** What is only configured cannot be closed, and need not be. */
  private CompletableFuture<Void> tryToClose() {
    return end(new EcmtClose(CONNECTION)).handle((result, failure) -> EcmtModule.done());
  }

  /** An open now would be answered with OK, and with nothing more. */
  private CompletableFuture<Void> requireIdle() {
    return channel
        .submit(new EcmtConnectQuery())
        .thenAccept(
            state -> {
              if (state == EcmtConnectQuery.State.CONNECTING) {
                throw new MqttFailureException(
                    "open a connection",
                    "the module is connecting by itself to the broker that it had before, and"
                        + " cannot be stopped",
                    "wait for its own reconnect, or reset it with AT+ECRST");
              }
            });
  }

  private CompletableFuture<Void> configure(ConnectOptions options) {
    CompletableFuture<Void> last = completed();
    for (EcmtConfigure setting : settings(options, limits)) {
      last = last.thenCompose(ignored -> channel.submit(setting));
    }
    return last;
  }

  // ---- connect ----

  @Override
  public CompletableFuture<Void> connect(ConnectOptions options) {
    return guarded(
        () ->
            result(connectCommand(options, limits), timeouts.connect())
                .handle(
                    (result, failure) ->
                        failure == null ? connected(result) : notConnected(unwrap(failure)))
                .thenCompose(future -> future));
  }

  /** Without an answer the module counts as connected, and would stay so. */
  private CompletableFuture<Void> notConnected(Throwable failure) {
    return failure instanceof ResultTimeoutException
        ? closeAndFail(failure)
        : CompletableFuture.failedFuture(failure);
  }

  private CompletableFuture<Void> connected(ConnectResult result) {
    if (result.result() == 0 && result.returnCode() == 0) {
      return completed();
    }
    return closeAndFail(connectFailure(result));
  }

  private CompletableFuture<Void> closeAndFail(Throwable failure) {
    return closePersistently(CLOSE_TRIES)
        .handle(
            (ignored, alsoFailed) -> {
              throw new CompletionException(failure);
            });
  }

  private RuntimeException connectFailure(ConnectResult result) {
    Optional<ConnectReturnCode> refusal =
        result.result() == 0
            ? ConnectReturnCode.ofCode(result.returnCode())
            : Optional.<ConnectReturnCode>empty();
    if (refusal.isPresent()) {
      return new MqttRefusedException(knownBroker(), refusal.get());
    }
    return new MqttFailureException(
        "connect to " + knownBroker(),
        "+ECMTCONN reported "
            + (result.result() == 2
                ? "that CONNECT could not be sent"
                : "result " + result.result() + ", code " + result.returnCode()),
        "check that the broker speaks MQTT on this port, then open again");
  }

  /** Right after a refusal the module may be reconnecting, and then refuses to close. */
  private CompletableFuture<Void> closePersistently(int tries) {
    return end(new EcmtClose(CONNECTION))
        .handle((result, failure) -> failure)
        .thenCompose(
            failure ->
                isRejection(failure) && tries > 1
                    ? reopenPause.full().thenCompose(ignored -> closeUnlessGone(tries - 1))
                    : completed());
  }

  private CompletableFuture<Void> closeUnlessGone(int tries) {
    return channel
        .submit(new EcmtConnectQuery())
        .thenCompose(
            state -> state == EcmtConnectQuery.State.NONE ? completed() : closePersistently(tries));
  }

  // ---- subscribe and publish ----

  @Override
  public CompletableFuture<Void> subscribe(int messageId, TopicFilter filter, Qos qos) {
    return guarded(
        () -> {
          EcmtSubscribe command = new EcmtSubscribe(CONNECTION, messageId, filter, qos, limits);
          command.line(); // refuses a bad filter before it waits for its turn
          String step = "subscribe to " + filter;
          return subscriptions.then(
              () ->
                  answered(step, command).thenAccept(r -> requireDone(step, "SUBACK", r.result())));
        });
  }

  @Override
  public CompletableFuture<Void> unsubscribe(int messageId, TopicFilter filter) {
    return guarded(
        () -> {
          EcmtUnsubscribe command = new EcmtUnsubscribe(CONNECTION, messageId, filter, limits);
          command.line();
          String step = "unsubscribe from " + filter;
          return subscriptions.then(
              () ->
                  answered(step, command)
                      .thenAccept(r -> requireDone(step, "UNSUBACK", r.result())));
        });
  }

  @Override
  public CompletableFuture<Void> publish(
      int messageId, OutgoingMessage message, Runnable onAccepted) {
    return guarded(
        () -> {
          EcmtPublish command =
              new EcmtPublish(
                  CONNECTION,
                  messageId,
                  message.qos(),
                  message.retain(),
                  message.topic(),
                  message.payload(),
                  limits);
          String step = "publish to " + message.topic();
          Exchange<PublishResult> exchange =
              channel.submitDeferred(new WithTimeout<>(command, timeouts.acknowledgement()));
          exchange.accepted().thenRun(onAccepted);
          return outstanding
              .until(step, exchange.completed())
              .thenAccept(r -> requireDone(step, "the acknowledgement", r.result()));
        });
  }

  /** The result of a command that the broker answers. */
  private <T> CompletableFuture<T> answered(String step, DeferredCommand<T> command) {
    return outstanding.until(step, result(command, timeouts.acknowledgement()));
  }

  private static void requireDone(String step, String answer, int result) {
    switch (result) {
      case 0 -> {}
      case 1 ->
          throw new MqttFailureException(
              step, "the module did not understand " + answer, "check the broker, then try again");
      default ->
          throw new MqttFailureException(
              step,
              "the module could not send it (result " + result + ")",
              "the link is lost or the packet too long: wait until the module has connected again");
    }
  }

  // ---- end ----

  @Override
  public CompletableFuture<Void> disconnect() {
    return guarded(
        () ->
            end(new EcmtDisconnect(CONNECTION))
                .thenAccept(
                    r -> {
                      if (r.result() != 0) {
                        throw new MqttFailureException(
                            "disconnect", "the module was not connected", "close the connection");
                      }
                    }));
  }

  @Override
  public CompletableFuture<Void> close() {
    return guarded(
        () ->
            end(new EcmtClose(CONNECTION))
                .handle(
                    (result, failure) ->
                        failure == null ? EcmtModule.completed() : closedAlready(unwrap(failure)))
                .thenCompose(future -> future));
  }

  private CompletableFuture<Void> closedAlready(Throwable failure) {
    if (!(failure instanceof CommandRejectedException)) {
      return CompletableFuture.failedFuture(failure);
    }
    return queryState()
        .thenAccept(
            state -> {
              if (state == MqttLinkState.CONNECTING || state == MqttLinkState.CONNECTED) {
                throw new MqttFailureException(
                    "close the connection",
                    "the module is " + state.name().toLowerCase(Locale.ROOT),
                    "wait for its own reconnect, or reset it with AT+ECRST");
              }
            });
  }

  @Override
  public CompletableFuture<MqttLinkState> queryState() {
    return channel.submit(new EcmtConnectQuery()).thenApply(EcmtModule::linkState);
  }

  private static MqttLinkState linkState(EcmtConnectQuery.State state) {
    return switch (state) {
      case NONE, DISCONNECTED -> MqttLinkState.CLOSED;
      case NOT_CONNECTED -> MqttLinkState.OPEN;
      case CONNECTING -> MqttLinkState.CONNECTING;
      case CONNECTED -> MqttLinkState.CONNECTED;
    };
  }

  // ---- what the module says by itself ----

  /**
   * Asks the module, because a payload can hold what looks like a report of it.
   *
   * <p>A module that is connected has not lost its link, or has sent CONNECT again already; then
   * its answer follows and tells that the link is restored.
   */
  private void checkLoss(LinkLoss claimed) {
    channel
        .submit(new EcmtConnectQuery())
        .whenComplete(
            (state, failure) -> {
              if (failure == null) {
                stateAfterLoss(state);
              } else if (!(failure instanceof ChannelClosedException)) {
                linkLost(claimed);
              }
            });
  }

  private void stateAfterLoss(EcmtConnectQuery.State state) {
    switch (state) {
      case CONNECTED -> LOG.info("The module reported a loss of its link, but is connected");
      case CONNECTING -> linkLost(LinkLoss.MODULE_RECONNECTS);
      case NONE, NOT_CONNECTED, DISCONNECTED -> linkLost(LinkLoss.CLOSED);
    }
  }

  private void linkLost(LinkLoss loss) {
    if (loss == LinkLoss.CLOSED) {
      reopenPause.begin();
    }
    listener.onLinkLost(loss);
    outstanding.linkLost();
  }

  private void received(ReceivedMessage message) {
    TopicName topic;
    try {
      topic = TopicName.of(message.topic());
    } catch (RuntimeException e) {
      LOG.warn("Dropped a message whose topic cannot be read: {}", message);
      return;
    }
    listener.onMessage(
        new Message(
            topic,
            message.payload(),
            packetIdentifier(message),
            message.ambiguous() ? Framing.AMBIGUOUS : Framing.CERTAIN));
  }

  /** At QoS 0 the firmware prints whatever its variable holds. */
  private static int packetIdentifier(ReceivedMessage message) {
    int id = message.messageId();
    return id >= 0 && id <= EcmtParameters.MAX_MESSAGE_ID ? id : 0;
  }

  private void reconnected(ConnectResult result) {
    if (result.result() == 0 && result.returnCode() == 0) {
      listener.onLinkRestored();
    } else if (result.result() == 0) {
      ConnectReturnCode.ofCode(result.returnCode())
          .ifPresent(
              code -> listener.onReconnectRefused(new MqttRefusedException(knownBroker(), code)));
    }
  }

  private BrokerAddress knownBroker() {
    BrokerAddress known = broker;
    return known == null ? new BrokerAddress("unknown", BrokerAddress.DEFAULT_PORT) : known;
  }

  // ---- helpers ----

  private <T> CompletableFuture<T> result(DeferredCommand<T> command, Duration timeout) {
    return channel.submitDeferred(new WithTimeout<>(command, timeout)).completed();
  }

  /** A command that ends the connection, unless it is refused. */
  private <T> CompletableFuture<T> end(DeferredCommand<T> command) {
    return result(command, timeouts.end())
        .whenComplete(
            (result, failure) -> {
              if (!isRejection(failure)) {
                reopenPause.begin();
              }
            });
  }

  private static boolean isRejection(@Nullable Throwable failure) {
    return failure != null && unwrap(failure) instanceof CommandRejectedException;
  }

  /** Bad arguments fail the future like everything else. */
  private static CompletableFuture<Void> guarded(Supplier<CompletableFuture<Void>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static CompletableFuture<Void> completed() {
    return CompletableFuture.completedFuture(done());
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static Void done() {
    return null;
  }

  private static final class SilentListener implements MqttModuleListener {
    @Override
    public void onMessage(Message message) {}

    @Override
    public void onLinkLost(LinkLoss loss) {}

    @Override
    public void onLinkRestored() {}

    @Override
    public void onReconnectRefused(MqttRefusedException refusal) {}
  }
}
