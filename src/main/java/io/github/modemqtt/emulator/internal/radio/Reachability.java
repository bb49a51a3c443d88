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
import java.time.Duration;

/**
 * The echo request, ECPING: in the emulated network every host answers, in a time of NB-IoT.
 *
 * <p>The summary that the firmware prints behind the answers is left out: its text is not known.
 */
public final class Reachability {
  private static final int MAX_HOST = 255;
  private static final int MAX_COUNT = 255;
  private static final int MAX_BYTES = 1500;
  private static final int MAX_PATIENCE_MS = 600_000;
  private static final int PATIENCE_MS = 4000;
  private static final Duration ROUND_TRIP = Duration.ofMillis(312);

  /** The address of each host that is named: RFC 5737, for documentation. */
  private static final String ANY_ADDRESS = "192.0.2.1";

  private final Radio radio;
  private final ModuleTime time;
  private final Urcs urcs;

  /**
   * Creates the family.
   *
   * @param radio whether there is a network
   * @param time the module's time
   * @param urcs takes the URCs
   */
  public Reachability(Radio radio, ModuleTime time, Urcs urcs) {
    this.radio = radio;
    this.time = time;
    this.urcs = urcs;
  }

  /**
   * Adds the command.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter(
            "+ECPING", string(), optionalDecimal(), optionalDecimal(), optionalDecimal()),
        this::ping);
  }

  private void ping(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.SET) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    String host = parameters.requireText(0, MAX_HOST);
    int count = parameters.number(1, 1, MAX_COUNT, 1);
    parameters.number(2, 1, MAX_BYTES, 32);
    int patienceMs = parameters.number(3, 1, MAX_PATIENCE_MS, PATIENCE_MS);
    reply.ok();
    ask(
        host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9') ? host : ANY_ADDRESS,
        count,
        patienceMs);
  }

  private void ask(String address, int count, int patienceMs) {
    if (count == 0) {
      return;
    }
    boolean reachable = radio.hasAddress();
    Duration wait = reachable ? ROUND_TRIP : Duration.ofMillis(patienceMs);
    time.after(
        wait,
        () -> {
          urcs.send(
              reachable
                  ? "+ECPING: SUCC, dest: " + address + ", RTT: " + wait.toMillis() + " ms"
                  : "+ECPING: FAIL, dest: " + address + ", time out: " + patienceMs + " ms");
          ask(address, count - 1, patienceMs);
        });
  }
}
