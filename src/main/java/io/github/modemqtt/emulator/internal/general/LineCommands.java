package io.github.modemqtt.emulator.internal.general;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands about the line: IPR, ECIPR, ICF.
 *
 * <p>{@code OK} goes out at the old rate. IPR is in NV memory; ECIPR is lost by a reset.
 */
public final class LineCommands {
  private static final int AUTOMATIC = 0;
  private static final Set<Integer> RATES =
      Set.of(
          600, 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115_200, 230_400,
          460_800);
  private static final Duration SWITCH = Duration.ofMillis(20);

  private final ModuleTime time;
  private final IntConsumer line;
  private int savedRate;
  private int rate;
  private int format = 3;
  private int parity;
  private ModuleClock.@Nullable Timer change;

  /**
   * Creates the family.
   *
   * @param rate the rate of the line in a new module
   * @param time the module's time
   * @param line is told of a new rate
   */
  public LineCommands(int rate, ModuleTime time, IntConsumer line) {
    this.rate = rate;
    this.time = time;
    this.line = line;
    savedRate = rate;
  }

  /**
   * The rate of the line now.
   *
   * @return bits per second
   */
  public int rate() {
    return rate;
  }

  /** Goes back to the rate in NV memory; with the automatic rate, the line keeps its own. */
  public void reset() {
    if (change != null) {
      change.cancel();
    }
    if (savedRate != AUTOMATIC) {
      setRate(savedRate);
    }
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.parameter("+IPR", string()), this::saved);
    table.add(CommandSpec.parameter("+ECIPR", string()), this::temporary);
    table.add(CommandSpec.parameter("+ICF", decimal(), optionalDecimal()), this::format);
  }

  private void saved(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+IPR: (0,600-460800)");
      case READ -> reply.ok("+IPR: " + savedRate);
      case SET -> {
        savedRate = rate(parameters, true);
        reply.ok();
        if (savedRate != AUTOMATIC) {
          change(savedRate);
        }
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void temporary(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECIPR: (600-460800)");
      case READ -> reply.ok("+ECIPR: " + rate);
      case SET -> {
        int newRate = rate(parameters, false);
        reply.ok();
        change(newRate);
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private static int rate(Parameters parameters, boolean mayBeAutomatic) {
    String digits = parameters.requireText(0, 6);
    int value = digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(digits) : -1;
    if (!RATES.contains(value) && !(mayBeAutomatic && value == AUTOMATIC)) {
      throw new BadParameterException(0);
    }
    return value;
  }

  private void change(int newRate) {
    if (change != null) {
      change.cancel();
    }
    change = time.after(SWITCH, () -> setRate(newRate));
  }

  private void setRate(int newRate) {
    rate = newRate;
    line.accept(newRate);
  }

  /** Shown only. */
  private void format(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ICF: (1-6),(0-1)");
      case READ -> reply.ok("+ICF: " + format + "," + parity);
      case SET -> {
        int newFormat = parameters.number(0, 1, 6);
        parity = parameters.number(1, 0, 1, 0);
        format = newFormat;
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }
}
