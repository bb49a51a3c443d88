package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT client inside an EC616, step by step.
 *
 * <p>Keeps the rules that the module does not keep by itself:
 *
 * <ul>
 *   <li>what an earlier program left open is closed before an open, with the pause that the
 *       firmware needs between the two; an open or a close without a result is decided by the state
 *       that the module tells, and tried again if that helps;
 *   <li>all settings are given before every open, because the module forgets them at each close;
 *   <li>client id, user and password are always sent together, because the module ignores them
 *       otherwise;
 *   <li>a subscription waits for the one before;
 *   <li>a loss of the link that the module reports is checked by a query, and what waited for the
 *       broker then fails at once;
 *   <li>a refused or unanswered CONNECT is followed by a close, because the module would go on
 *       trying, or count as connected;
 *   <li>the module's count of bytes is set back before the next prompt, when a publish failed
 *       there.
 * </ul>
 *
 * <p><b>Stuck.</b> A module that is connecting by itself refuses or ignores everything. It is
 * waited for, a few pauses long; then {@link #open} and {@link #close} fail with {@link
 * io.github.modemqtt.mqtt.ModuleStuckException}, as does an open that brings no result again and
 * again.
 *
 * <p><b>Forgeries.</b> A received message can hold what looks like a report of the module. No text
 * in a message can close, reset or lose the connection, or the subscriptions on it; at worst the
 * module is asked for its state, or {@link MqttModuleListener#onLinkDoubtful} is called. An
 * acknowledgement counts for the message id that it names, also if it touches a message, because
 * real ones do so under load: who can guess an id in flight can forge its acknowledgement, so ids
 * must not be predictable.
 *
 * <p>Thread-safe. Futures complete, and the listener is called, on the channel's callback executor.
 */
public final class EcmtModule implements MqttModule {
  private static final Logger LOG = LoggerFactory.getLogger(EcmtModule.class);

  private final GuardedListener listener = new GuardedListener();
  private final Outstanding outstanding = new Outstanding(listener::onLinkDoubtful);
  private final Requests requests;
  private final Closing closing;
  private final LinkWatch watch;
  private final Opening opening;
  private final Connecting connecting;
  private final Subscribing subscribing;
  private final Publishing publishing;
  private volatile BrokerAddress broker = new BrokerAddress("unknown", BrokerAddress.DEFAULT_PORT);

  /**
   * Makes a module of a channel.
   *
   * @param channel the AT channel to it; the module does not close it
   * @param profile the firmware
   * @param options how to deal with it
   */
  public EcmtModule(AtChannel channel, EcmtProfile profile, EcmtOptions options) {
    EcmtTimeouts timeouts = options.timeouts();
    ReopenPause reopenPause = new ReopenPause(options.reopenPause());
    requests = new Requests(channel);
    closing = new Closing(requests, timeouts, reopenPause);
    watch =
        new LinkWatch(
            channel, listener, outstanding, reopenPause, timeouts.connect(), () -> broker);
    opening = new Opening(requests, closing, reopenPause, profile, options);
    connecting = new Connecting(requests, closing, watch, profile, options);
    subscribing =
        new Subscribing(requests, outstanding, profile.limits(), timeouts.acknowledgement());
    publishing = new Publishing(channel, outstanding, profile.limits(), timeouts.acknowledgement());
    channel.onUrc(EcmtUrcs.MESSAGE, this::received);
    watch.start();
  }

  /**
   * Makes a module of a channel, for an {@link EcmtProfile#EC616} with other limits.
   *
   * @param channel the AT channel to it; the module does not close it
   * @param limits the firmware's limits
   * @param timeouts how long results may take
   * @param reopenPause the pause between a close and an open
   */
  public EcmtModule(
      AtChannel channel, EcmtLimits limits, EcmtTimeouts timeouts, Duration reopenPause) {
    this(
        channel,
        EcmtProfile.EC616.withLimits(limits),
        EcmtOptions.DEFAULTS.withTimeouts(timeouts).withReopenPause(reopenPause));
  }

  /**
   * Makes a module of a channel, for an {@link EcmtProfile#EC616} with other limits and its typical
   * times.
   *
   * @param channel the AT channel to it; the module does not close it
   * @param limits the firmware's limits
   */
  public EcmtModule(AtChannel channel, EcmtLimits limits) {
    this(channel, EcmtProfile.EC616.withLimits(limits), EcmtOptions.DEFAULTS);
  }

  /**
   * Tells that a publish may have been cut short before this channel was opened, as by the loss of
   * the line: the module's count of bytes is set back before the first prompt.
   *
   * <p>Otherwise the firmware could put zeros in front of the first payload that goes after a
   * prompt.
   */
  public void assumeInterruptedPublish() {
    publishing.assumeCounterIsWrong();
  }

  @Override
  public void setListener(MqttModuleListener newListener) {
    listener.setTarget(newListener);
  }

  /**
   * Checks that the module's command lines can carry an address and options.
   *
   * @param address the broker
   * @param connect what the broker is told
   * @param profile the firmware
   * @param options how to deal with it
   * @throws io.github.modemqtt.at.ParameterException if one of the values is too long, empty, or
   *     holds a character that would break out of the command, or if the address is IPv6
   * @throws TlsUnusableException if there is to be TLS, which was not proven on this firmware
   */
  public static void requireExpressible(
      BrokerAddress address, ConnectOptions connect, EcmtProfile profile, EcmtOptions options) {
    Expressible.require(address, connect, profile, options);
  }

  /**
   * Checks that the module's command lines can carry an address and options.
   *
   * @param address the broker
   * @param connect what the broker is told
   * @param limits the firmware's limits
   * @throws io.github.modemqtt.at.ParameterException if one of the values is too long, empty, or
   *     holds a character that would break out of the command, or if the address is IPv6
   */
  public static void requireExpressible(
      BrokerAddress address, ConnectOptions connect, EcmtLimits limits) {
    requireExpressible(
        address, connect, EcmtProfile.EC616.withLimits(limits), EcmtOptions.DEFAULTS);
  }

  /**
   * Checks that the module's command line can carry a message.
   *
   * @param message the message
   * @param profile the firmware
   * @throws io.github.modemqtt.at.ParameterException if the topic is too long, or holds a character
   *     that would break out of the command
   * @throws io.github.modemqtt.mqtt.PayloadTooLongException if the payload does not fit
   * @throws PayloadNotTransportableException if the payload survives neither way into the module
   */
  public static void requireExpressible(OutgoingMessage message, EcmtProfile profile) {
    Expressible.require(message, profile.limits());
  }

  /**
   * Checks that the module's command line can carry a filter.
   *
   * @param filter the topic filter
   * @param profile the firmware
   * @throws io.github.modemqtt.at.ParameterException if the filter is too long, or holds a
   *     character that would break out of the command
   */
  public static void requireExpressible(TopicFilter filter, EcmtProfile profile) {
    Expressible.require(filter, profile.limits());
  }

  @Override
  public CompletableFuture<Void> open(BrokerAddress address, ConnectOptions options) {
    return Steps.guarded(
        () -> {
          opening.requireExpressible(address, options);
          broker = address;
          ended();
          return opening.open(address, options);
        });
  }

  @Override
  public CompletableFuture<Void> connect(ConnectOptions options) {
    return Steps.guarded(() -> connecting.connect(broker, options));
  }

  @Override
  public CompletableFuture<Void> subscribe(int messageId, TopicFilter filter, Qos qos) {
    return Steps.guarded(() -> subscribing.subscribe(messageId, filter, qos));
  }

  @Override
  public CompletableFuture<Void> unsubscribe(int messageId, TopicFilter filter) {
    return Steps.guarded(() -> subscribing.unsubscribe(messageId, filter));
  }

  @Override
  public CompletableFuture<Void> publish(
      int messageId, OutgoingMessage message, Runnable onAccepted) {
    return Steps.guarded(() -> publishing.publish(messageId, message, onAccepted));
  }

  @Override
  public CompletableFuture<Void> disconnect() {
    return Steps.guarded(() -> closing.disconnect().thenRun(this::ended));
  }

  @Override
  public CompletableFuture<Void> close() {
    return Steps.guarded(
        () -> {
          watch.idle();
          return closing.close("close the connection");
        });
  }

  /** Nothing of the connection before is waited for any more. */
  private void ended() {
    watch.idle();
    outstanding.linkLost();
  }

  @Override
  public CompletableFuture<MqttLinkState> queryState() {
    return requests.state().thenApply(Requests::linkState);
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
}
