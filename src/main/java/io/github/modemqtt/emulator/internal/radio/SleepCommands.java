package io.github.modemqtt.emulator.internal.radio;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalString;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;

/** Listening seldom (CEDRXS), which is stored and shown only, and ECPMUSTATUS. */
public final class SleepCommands {
  private static final int MAX_MODE = 3;

  /** 27.007, 7.40: E-UTRAN, NB-S1 mode. */
  private static final int NARROW_BAND = 5;

  private static final int CYCLE_BITS = 4;

  private boolean on;
  private String cycle = "0010";

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter("+CEDRXS", optionalDecimal(), optionalDecimal(), optionalString()),
        this::edrx);
    table.add(CommandSpec.parameter("+ECPMUSTATUS"), this::status);
  }

  private void edrx(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CEDRXS: (0-3),(5),(\"0000\"-\"1111\")");
      case READ -> {
        if (on) {
          reply.ok("+CEDRXS: " + NARROW_BAND + ",\"" + cycle + "\"");
        } else {
          reply.ok();
        }
      }
      case SET -> {
        set(parameters);
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void set(Parameters parameters) {
    int mode = parameters.number(0, 0, MAX_MODE, 0);
    parameters.number(1, NARROW_BAND, NARROW_BAND, NARROW_BAND);
    String bits = parameters.text(2, CYCLE_BITS);
    if (bits != null) {
      if (bits.length() != CYCLE_BITS || !bits.chars().allMatch(c -> c == '0' || c == '1')) {
        throw new BadParameterException(2);
      }
      cycle = bits;
    }
    on = mode == 1 || mode == 2;
  }

  /** Whoever asks has woken the module. */
  private void status(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.READ) {
      reply.ok("+ECPMUSTATUS: Actv, 0");
    } else {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }
}
