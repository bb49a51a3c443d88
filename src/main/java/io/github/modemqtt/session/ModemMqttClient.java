package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.time.Duration;
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
 *   client.open();
 *   client.connect();
 *   client.subscribe("commands/#", Qos.AT_LEAST_ONCE, m -> System.out.println(m.payloadAsText()));
 *   client.publish("status", "up", Qos.AT_LEAST_ONCE);
 *   client.disconnect();
 * }
 * }</pre>
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   CLOSED ──open()──&gt; OPENING ──&gt; OPEN ──connect()──&gt; CONNECTING ──&gt; CONNECTED
 *     ^                   │ failed                        │ failed        │   ^
 *     │                   v                               v               │   │ module reconnected
 *     │                 READY &lt;──────────────────────── READY       link lost │
 *     │                   ^  │ open()                                     v   │
 *     │                   │  └──────&gt; OPENING                         LINK_LOST
 *     │                   └────────────── disconnect() ── CONNECTED
 *     └── close(), or the line is lost: from every state
 * </pre>
 *
 * <p>{@link #open()} is also possible in LINK_LOST, for a user who does not want to wait longer: it
 * closes what the module tries to save.
 *
 * <p>When the link to the broker is lost, the module connects again by itself, and this client then
 * subscribes again. What was published at that moment and not acknowledged fails; what was still
 * waiting for its turn waits on until the link is back.
 *
 * <p><b>Delivery.</b> {@link #publish} at QoS 1 and 2 returns when the broker's acknowledgement
 * came. After a failure the message may have arrived or not. Up to {@link Builder#maxInFlight}
 * messages are under way at once; their order is kept.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, but the blocking ones not from a
 * handler or listener, which would stop the thread that they wait for: they throw {@link
 * IllegalStateException} there; use {@link #async()}. A client has three threads, and one more
 * while it opens: two serve the line, one calls handlers and listeners. Handlers that are slower
 * than the messages lose the newest ones beyond {@link Builder#messageQueueCapacity}.
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
   * Opens the line, brings the module up, and opens the TCP connection to the broker.
   *
   * <p>Takes from a second to minutes: the module may still be looking for its network. What an
   * earlier program left open in the module is closed first.
   *
   * @throws io.github.modemqtt.transport.TransportOpenException if the port cannot be opened
   * @throws io.github.modemqtt.at.ModuleNotRespondingException if nothing answers on it
   * @throws io.github.modemqtt.ModemException if SIM, network or broker are in the way; the
   *     subclass says which
   */
  public void open() {
    await("open", core::open);
  }

  /**
   * Connects to the broker.
   *
   * <p>A clean session begins without subscriptions. Those of a session that the broker keeps stay,
   * with their handlers.
   *
   * @throws io.github.modemqtt.mqtt.MqttRefusedException if the broker refuses
   * @throws io.github.modemqtt.at.ResultTimeoutException if it does not answer
   * @throws ClientStateException if the client is not open
   */
  public void connect() {
    await("connect", core::connect);
  }

  /**
   * Subscribes to a filter; a second subscription to the same filter replaces the first.
   *
   * <p>The broker may refuse: the module does not tell.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with
   * @param handler gets each message on the client's callback thread
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   * @throws ClientStateException if the client is not connected
   */
  public void subscribe(String filter, Qos qos, Consumer<? super Message> handler) {
    TopicFilter valid = TopicFilter.of(filter);
    await("subscribe", () -> core.subscribe(valid, qos, handler));
  }

  /**
   * Takes a subscription back.
   *
   * @param filter the filter as subscribed
   * @throws ClientStateException if the client is not connected
   */
  public void unsubscribe(String filter) {
    TopicFilter valid = TopicFilter.of(filter);
    await("unsubscribe", () -> core.unsubscribe(valid));
  }

  /**
   * Publishes bytes, and waits for the result.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload: with its topic at most 1,152 bytes (1,150 at QoS 1 and 2)
   * @param qos the QoS
   * @param retain whether the broker keeps the message for later subscribers
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   * @throws io.github.modemqtt.mqtt.PayloadTooLongException if the payload is too long
   * @throws io.github.modemqtt.at.ResultTimeoutException if the acknowledgement does not come
   * @throws ClientStateException if the client is not connected
   */
  public void publish(String topic, byte[] payload, Qos qos, boolean retain) {
    TopicName valid = TopicName.of(topic);
    await("publish", () -> core.publish(valid, payload, qos, retain));
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
   * #open()}.
   *
   * @throws ClientStateException if the client is not connected
   */
  public void disconnect() {
    await("disconnect", core::disconnect);
  }

  /**
   * Closes the connection and the line, and fails what is pending; does nothing the second time.
   *
   * <p>Takes some seconds at most. An open connection is closed with DISCONNECT.
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
   * What the module told of itself and its network when it was brought up.
   *
   * @return the status, empty before the first successful {@link #open()}
   */
  public Optional<ModemStatus> modemStatus() {
    return Optional.ofNullable(core.status());
  }

  /**
   * How many messages were thrown away because the handlers were too slow.
   *
   * @return the number since the client was built
   */
  public long droppedMessages() {
    return core.callbacks().dropped();
  }

  private void await(String step, Supplier<CompletableFuture<Void>> action) {
    if (core.callbacks().isCurrent()) {
      throw new IllegalStateException(
          "A handler must not call the blocking " + step + "(): use async()." + step + "()");
    }
    try {
      action.get().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(step, e);
    }
  }

  /** Describes a client. Not thread-safe. */
  public static final class Builder {
    private static final int DEFAULT_MAX_IN_FLIGHT = 8;
    private static final int MODULE_QUEUE = 10;
    private static final int DEFAULT_QUEUE = 1000;

    private @Nullable Supplier<Transport> transports;
    private @Nullable BrokerAddress broker;
    private String clientId = "modemqtt-" + UUID.randomUUID().toString().substring(0, 8);
    private @Nullable Credentials credentials;
    private @Nullable Duration keepAlive;
    private boolean cleanSession = true;
    private @Nullable Will will;
    private MqttVersion version = MqttVersion.V3_1_1;
    private EcmtLimits limits = EcmtLimits.EC616;
    private EcmtTimeouts timeouts = EcmtTimeouts.DEFAULTS;
    private BringUpOptions bringUp = BringUpOptions.DEFAULTS;
    private AtChannelOptions channel = AtChannelOptions.DEFAULTS;
    private AtListener atListener = AtListener.NONE;
    private ClientListener listener = new ClientListener() {};
    private Duration reopenPause = Duration.ofSeconds(1);
    private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
    private int publishQueueCapacity = DEFAULT_QUEUE;
    private int messageQueueCapacity = DEFAULT_QUEUE;

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
      broker = new BrokerAddress(host, port);
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
     *     only about 8 s to answer a ping, which a sleepy radio may miss: longer is more stable
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
     * Sets the sizes that the module's firmware takes.
     *
     * @param firmwareLimits the limits, {@link EcmtLimits#EC616} unless set
     * @return this builder
     */
    public Builder limits(EcmtLimits firmwareLimits) {
      limits = firmwareLimits;
      return this;
    }

    /**
     * Sets how long the module and the broker may take to answer.
     *
     * @param resultTimeouts the time-outs, {@link EcmtTimeouts#DEFAULTS} unless set
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
     * @param pause the pause, 1 s unless set; the firmware loses an open that comes too early
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
     * Sets how many publishes may wait for their turn; further ones fail with {@link
     * PublishQueueFullException}.
     *
     * @param count at least 0, 1000 unless set
     * @return this builder
     */
    public Builder publishQueueCapacity(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("publishQueueCapacity " + count + " is negative");
      }
      publishQueueCapacity = count;
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
      ClientSettings settings =
          new ClientSettings(
              Objects.requireNonNull(transports, "modem or transport"),
              Objects.requireNonNull(broker, "broker"),
              options.build(),
              limits,
              timeouts,
              bringUp,
              channel,
              atListener,
              listener,
              reopenPause,
              maxInFlight,
              publishQueueCapacity,
              messageQueueCapacity);
      EcmtModule.requireExpressible(settings.broker(), settings.options(), limits);
      return new ModemMqttClient(settings);
    }
  }
}
