package io.github.modemqtt.emulator.internal.general;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;

import io.github.modemqtt.emulator.internal.command.CommandHandler;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.ModuleProfile;

/** The commands that say what the module is: ATI, CGMI, CGMM, CGMR, CGSN. */
public final class IdentityCommands {
  private static final String SOFTWARE_VERSION = "01";

  private final ModuleProfile profile;
  private final ModuleIdentity identity;

  /**
   * Creates the family.
   *
   * @param profile the build's texts
   * @param identity the module's numbers
   */
  public IdentityCommands(ModuleProfile profile, ModuleIdentity identity) {
    this.profile = profile;
    this.identity = identity;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(CommandSpec.basic("I"), text(profile.identification()));
    table.add(CommandSpec.action("+CGMI"), text(profile.manufacturer()));
    table.add(CommandSpec.action("+CGMM"), text(profile.model()));
    table.add(CommandSpec.action("+CGMR"), text(profile.revision()));
    table.add(CommandSpec.action("+CGSN", optionalDecimal()), this::serialNumber);
  }

  private static CommandHandler text(String text) {
    return (operation, parameters, reply) -> {
      if (operation == Operation.TEST) {
        reply.ok();
      } else {
        reply.ok(text);
      }
    };
  }

  private void serialNumber(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CGSN: (0-3)");
      case SET -> reply.ok("+CGSN: " + number(parameters.number(0, 0, 3, 0)));
      default -> reply.ok(identity.imei());
    }
  }

  /** 27.007: serial number, IMEI, IMEI with software version, software version. */
  private String number(int kind) {
    return switch (kind) {
      case 0 -> identity.serialNumber();
      case 1 -> identity.imei();
      case 2 -> identity.imei().substring(0, 14) + SOFTWARE_VERSION;
      default -> SOFTWARE_VERSION;
    };
  }
}
