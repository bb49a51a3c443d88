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
import org.jspecify.annotations.Nullable;

/** Extended paging (CEDRXS): stored in NV memory and shown only. */
public final class PagingCommands {
  /** 27.007: E-UTRAN in NB-S1 mode. */
  private static final int NARROW_BAND = 5;

  private static final int MAX_MODE = 3;
  private static final int CYCLE_BITS = 4;

  private @Nullable String cycle;

  /**
   * Adds the command.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter("+CEDRXS", optionalDecimal(), optionalDecimal(), optionalString()),
        this::run);
  }

  private void run(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CEDRXS: (0-3),(5),(\"0000\"-\"1111\")");
      case READ -> {
        if (cycle == null) {
          reply.ok();
        } else {
          reply.ok("+CEDRXS: " + NARROW_BAND + ",\"" + cycle + "\"");
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
    if (bits != null
        && (bits.length() != CYCLE_BITS || !bits.chars().allMatch(c -> c == '0' || c == '1'))) {
      throw new BadParameterException(2);
    }
    if (mode == 0 || mode == MAX_MODE) {
      cycle = null;
    } else if (bits != null) {
      cycle = bits;
    }
  }
}
