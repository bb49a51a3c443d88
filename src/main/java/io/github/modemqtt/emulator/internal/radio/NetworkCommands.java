package io.github.modemqtt.emulator.internal.radio;

import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.decimal;
import static io.github.modemqtt.emulator.internal.decoder.ParameterSpec.optionalDecimal;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandHandler;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.model.Signal;

/** The commands about the network: CFUN, CREG, CEREG, CGATT, CGPADDR, CSQ and their like. */
public final class NetworkCommands {
  private static final int CFUN_GUARD_SECONDS = 25;
  private static final int CGATT_GUARD_SECONDS = 70;
  private static final int COPS_GUARD_SECONDS = 305;
  private static final int AIRPLANE_MODE = 4;

  private static final String OPERATOR = "00101";
  private static final String ACCESS_POINT = "iot";

  private final Radio radio;
  private final Signal signal;
  private final UrcSwitches switches;
  private final RegistrationReport report;

  /**
   * Creates the family.
   *
   * @param radio the registration
   * @param signal the signal while registered
   * @param switches which URCs are on
   * @param report what CREG and CEREG show
   */
  public NetworkCommands(
      Radio radio, Signal signal, UrcSwitches switches, RegistrationReport report) {
    this.radio = radio;
    this.signal = signal;
    this.switches = switches;
    this.report = report;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter("+CFUN", decimal(), optionalDecimal())
            .guardSeconds(CFUN_GUARD_SECONDS),
        this::functionality);
    table.add(
        CommandSpec.parameter("+CGATT", decimal()).guardSeconds(CGATT_GUARD_SECONDS),
        this::attachment);
    table.add(CommandSpec.parameter("+CREG", optionalDecimal()), registration("CREG", 3));
    table.add(CommandSpec.parameter("+CEREG", optionalDecimal()), registration("CEREG", 5));
    table.add(CommandSpec.action("+CSQ"), this::quality);
    table.add(CommandSpec.action("+CESQ"), this::extendedQuality);
    table.add(CommandSpec.action("+CGPADDR", optionalDecimal()), this::address);
    table.add(CommandSpec.parameter("+CGDCONT"), this::context);
    table.add(CommandSpec.parameter("+COPS").guardSeconds(COPS_GUARD_SECONDS), this::operator);
  }

  private void functionality(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CFUN: (0,1,4),(0)");
      case READ -> reply.ok("+CFUN: " + radio.functionality());
      case SET -> {
        int level = parameters.number(0, Radio.MINIMUM_FUNCTIONALITY, AIRPLANE_MODE);
        parameters.number(1, 0, 0, 0);
        if (level > Radio.FULL_FUNCTIONALITY && level != AIRPLANE_MODE) {
          throw new BadParameterException(0);
        }
        reply.ok();
        radio.setFunctionality(level);
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void attachment(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok("+CGATT: (0,1)");
      case READ -> reply.ok("+CGATT: " + (radio.registered() ? 1 : 0));
      case SET -> {
        boolean attached = parameters.number(0, 0, 1) == 1;
        reply.ok();
        radio.setAttached(attached);
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private CommandHandler registration(String name, int max) {
    return (operation, parameters, reply) -> {
      switch (operation) {
        case TEST -> reply.ok("+" + name + ": (0-" + max + ")");
        case READ -> {
          int level = switches.value(name);
          reply.ok("+" + name + ": " + level + "," + report.fields(name, level));
        }
        case SET -> {
          switches.set(name, parameters.number(0, 0, max, 0));
          reply.ok();
        }
        default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      }
    };
  }

  private void quality(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.TEST) {
      reply.ok("+CSQ: (0-31,99),(0-7,99)");
    } else {
      reply.ok(
          radio.registered()
              ? "+CSQ: " + signal.rssi() + "," + signal.bitErrorRate()
              : "+CSQ: 99,99");
    }
  }

  private void extendedQuality(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.TEST) {
      reply.ok("+CESQ: (99),(99),(255),(255),(0-34,255),(0-97,255)");
    } else {
      reply.ok(
          "+CESQ: 99,99,255,255,"
              + (radio.registered() ? signal.rsrq() + "," + signal.rsrp() : "255,255"));
    }
  }

  /** Only the default bearer, context 0, exists. */
  private void address(Operation operation, Parameters parameters, Reply reply) {
    if (operation == Operation.TEST) {
      reply.ok("+CGPADDR: (0)");
      return;
    }
    parameters.number(0, 0, 0, 0);
    reply.ok("+CGPADDR: 0" + (radio.hasAddress() ? "," + report.address() : ""));
  }

  private void context(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.READ) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    String address = radio.hasAddress() ? "\"" + radio.networkAddress() + "\"" : "";
    reply.ok("+CGDCONT: 0,\"IP\",\"" + ACCESS_POINT + "\"," + address + ",0,0");
  }

  private void operator(Operation operation, Parameters parameters, Reply reply) {
    if (operation != Operation.READ) {
      reply.error(CmeError.OPERATION_NOT_SUPPORTED);
      return;
    }
    reply.ok(radio.registered() ? "+COPS: 0,2,\"" + OPERATOR + "\",9" : "+COPS: 0");
  }
}
