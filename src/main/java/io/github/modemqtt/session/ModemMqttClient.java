package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.ecmt.EcmtOptions;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.ecmt.EcmtTls;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.modem.NetworkReports;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.modem.PowerOptions;
import io.github.modemqtt.modem.SleepMode;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT client whose MQTT stack, TCP/IP stack and radio are inside a cellular module.
 *
 * <pre>{@code
 * try (ModemMqttClient client =
 *     ModemMqttClient.builder().modem("/dev/ttyUSB0").broker("broker.example", 1883).build()) {
 *   client.connect();
 *   client.subscribe("commands/#", Qos.AT_LEAST_ONCE, m -> System.out.println(m.payloadAsText()));
 *   client.publish("status", "up", Qos.AT_LEAST_ONCE);
 *   client.disconnect();
 * }
 * }</pre>
 *
 * <p><b>States.</b> See {@link ClientState} for what each means.
 *
 * <pre>
 *   CLOSED ──open()──&gt; BRINGING_UP ──&gt; READY ──connect()──&gt; OPENING ──&gt; CONNECTING ──&gt; CONNECTED
 *     ^                  │ failed        ^                    │ failed      │ failed       │    ^
 *     │&lt;─────────────────┘               │&lt;───────────────────┴─────────────┘         lost │    │
 *     │                                  │                                                v    │
 *     │                                  └──── CLOSING &lt;── disconnect() ────────────── RECOVERING
 *     └── CLOSING &lt;── close(): from every state
 * </pre>
 *
 * <p>{@link #connect()} also opens what is not open yet. From the moment that it succeeds, or that
 * {@link #start()} is called, the client <em>wants</em> its connection, and gets it back whenever
 * it is lost, until {@link #disconnect()}, {@link #close()} or a {@link Reconnector} that gives up.
 *
 * <p><b>Recovery.</b> The module connects again by itself after a loss, and that is waited for;
 * while it has no network, the network is waited for. If it does not come back, the client does
 * more, step by step ({@link RecoveryStep}): connects again, switches the radio off and on,
 * restarts the module, opens the line again, with growing waits between the attempts ({@link
 * ReconnectPolicy}). Then all subscriptions are made again, and what was not acknowledged is sent
 * again. Losses that nobody reports are found by asking the module now and then ({@link
 * Builder#healthInterval}), and when it does what a connected module would not do.
 *
 * <p><b>Delivery.</b> Messages go through an outbox ({@link OutboxOptions}): queued, accepted by
 * the module, acknowledged by the broker ({@link Publication}). {@link #publish} at QoS 1 and 2
 * returns when the broker's acknowledgement came, also if the connection was lost in between; it
 * fails when the message's time to live is over. Up to {@link Builder#maxInFlight} messages are
 * under way at once, in the order of the calls. At QoS 1 and 2 a message arrives at least once:
 * what was not acknowledged before a loss is sent again under another message id. Exactly once
 * across a reconnect is beyond the module, which repeats nothing by itself and does not tell
 * whether the broker kept the session. At QoS 0 a message that the module has taken over is never
 * sent twice.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, but the blocking ones not from a
 * handler or listener, which would stop the thread that they wait for: they throw {@link
 * IllegalStateException} there; use {@link #async()}. A client that is in use has four threads: two
 * serve the line, one leads its life, one calls handlers and listeners. Handlers that are slower
 * than the messages lose the newest ones beyond {@link Builder#messageQueueCapacity}. Messages come
 * in the order in which they were received; what completes a call of the user's own, or tells of
 * the client's state, comes in turn with them and does not wait for all of them. {@link #messages}
 * lets a program take messages in its own time instead.
 *
 * <p><b>Errors.</b> Everything that the line, the module or the broker does wrong is a {@link
 * io.github.modemqtt.ModemException} with a remedy.
 */
public final class ModemMqttClient implements AutoCloseable {
  private final ClientCore core;
  private final AsyncModemMqttClient async;

  private ModemMqttClient(ClientSettings settings) {
    core = new ClientCore(settings);
    async = new AsyncModemMqttClient(core);
  }

  /**
   * Starts the description of a client.
   *
   * @return a builder, which needs at least a modem (or transport) and a broker
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The view of this client that never waits.
   *
   * @return the view; both may be used at the same time
   */
  public AsyncModemMqttClient async() {
    return async;
  }

  /**
   * Opens the line, and brings the module into the network: AT, SIM card, registration, address.
   *
   * <p>Takes from a second to minutes: the module may still be looking for its network. Does
   * nothing if that is done already. {@link #connect()} does it, too; it is a step of its own for
   * programs that want to look at the module before.
   *
   * @throws io.github.modemqtt.transport.TransportOpenException if the port cannot be opened
   * @throws io.github.modemqtt.at.ModuleNotRespondingException if nothing answers on it
   * @throws io.github.modemqtt.ModemException if SIM or network are in the way; the subclass says
   *     which
   * @throws ClientStateException if the client is busy with something else
   */
  public void open() {
    await("open", () -> core.request(Request.Kind.OPEN));
  }

  /**
   * Connects to the broker, in one attempt; opens the line first if it is not open.
   *
   * <p>What an earlier program left open in the module is closed first. Of several brokers each is
   * tried once. A failure is final; after a success the client keeps the connection. While the
   * client is recovering, this waits for the next attempt and has its result.
   *
   * @throws io.github.modemqtt.mqtt.BrokerUnreachableException if the broker cannot be reached
   * @throws io.github.modemqtt.mqtt.MqttRefusedException if it refuses
   * @throws io.github.modemqtt.at.ResultTimeoutException if it does not answer
   * @throws io.github.modemqtt.ModemException if port, module, SIM or network are in the way; the
   *     subclass says which
   */
  public void connect() {
    await("connect", () -> core.request(Request.Kind.CONNECT));
  }

  /**
   * Wants a connection from now on, and returns at once: the first one is got as a lost one is got
   * back.
   *
   * <p>Messages and subscriptions are taken at once and wait. For programs that start with their
   * device, whether the network is there or not.
   *
   * @throws ClientStateException if the client was closed
   */
  public void start() {
    await("start", () -> core.request(Request.Kind.START));
  }

  /**
   * Adds a handler for a filter, and waits until the broker has answered.
   *
   * <p>A filter can have several handlers; each gets every message that matches. A handler object
   * that was given for several filters is called once for a message that more than one of them
   * matches. The subscription lasts across reconnects, until it is cancelled, or until {@link
   * #disconnect()} if the session is a clean one.
   *
   * <p>If filters overlap, such as {@code a/#} and {@code a/b}, the broker may send a message once,
   * or once for each matching subscription (MQTT 3.1.1 section 3.3.5). The module reports each of
   * these copies without saying which subscription it is for, so each goes to all matching
   * handlers, as a message that was published twice would; the two cannot be told apart. With a
   * broker that sends copies, subscribe so that filters do not overlap, or say that it does with
   * {@link Builder#overlapCopies}.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with; the last one given for a filter counts
   * @param handler gets each message on the client's callback thread
   * @return the subscription. Whether the broker has granted it, the module does not tell ({@link
   *     SubscribeOutcome#ACCEPTED_GRANT_UNKNOWN})
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   * @throws ClientStateException if nobody has asked for a connection
   * @throws SubscribeTimeoutException if there is no answer in the time of {@link
   *     Builder#subscribeTimeout}
   */
  public Subscription subscribe(String filter, Qos qos, Consumer<? super Message> handler) {
    TopicFilter valid = TopicFilter.of(filter);
    return await("subscribe", () -> core.subscribe(valid, qos, handler));
  }

  /**
   * Subscribes to a filter whose messages wait until they are taken, with {@link
   * StreamOptions#DEFAULTS}.
   *
   * @param filter the topic filter
   * @param qos the highest QoS to receive with
   * @return the stream, to be closed
   * @see #messages(String, Qos, StreamOptions)
   */
  public MessageStream messages(String filter, Qos qos) {
    return messages(filter, qos, StreamOptions.DEFAULTS);
  }

  /**
   * Subscribes to a filter whose messages wait until they are taken, and waits until the broker has
   * answered.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with; the last one given for a filter counts
   * @param options how many messages wait, and which is dropped when more come
   * @return the stream, to be closed; what it granted the broker does not let know ({@link
   *     SubscribeOutcome#ACCEPTED_GRANT_UNKNOWN})
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   * @throws ClientStateException if nobody has asked for a connection
   * @throws SubscribeTimeoutException if there is no answer in the time of {@link
   *     Builder#subscribeTimeout}
   */
  public MessageStream messages(String filter, Qos qos, StreamOptions options) {
    TopicFilter valid = TopicFilter.of(filter);
    return await("messages", () -> core.messages(valid, qos, options));
  }

  /**
   * Adds a handler for all messages that this client receives, whichever subscription they come
   * from, and also for those of none, such as after the reconnect of a persistent session.
   *
   * <p>It is called besides the handlers of filters, before them. Subscribes to nothing; may be
   * called in any state.
   *
   * @param handler gets each message on the client's callback thread
   * @return takes the handler away when closed
   */
  public HandlerRegistration onMessage(Consumer<? super Message> handler) {
    return core.onMessage(handler);
  }

  /**
   * Takes all handlers of a filter away, ends its streams, and tells the broker.
   *
   * @param filter the filter as subscribed
   * @throws ClientStateException if nobody has asked for a connection
   * @throws SubscribeTimeoutException if there is no answer in time
   */
  public void unsubscribe(String filter) {
    TopicFilter valid = TopicFilter.of(filter);
    await("unsubscribe", () -> core.unsubscribe(valid));
  }

  /**
   * Publishes bytes, and waits for the result, also across a loss of the connection.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload: with its topic at most 1,152 bytes (1,150 at QoS 1 and 2)
   * @param qos the QoS
   * @param retain whether the broker keeps the message for later subscribers
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   * @throws io.github.modemqtt.mqtt.PayloadTooLongException if the payload is too long
   * @throws MessageExpiredException if there is no acknowledgement within the time to live
   * @throws DeliveryFailedException if the message is given up for another reason
   * @throws OutboxFullException if too many messages wait already
   * @throws ClientStateException if nobody has asked for a connection
   */
  public void publish(String topic, byte[] payload, Qos qos, boolean retain) {
    OutgoingMessage message =
        OutgoingMessage.of(TopicName.of(topic), payload, qos).withRetain(retain);
    await("publish", () -> core.publish(message, PublishOptions.DEFAULTS).acknowledged());
  }

  /**
   * Publishes text as UTF-8, not retained, and waits for the result.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload
   * @param qos the QoS
   * @see #publish(String, byte[], Qos, boolean)
   */
  public void publish(String topic, String payload, Qos qos) {
    publish(topic, payload.getBytes(UTF_8), qos, false);
  }

  /**
   * Disconnects from the broker, which discards the will. The line stays open for another {@link
   * #connect()}.
   *
   * <p>What is under way is waited for; what still waits for its turn fails, or stays in the
   * outbox's store. Ends a recovery, too.
   *
   * @throws ClientStateException if there is no connection and none is being got back
   */
  public void disconnect() {
    await("disconnect", () -> core.request(Request.Kind.DISCONNECT));
  }

  /**
   * Closes the connection and the line, and fails what is pending; does nothing the second time.
   *
   * <p>Takes some seconds at most. An open connection is closed with DISCONNECT. From a handler it
   * does not wait for the end.
   */
  @Override
  public void close() {
    core.close();
  }

  /**
   * The client's state.
   *
   * @return the state now
   */
  public ClientState state() {
    return core.state();
  }

  /**
   * What the module told of itself and its network when it was last brought up.
   *
   * @return the status, empty before the first successful {@link #open()}
   */
  public Optional<ModemStatus> modemStatus() {
    return Optional.ofNullable(core.status());
  }

  /**
   * What is known of the module's network, without asking it.
   *
   * <p>A bring-up tells registration, address, signal strength and the numbers of module and card;
   * {@link #readNetwork()} everything; {@link Builder#networkReports} keeps it up to date.
   *
   * @return what is known and since when, also of a line that was lost meanwhile; empty before the
   *     first successful {@link #open()}
   */
  public Optional<NetworkView> network() {
    return core.network();
  }

  /**
   * Asks the module about its network anew, and waits for that.
   *
   * <p>About a dozen short commands, one after the other; a message that is published meanwhile
   * waits for one of them at most. A sleeping module is woken by it.
   *
   * @return what is known then; what the module does not tell stays as it was, or empty
   * @throws ClientStateException if the module was not brought up yet, or the line is closed
   * @throws io.github.modemqtt.at.CommandTimeoutException if the module does not answer
   * @throws io.github.modemqtt.at.ModuleNotRespondingException if it does not even answer {@code
   *     AT}
   * @throws io.github.modemqtt.at.ChannelClosedException if the line is lost meanwhile
   */
  public NetworkView readNetwork() {
    return await("refreshNetwork", core::refreshNetwork);
  }

  /**
   * How many received messages were thrown away because the handlers were too slow. Those of a
   * stream are counted by {@link MessageStream#dropped()}.
   *
   * @return the number since the client was built
   */
  public long droppedMessages() {
    return core.callbacks().dropped();
  }

  /**
   * How many received messages were thrown away as repeats ({@link Builder#duplicateFilter}) or as
   * copies ({@link Builder#overlapCopies}) of others.
   *
   * @return the number since the client was built
   */
  public long duplicateMessages() {
    return core.duplicateMessages();
  }

  /**
   * How many messages are in the outbox.
   *
   * @return the number of those that wait or are under way
   */
  public int outboxDepth() {
    return core.outboxDepth();
  }

  private <T> T await(String step, Supplier<CompletableFuture<T>> action) {
    if (core.isOwnThread()) {
      throw new IllegalStateException(
          "A handler must not call the blocking " + step + "(): use async()." + step + "()");
    }
    try {
      return action.get().get();
    } catch (ExecutionException e) {
      Throwable cause = Completion.unwrap(e);
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(step, e);
    }
  }

  /** Describes a client. Not thread-safe. */
  public static final class Builder {
    private static final int DEFAULT_MAX_IN_FLIGHT = 8;
    private static final int MODULE_QUEUE = 10;
    private static final int DEFAULT_MESSAGE_QUEUE = 1000;

    private @Nullable Supplier<Transport> transports;
    private final List<BrokerAddress> brokers = new ArrayList<>();
    private BrokerOrder brokerOrder = BrokerOrder.PREFERRED_FIRST;
    private String clientId = "modemqtt-" + UUID.randomUUID().toString().substring(0, 8);
    private @Nullable Credentials credentials;
    private @Nullable Duration keepAlive;
    private boolean cleanSession = true;
    private @Nullable Will will;
    private MqttVersion version = MqttVersion.V3_1_1;
    private EcmtProfile profile = EcmtProfile.EC616;
    private @Nullable EcmtTls tls;
    private @Nullable EcmtTimeouts timeouts;
    private BringUpOptions bringUp = BringUpOptions.DEFAULTS;
    private AtChannelOptions channel = AtChannelOptions.DEFAULTS;
    private AtListener atListener = AtListener.NONE;
    private ClientListener listener = new ClientListener() {};
    private @Nullable Duration reopenPause;
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private int messageQueueCapacity = DEFAULT_MESSAGE_QUEUE;
    private final List<Consumer<? super Message>> messageHandlers = new ArrayList<>();
    private @Nullable DuplicateFilter duplicateFilter;
    private @Nullable Duration overlapWindow;
    private ClientMetrics metrics = ClientMetrics.NONE;
    private ReconnectPolicy reconnect = ReconnectPolicy.DEFAULTS;
    private Reconnector reconnector = Reconnector.AS_PLANNED;
    private Duration healthInterval = Duration.ofSeconds(60);
    private Duration subscribeTimeout = Duration.ofMinutes(2);
    private Duration networkInterval = Duration.ZERO;
    private @Nullable PowerOptions power;
    private @Nullable NetworkReports networkReports;
    private OutboxOptions outbox = OutboxOptions.DEFAULTS;

    private Builder() {}

    /**
     * Sets the line to the module.
     *
     * @param target {@code /dev/ttyUSB0}, {@code COM3}, {@code /dev/ttyUSB0@9600} (default 115200
     *     baud), or {@code tcp://host:port}
     * @return this builder
     * @throws IllegalArgumentException if the target cannot be read
     */
    public Builder modem(String target) {
      TransportTarget parsed = TransportTarget.parse(target);
      transports = parsed::newTransport;
      return this;
    }

    /**
     * Sets where the lines to the module come from; a new one is needed after a loss.
     *
     * @param supplier makes transports that were not opened yet
     * @return this builder
     */
    public Builder transport(Supplier<Transport> supplier) {
      transports = supplier;
      return this;
    }

    /**
     * Sets the broker.
     *
     * @param host host name or IPv4 address, as seen from the mobile network
     * @param port TCP port, 1 to 65535
     * @return this builder
     */
    public Builder broker(String host, int port) {
      brokers.clear();
      return fallbackBroker(host, port);
    }

    /**
     * Adds a broker that is tried when those before it refuse or do not answer.
     *
     * @param host host name or IPv4 address, as seen from the mobile network
     * @param port TCP port, 1 to 65535
     * @return this builder
     */
    public Builder fallbackBroker(String host, int port) {
      brokers.add(new BrokerAddress(host, port));
      return this;
    }

    /**
     * Sets which of several brokers comes first.
     *
     * @param order the order, {@link BrokerOrder#PREFERRED_FIRST} unless set
     * @return this builder
     */
    public Builder brokerOrder(BrokerOrder order) {
      brokerOrder = order;
      return this;
    }

    /**
     * Sets the client id.
     *
     * @param id the client id; a random one unless set
     * @return this builder
     */
    public Builder clientId(String id) {
      clientId = id;
      return this;
    }

    /**
     * Sets user name and password.
     *
     * <p>Without them the module sends {@code anonymous} for both, because its firmware takes over
     * the client id only if all three are given.
     *
     * @param user the user name, not empty
     * @param password the password, not empty
     * @return this builder
     */
    public Builder credentials(String user, String password) {
      credentials = new Credentials(user, password);
      return this;
    }

    /**
     * Sets the keep alive interval.
     *
     * @param interval whole seconds, 0 (off) to 3600; 300 s unless set. The module gives the broker
     *     only about 8 s to answer a ping (firmware: four receive slices of 2 s), which a sleepy
     *     radio may miss, and then connects again: longer is more stable. Below 60 s a warning is
     *     logged, once for each client
     * @return this builder
     */
    public Builder keepAlive(Duration interval) {
      keepAlive = interval;
      return this;
    }

    /**
     * Sets the kind of session.
     *
     * @param clean true (the default) for a clean session, false for one that the broker keeps
     * @return this builder
     */
    public Builder cleanSession(boolean clean) {
      cleanSession = clean;
      return this;
    }

    /**
     * Sets the will.
     *
     * @param lastWill what the broker publishes when this client vanishes; its payload is text
     * @return this builder
     */
    public Builder will(Will lastWill) {
      will = lastWill;
      return this;
    }

    /**
     * Sets the protocol version.
     *
     * @param mqttVersion the version, MQTT 3.1.1 unless set
     * @return this builder
     */
    public Builder version(MqttVersion mqttVersion) {
      version = mqttVersion;
      return this;
    }

    /**
     * Sets which firmware the module has: its sizes, typical times, and whether TLS can be used.
     *
     * @param firmware the profile, {@link EcmtProfile#EC616} unless set; see {@link
     *     EcmtProfile#probe}
     * @return this builder
     */
    public Builder profile(EcmtProfile firmware) {
      profile = firmware;
      return this;
    }

    /**
     * Sets TLS for the connection to the broker.
     *
     * <p>{@link #build} refuses it for a firmware on which it is known to be broken, which is every
     * one that has been looked at; see {@link EcmtProfile#withProvenTls}.
     *
     * @param security keys or certificate; plain TCP unless set
     * @return this builder
     */
    public Builder tls(EcmtTls security) {
      tls = security;
      return this;
    }

    /**
     * Sets how long the module and the broker may take to answer.
     *
     * @param resultTimeouts the time-outs, those of the profile unless set
     * @return this builder
     */
    public Builder timeouts(EcmtTimeouts resultTimeouts) {
      timeouts = resultTimeouts;
      return this;
    }

    /**
     * Sets how the module is brought up: SIM PIN, time to register, and so on.
     *
     * @param options the options
     * @return this builder
     */
    public Builder bringUp(BringUpOptions options) {
      bringUp = options;
      return this;
    }

    /**
     * Sets how the module is to save power: PSM, eDRX, sleep.
     *
     * <p>It is done when the module is in the network, once for each line, and only as far as the
     * module is not set so already. The EC616 stores it. What it says then, and what the network
     * granted, is in {@link NetworkView#power}. What the module refuses is logged, and keeps nobody
     * from connecting.
     *
     * <p>With sleep allowed, and a line above 9600 baud (or of unknown rate), each command after an
     * idle time is preceded by {@code AT} until the module is awake ({@link PowerOptions#wakeUp},
     * {@link AtChannelOptions#withWakeUp} for other times), because a sleeping module loses the
     * beginning of what wakes it; a hold-off below 1 s fails there when the line is opened. Each
     * health check wakes it, too: see {@link #healthInterval}.
     *
     * @param options what to ask for; nothing unless set. {@link #build} refuses a deepest sleep
     *     below {@link SleepMode#SLEEP1}: the firmware's MQTT task forbids it while it lives, so it
     *     would come true only when the connection is ended, and then take the module's MQTT
     *     settings away
     * @return this builder
     */
    public Builder power(PowerOptions options) {
      power = options;
      return this;
    }

    /**
     * Sets whether the module reports changes of the network by itself, which keeps {@link
     * ModemMqttClient#network()} up to date and leads to {@link ClientListener#onNetworkChange}.
     *
     * <p>The EC616 stores these switches: they survive this program, and a restart of the module.
     * So they are left alone unless asked for, and not switched back at the end; {@link
     * NetworkReports#OFF} does that.
     *
     * <p>A report that may be text of a received message never changes the view by itself: with
     * {@link NetworkReports#ON} the module is asked, at most each 5 s.
     *
     * @param reports on, off, or as they are, which is so unless set
     * @return this builder
     */
    public Builder networkReports(NetworkReports reports) {
      networkReports = reports;
      return this;
    }

    /**
     * Sets how often the module is asked for the strength of its signal, for {@link
     * ModemMqttClient#network()}.
     *
     * @param interval the interval; zero, for never, unless set. A question is left out while
     *     messages wait or are under way. Each wakes a sleeping module
     * @return this builder
     */
    public Builder networkInterval(Duration interval) {
      if (interval.isNegative()) {
        throw new IllegalArgumentException("networkInterval " + interval + " is negative");
      }
      networkInterval = interval;
      return this;
    }

    /**
     * Sets how the AT channel behaves. Its callback executor is not used.
     *
     * @param options the options
     * @return this builder
     */
    public Builder channel(AtChannelOptions options) {
      channel = options;
      return this;
    }

    /**
     * Sets who watches the AT dialogue.
     *
     * @param dialogueListener the listener
     * @return this builder
     */
    public Builder atListener(AtListener dialogueListener) {
      atListener = dialogueListener;
      return this;
    }

    /**
     * Sets who hears of changes.
     *
     * @param clientListener the listener
     * @return this builder
     */
    public Builder listener(ClientListener clientListener) {
      listener = clientListener;
      return this;
    }

    /**
     * Sets the pause between closing a connection and opening the next.
     *
     * @param pause the pause, the profile's unless set; the firmware loses an open that comes too
     *     early
     * @return this builder
     */
    public Builder reopenPause(Duration pause) {
      reopenPause = pause;
      return this;
    }

    /**
     * Sets how many publishes may be under way at once.
     *
     * @param count 1 to 10 (the module's own queue), 8 unless set
     * @return this builder
     */
    public Builder maxInFlight(int count) {
      if (count < 1 || count > MODULE_QUEUE) {
        throw new IllegalArgumentException("maxInFlight " + count + " is not within 1 to 10");
      }
      maxInFlight = count;
      return this;
    }

    /**
     * Sets how messages wait until the broker has them.
     *
     * @param options the options, {@link OutboxOptions#DEFAULTS} unless set
     * @return this builder
     */
    public Builder outbox(OutboxOptions options) {
      outbox = options;
      return this;
    }

    /**
     * Sets how a lost connection is got back.
     *
     * @param policy the policy, {@link ReconnectPolicy#DEFAULTS} unless set
     * @return this builder
     */
    public Builder reconnect(ReconnectPolicy policy) {
      reconnect = policy;
      return this;
    }

    /**
     * Sets who has a word in each attempt to get a connection back.
     *
     * @param decider the reconnector; all goes as planned unless set
     * @return this builder
     */
    public Builder reconnector(Reconnector decider) {
      reconnector = decider;
      return this;
    }

    /**
     * Sets how often the module is asked whether it still is connected, when nothing else shows it.
     *
     * @param interval the interval, 60 s unless set; zero for never, as when each question wakes a
     *     sleeping module
     * @return this builder
     */
    public Builder healthInterval(Duration interval) {
      if (interval.isNegative()) {
        throw new IllegalArgumentException("healthInterval " + interval + " is negative");
      }
      healthInterval = interval;
      return this;
    }

    /**
     * Sets how long a subscription, or its end, may wait for the broker's answer, recovery
     * included.
     *
     * @param timeout the time, 2 min unless set
     * @return this builder
     */
    public Builder subscribeTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("subscribeTimeout " + timeout + " is not positive");
      }
      subscribeTimeout = timeout;
      return this;
    }

    /**
     * Sets who counts what the client does.
     *
     * @param counters the metrics, for this client alone, such as a {@code
     *     io.github.modemqtt.metrics.MicrometerClientMetrics}; nothing is counted unless set
     * @return this builder
     */
    public Builder metrics(ClientMetrics counters) {
      metrics = counters;
      return this;
    }

    /**
     * Sets how many received messages may wait for their handlers; the newest is dropped when they
     * are more, and counted in {@link ModemMqttClient#droppedMessages()}.
     *
     * @param count at least 1, 1000 unless set
     * @return this builder
     */
    public Builder messageQueueCapacity(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("messageQueueCapacity " + count + " is not positive");
      }
      messageQueueCapacity = count;
      return this;
    }

    /**
     * Adds a handler for all messages that the client receives, from its beginning.
     *
     * @param handler gets each message on the client's callback thread
     * @return this builder
     * @see ModemMqttClient#onMessage
     */
    public Builder messageHandler(Consumer<? super Message> handler) {
      messageHandlers.add(Objects.requireNonNull(handler, "handler"));
      return this;
    }

    /**
     * Drops messages that the module reports twice, as well as that can be known; off unless set.
     *
     * @param filter how far back repeats are looked for. Read there what it cannot do
     * @return this builder
     */
    public Builder duplicateFilter(DuplicateFilter filter) {
      duplicateFilter = filter;
      return this;
    }

    /**
     * Says that the broker sends a message once for each matching subscription (which MQTT 3.1.1
     * section 3.3.5 allows and many brokers do not do), and drops its further copies.
     *
     * <p>Of a message that n filters of this client match, n - 1 further ones with the same topic
     * and payload that come within the window are taken for its copies, dropped, and counted in
     * {@link ModemMqttClient#duplicateMessages()}. Do not set this for a broker that sends each
     * message once: of equal messages that are published shortly after one another, some would be
     * lost. At most 1,000 messages are remembered.
     *
     * @param window how long the copies take to come, such as 2 s: they follow one another as fast
     *     as network and line carry them. Off unless set
     * @return this builder
     */
    public Builder overlapCopies(Duration window) {
      if (window.isNegative() || window.isZero()) {
        throw new IllegalArgumentException("window " + window + " is not positive");
      }
      overlapWindow = window;
      return this;
    }

    /**
     * Makes the client. Nothing is opened yet.
     *
     * @return the client
     * @throws NullPointerException if modem or broker are missing
     * @throws io.github.modemqtt.at.ParameterException if a value cannot stand in a command line of
     *     the module: too long, empty, with quotes or control characters
     */
    public ModemMqttClient build() {
      ConnectOptions.Builder options =
          ConnectOptions.builder(clientId)
              .credentials(credentials)
              .cleanSession(cleanSession)
              .will(will)
              .version(version);
      if (keepAlive != null) {
        options.keepAlive(keepAlive);
      }
      if (brokers.isEmpty()) {
        throw new NullPointerException("broker");
      }
      ClientSettings settings =
          new ClientSettings(
              Objects.requireNonNull(transports, "modem or transport"),
              List.copyOf(brokers),
              brokerOrder,
              options.build(),
              profile,
              moduleOptions(),
              bringUpOptions(),
              channel,
              atListener,
              listener,
              metrics,
              reconnect,
              reconnector,
              healthInterval,
              subscribeTimeout,
              networkInterval,
              outbox,
              maxInFlight,
              messageQueueCapacity,
              List.copyOf(messageHandlers),
              duplicateFilter,
              overlapWindow);
      for (BrokerAddress broker : settings.brokers()) {
        EcmtModule.requireExpressible(broker, settings.options(), profile, settings.module());
      }
      return new ModemMqttClient(settings);
    }

    private BringUpOptions bringUpOptions() {
      BringUpOptions options = power == null ? bringUp : bringUp.withPower(power);
      Optional<SleepMode> deepest = options.power().deepestSleep();
      if (deepest.filter(mode -> mode.compareTo(SleepMode.SLEEP1) > 0).isPresent()) {
        throw new IllegalArgumentException(
            "deepestSleep "
                + deepest.get()
                + ": an EC616 with an MQTT connection sleeps no deeper than SLEEP1, and loses its"
                + " settings in deeper sleep without one; use SLEEP1");
      }
      return networkReports == null ? options : options.withNetworkReports(networkReports);
    }

    private EcmtOptions moduleOptions() {
      EcmtOptions module = EcmtOptions.of(profile);
      if (timeouts != null) {
        module = module.withTimeouts(timeouts);
      }
      if (reopenPause != null) {
        module = module.withReopenPause(reopenPause);
      }
      return tls == null ? module : module.withTls(tls);
    }
  }
}
