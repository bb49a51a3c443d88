package io.github.modemqtt.broker;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 3.1 and 3.1.1 broker in this process: in memory, on the loopback interface.
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start()) {
 *   connectTo(broker.host(), broker.port());
 * }
 * }</pre>
 *
 * <p>It needs {@code org.apache.artemis:artemis-mqtt-protocol} on the class path. Sessions,
 * retained and queued messages live as long as the broker; nothing is written to the disk. A topic
 * keeps at most 16 MiB of messages for its slow or absent subscribers; what comes after that is
 * dropped.
 *
 * <p>Known differences from a broker such as Mosquitto, found with Artemis 2.55: it does not resend
 * PUBREL after a reconnect, sends an unacknowledged QoS 1 message again under a new message id and
 * without the DUP flag, and accepts the invalid topic filter {@code a/#/b}.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final ArtemisServer server;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(ArtemisServer server) {
    this.server = server;
    this.port = server.actualPort();
  }

  /**
   * Starts a broker on a free port that lets everybody in.
   *
   * @return the broker, which accepts connections
   * @throws EmbeddedBrokerException if it does not start within 60 s
   */
  public static EmbeddedBroker start() {
    return builder().start();
  }

  /**
   * Prepares a broker with options.
   *
   * @return a builder for a free port and without a password
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The address that the broker listens on.
   *
   * @return the loopback address, as digits
   */
  public String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /**
   * The TCP port that the broker listens on.
   *
   * @return 1 to 65535; also after {@link #close()}
   */
  public int port() {
    return port;
  }

  /**
   * Whether nothing of any client is left: no connection, session, subscription or retained
   * message.
   *
   * @return true of a broker that is as if it was just started
   */
  public boolean isPristine() {
    return !closed.get() && server.isPristine();
  }

  /**
   * Stops the broker, drops its connections and forgets its sessions; does nothing the second time.
   *
   * <p>No thread of it keeps the virtual machine alive for more than a second afterwards.
   *
   * @throws EmbeddedBrokerException if it does not stop within 20 s
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      within(STOP_LIMIT, "stop", "127.0.0.1:" + port, server::stop);
    }
  }

  /** Options of a broker that is about to start. */
  public static final class Builder {
    private int port;
    private @Nullable SingleUser user;

    private Builder() {}

    /**
     * Listens on a certain port, for example to come back where another broker was.
     *
     * @param port 1 to 65535, or 0 for any free port (the default)
     * @return this builder
     * @throws IllegalArgumentException if the port is out of range
     */
    public Builder port(int port) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("Port " + port + " is not within 0 to 65535");
      }
      this.port = port;
      return this;
    }

    /**
     * Lets in only clients that give this user name and password.
     *
     * <p>Others are refused with the CONNACK return code 4 or 5 (MQTT 3.1.1 section 3.2.2.3).
     *
     * @param user the user name
     * @param password the password
     * @return this builder
     */
    public Builder credentials(String user, String password) {
      this.user =
          new SingleUser(
              Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
      return this;
    }

    /**
     * Starts the broker and waits until it accepts connections.
     *
     * @return the broker
     * @throws EmbeddedBrokerException if it does not start within 60 s, for example because the
     *     port is in use
     */
    public EmbeddedBroker start() {
      ArtemisServer server = new ArtemisServer(port, user);
      within(START_LIMIT, "start", port == 0 ? "a free port" : "127.0.0.1:" + port, server::start);
      return new EmbeddedBroker(server);
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void within(Duration limit, String verb, String where, Step step) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              step.run();
              return null;
            });
    Thread thread = new Thread(task, "modemqtt-broker-" + verb);
    thread.setDaemon(true);
    thread.start();
    String failure = "The embedded broker did not " + verb + " on " + where;
    try {
      task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new EmbeddedBrokerException(
          failure + ": " + e.getCause(), "choose a free port, or port 0", e.getCause());
    } catch (TimeoutException e) {
      throw new EmbeddedBrokerException(
          failure + " within " + limit.toSeconds() + " s", "look at the log of the broker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedBrokerException(failure + ": interrupted", "try again", e);
    }
  }
}
