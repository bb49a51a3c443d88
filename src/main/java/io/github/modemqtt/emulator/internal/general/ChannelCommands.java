package io.github.modemqtt.emulator.internal.general;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;

import io.github.modemqtt.emulator.internal.command.ChannelSettings;
import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandHandler;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import java.util.function.Consumer;

/** The commands about the AT channel itself: AT, ATE, ATQ, AT&amp;F, CMEE. */
public final class ChannelCommands {
  private final ChannelSettings settings;

  /**
   * Creates the family.
   *
   * @param settings what they change
   */
  public ChannelCommands(ChannelSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.basic(" "), (operation, parameters, reply) -> reply.ok());
    table.add(CommandSpec.basic("E", optionalDecimal()), onOff(settings::setEcho));
    table.add(CommandSpec.basic("Q", optionalDecimal()), onOff(settings::setQuiet));
    table.add(CommandSpec.parameter("+CMEE", decimal()), this::errorFormat);
    table.add(CommandSpec.basic("&F", optionalDecimal()), this::factory);
  }

  /** V.250 takes a missing digit for 0; this firmware refuses. */
  private static CommandHandler onOff(Consumer<Boolean> setting) {
    return (operation, parameters, reply) -> {
      if (operation == Operation.SET) {
        setting.accept(parameters.number(0, 0, 1) == 1);
        reply.ok();
      } else {
        reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      }
    };
  }

  /** Only the form with the digit does something. */
  private void factory(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.SET) {
      parameters.number(0, 0, 0);
      settings.restore();
      reply.ok();
    } else {
      reply.ok("AT&F is not supported");
    }
  }

  private void errorFormat(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CMEE: (0-2)");
      case READ -> reply.ok("+CMEE: " + settings.errorFormat());
      case SET -> {
        settings.setErrorFormat(parameters.number(0, 0, 2));
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }
}
