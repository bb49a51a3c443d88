package io.github.modemqtt.emulator.internal.power;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalMixed;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.string;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import java.util.stream.Collectors;

/** The commands about sleep and platform: ECPMUCFG, ECPCFG, ECPURC, ECPMUSTATUS. */
public final class PowerCommands {
  private static final int MAX_ITEM = 16;

  private final PowerSettings settings;
  private final Sleep sleep;

  /**
   * Creates the family.
   *
   * @param settings what they change
   * @param sleep goes by the settings
   */
  public PowerCommands(PowerSettings settings, Sleep sleep) {
    this.settings = settings;
    this.sleep = sleep;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.parameter("+ECPMUCFG", decimal(), optionalDecimal()), this::mode);
    table.add(CommandSpec.parameter("+ECPCFG", string(), optionalMixed()), this::platform);
    table.add(CommandSpec.parameter("+ECPURC", string(), decimal()), this::urcs);
    table.add(CommandSpec.parameter("+ECPMUSTATUS"), this::status);
  }

  private void mode(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+ECPMUCFG: (0-1),(0-4)");
      case READ ->
          reply.ok(settings.enabled() ? "+ECPMUCFG: 1," + settings.mode() : "+ECPMUCFG: 0");
      case SET -> {
        boolean enabled = parameters.number(0, 0, 1) == 1;
        settings.setMode(enabled, parameters.number(1, 0, 4, 0));
        sleep.settingsChanged();
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void platform(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case READ -> reply.ok("+ECPCFG: " + platformItems());
      case SET -> {
        String item = parameters.requireText(0, MAX_ITEM);
        if (!settings.platform().containsKey(item)) {
          throw new BadParameterException(0);
        }
        settings.platform().put(item, parameters.number(1, 0, largest(item)));
        sleep.settingsChanged();
        reply.ok();
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private static int largest(String item) {
    return switch (item) {
      case "slpWaitTime" -> 65_535;
      case "logBaudrate" -> 6_000_000;
      default -> 255;
    };
  }

  private String platformItems() {
    return settings.platform().entrySet().stream()
        .map(item -> "\"" + item.getKey() + "\":" + item.getValue())
        .collect(Collectors.joining(","));
  }

  private void urcs(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.SET) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    if (!"HIBNATE".equalsIgnoreCase(parameters.requireText(0, MAX_ITEM))) {
      throw new BadParameterException(0);
    }
    settings.reportHibernation(parameters.number(1, 0, 1) == 1);
    reply.ok();
  }

  /** A command wakes the module, so that no other state can be seen here. */
  private void status(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.READ) {
      reply.ok("+ECPMUSTATUS: Actv, " + sleep.awake().toMillis());
    } else {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }
}
