package io.github.modemqtt.emulator.internal.radio;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalMixed;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandHandler;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import java.util.function.Supplier;

/** The commands that switch URCs: ECURC, CSCON, CTZR, CTZU, CGEREP, ECPSMR. */
public final class UrcCommands {
  private static final int MAX_NAME = 16;

  private final UrcSwitches switches;
  private final RadioConnection connection;

  /**
   * Creates the family.
   *
   * @param switches what they change
   * @param connection what they show
   */
  public UrcCommands(UrcSwitches switches, RadioConnection connection) {
    this.switches = switches;
    this.connection = connection;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.parameter("+ECURC", optionalMixed(), optionalDecimal()), this::urcs);
    add(table, "CSCON", "CSCON", 1, () -> connection.connected() ? ",1" : ",0");
    add(table, "ECPSMR", "ECPSMR", 1, () -> connection.savingPower() ? ",1" : ",0");
    add(table, "CTZR", "CTZEU", 3, () -> "");
    add(table, "CTZU", "CTZU", 1, () -> "");
    add(table, "CGEREP", "CGEV", 1, () -> "");
  }

  private void add(
      CommandTable table, String command, String name, int max, Supplier<String> state) {
    table.add(
        CommandSpec.parameter("+" + command, decimal()), level("+" + command, name, max, state));
  }

  private CommandHandler level(String command, String name, int max, Supplier<String> state) {
    return (operation, parameters, reply) -> {
      switch (operation) {
        case TEST -> reply.ok(command + ": (0" + (max == 1 ? "," : "-") + max + ")");
        case READ -> reply.ok(command + ": " + switches.value(name) + state.get());
        case SET -> {
          switches.set(name, parameters.number(0, 0, max));
          reply.ok();
        }
        default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      }
    };
  }

  private void urcs(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.SET) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    if (parameters.isNumber(0)) {
      switches.turn("ALL", parameters.number(0, 0, 1) == 1);
    } else if (!switches.turn(
        parameters.requireText(0, MAX_NAME), parameters.number(1, 0, 1) == 1)) {
      throw new BadParameterException(0);
    }
    reply.ok();
  }
}
