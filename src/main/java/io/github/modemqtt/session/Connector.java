package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps from nothing to a connection, each of which waits for its end. Only for the
 * supervisor's thread, but for what is said otherwise.
 */
final class Connector {
  private final ClientSettings settings;
  private final Inbox inbox;
  private final Consumer<? super Message> messages;
  private final Consumer<ClientState> progress;
  private final BrokerRounds brokers;
  private final LineTotals totals = new LineTotals();
  private final NetworkWatch network;
  private ConnectOptions options;
  private boolean hadLine;
  private volatile @Nullable Line line;
  private volatile @Nullable ModemStatus status;

  Connector(
      ClientSettings settings,
      Inbox inbox,
      Consumer<? super Message> messages,
      Consumer<ClientState> progress,
      NetworkWatch network) {
    this.network = network;
    this.settings = settings;
    this.inbox = inbox;
    this.messages = messages;
    this.progress = progress;
    this.brokers = new BrokerRounds(settings.brokers(), settings.brokerOrder());
    this.options = settings.options();
  }

  /** The line that is open; from any thread. */
  @Nullable Line line() {
    return line;
  }

  /** What the last bring-up has found; from any thread. */
  @Nullable ModemStatus status() {
    return status;
  }

  /** What all lines have counted; from any thread. */
  LineTotals totals() {
    return totals;
  }

  /** What is known of the network; from any thread. */
  NetworkWatch network() {
    return network;
  }

  BrokerRounds brokers() {
    return brokers;
  }

  boolean isLine(@Nullable Line candidate) {
    return candidate != null && candidate == line;
  }

  // ---- line and module ----

  /** Opens the line if none is open, and brings the module into the network. */
  Line bringUp() {
    progress.accept(ClientState.BRINGING_UP);
    Line open = line;
    if (open == null) {
      open = Line.open(settings, inbox, messages, network);
      totals.opened(open.channel());
      if (hadLine) {
        open.continues();
      }
      hadLine = true;
      line = open;
    }
    status = open.bringUp();
    network.poll(open.network());
    return open;
  }

  void closeLine() {
    Line open = line;
    line = null;
    network.end();
    if (open != null) {
      open.close();
      totals.closed(open.channel());
    }
  }

  /** Does what a step does before it connects. */
  void prepare(RecoveryStep step) {
    Line open = line;
    if (open == null) {
      return;
    }
    switch (step) {
      case AWAIT_MODULE, REOPEN_CONNECTION -> {}
      case CYCLE_RADIO -> open.switchRadioOff();
      case RESET_MODULE -> open.reset(settings.reconnect().resetTime());
      case REOPEN_LINE -> closeLine();
    }
  }

  // ---- broker ----

  /** User name and password from now on. */
  void use(Credentials credentials) {
    options =
        ConnectOptions.builder(options.clientId())
            .credentials(credentials)
            .keepAlive(options.keepAlive())
            .cleanSession(options.cleanSession())
            .will(options.will())
            .version(options.version())
            .build();
  }

  /** Connects to the first broker that takes us. */
  void connect(Line open, @Nullable BrokerAddress only) throws InterruptedException {
    List<BrokerAddress> round = only == null ? brokers.next() : List.of(only);
    ModemException last = null;
    for (BrokerAddress broker : round) {
      try {
        connectTo(open, broker);
        brokers.tried(broker, true);
        return;
      } catch (BrokerUnreachableException
          | MqttRefusedException
          | MqttFailureException
          | ResultTimeoutException e) {
        brokers.tried(broker, false);
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  /** One after the other without a pause: a broker may close a connection that says nothing. */
  private void connectTo(Line open, BrokerAddress broker) throws InterruptedException {
    progress.accept(ClientState.OPENING);
    await(open.module().open(broker, options));
    progress.accept(ClientState.CONNECTING);
    await(open.module().connect(options));
  }

  /** Ends the connection in the time given, as well as it goes. */
  void end(Line open, boolean graceful, Duration patience) throws InterruptedException {
    CompletableFuture<Void> ended = graceful ? open.module().disconnect() : open.module().close();
    await(ended.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Waits for a future, and throws its failure as itself. */
  static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = Completion.unwrap(e);
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }
}
