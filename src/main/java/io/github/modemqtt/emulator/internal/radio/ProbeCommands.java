package io.github.modemqtt.emulator.internal.radio;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.BrokerLocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The commands that try the network: ECDNS, and ECPING, whose results are URCs.
 *
 * <p>No echo request leaves the machine: a host whose name is known answers after a fixed time.
 */
public final class ProbeCommands {
  private static final int MAX_HOST = 100;
  private static final int NAME_GUARD_SECONDS = 30;
  private static final int ANY_PORT = 1883;
  private static final int DEFAULT_COUNT = 4;
  private static final int MAX_COUNT = 255;
  private static final int DEFAULT_BYTES = 32;
  private static final int MAX_BYTES = 1500;
  private static final int DEFAULT_TIMEOUT_MS = 4000;
  private static final int MAX_TIMEOUT_MS = 600_000;
  private static final int ROUND_TRIP_MS = 300;

  private final Radio radio;
  private final RadioConnection connection;
  private final BrokerLocator locator;
  private final Executor blocking;
  private final ModuleTime time;
  private final Urcs urcs;

  /** Which boot this is: pings do not go on after a reset. */
  private int boot;

  private record Ping(String address, int count, int timeoutMillis, int answered, int boot) {
    Ping next(boolean success) {
      return new Ping(address, count - 1, timeoutMillis, answered + (success ? 1 : 0), boot);
    }
  }

  /**
   * Creates the family.
   *
   * @param radio the registration
   * @param connection is told of the traffic
   * @param locator the network's name service
   * @param blocking runs the locator
   * @param time the module's time
   * @param urcs takes the results
   */
  public ProbeCommands(
      Radio radio,
      RadioConnection connection,
      BrokerLocator locator,
      Executor blocking,
      ModuleTime time,
      Urcs urcs) {
    this.radio = radio;
    this.connection = connection;
    this.locator = locator;
    this.blocking = blocking;
    this.time = time;
    this.urcs = urcs;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.action("+ECDNS", string()).guardSeconds(NAME_GUARD_SECONDS), this::name);
    table.add(
        CommandSpec.action(
            "+ECPING", string(), optionalDecimal(), optionalDecimal(), optionalDecimal()),
        this::ping);
  }

  /** Forgets the pings under way, as a reset does. */
  public void reset() {
    boot++;
  }

  private void name(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.SET) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    locate(
        parameters.requireText(0, MAX_HOST),
        address ->
            address.ifPresentOrElse(
                found -> reply.ok("+ECDNS:\"" + found + "\""),
                () -> reply.error(CmeError.OPERATION_NOT_ALLOWED)));
  }

  private void ping(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.SET) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    String host = parameters.requireText(0, MAX_HOST);
    int count = parameters.number(1, 1, MAX_COUNT, DEFAULT_COUNT);
    parameters.number(2, 1, MAX_BYTES, DEFAULT_BYTES);
    int timeout = parameters.number(3, 1, MAX_TIMEOUT_MS, DEFAULT_TIMEOUT_MS);
    int thisBoot = boot;
    reply.ok();
    locate(host, address -> next(new Ping(address.orElse(host), count, timeout, 0, thisBoot)));
  }

  private void locate(String host, Consumer<Optional<String>> found) {
    if (!radio.hasAddress()) {
      found.accept(Optional.empty());
      return;
    }
    connection.traffic();
    blocking.execute(
        () -> {
          Optional<String> address = addressOf(host);
          time.execute(() -> found.accept(address));
        });
  }

  private Optional<String> addressOf(String host) {
    try {
      InetSocketAddress found = locator.locate(host, ANY_PORT);
      return Optional.ofNullable(found.getAddress()).map(address -> address.getHostAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void next(Ping ping) {
    if (ping.boot != boot) {
      return;
    }
    if (ping.count == 0) {
      urcs.send("+ECPING: DONE, dest: " + ping.address + ",\r answered: " + ping.answered);
      return;
    }
    boolean success = radio.hasAddress() && ping.timeoutMillis >= ROUND_TRIP_MS;
    if (success) {
      connection.traffic();
    }
    int wait = success ? ROUND_TRIP_MS : ping.timeoutMillis;
    time.after(Duration.ofMillis(wait), () -> answered(ping, success, wait));
  }

  private void answered(Ping ping, boolean success, int wait) {
    if (ping.boot == boot) {
      urcs.send(
          "+ECPING: "
              + (success ? "SUCC" : "FAIL")
              + ", dest: "
              + ping.address
              + (success ? ", RTT: " : ", time out: ")
              + wait
              + " ms");
      next(ping.next(success));
    }
  }
}
