package io.github.modemqtt.emulator.internal.radio;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Reply;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.decoder.CommandSpec;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.ParameterSpec;
import io.github.modemqtt.emulator.internal.decoder.Parameters;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import org.jspecify.annotations.Nullable;

/** The commands about the SIM card: CPIN, CIMI, ECICCID. */
public final class SimCommands {
  private static final int PIN_GUARD_SECONDS = 25;
  private static final int MAX_PIN = 8;

  private final Sim sim;
  private final Radio radio;
  private final ModuleIdentity identity;
  private final String iccidPrefix;
  private final UrcSwitches switches;
  private final Urcs urcs;

  /**
   * Creates the family.
   *
   * @param sim the card
   * @param radio starts its search when the card becomes ready
   * @param identity the card's numbers
   * @param iccidPrefix what the answer with the card's number starts with
   * @param switches which URCs are on
   * @param urcs takes the URCs
   */
  public SimCommands(
      Sim sim,
      Radio radio,
      ModuleIdentity identity,
      String iccidPrefix,
      UrcSwitches switches,
      Urcs urcs) {
    this.switches = switches;
    this.urcs = urcs;
    this.sim = sim;
    this.radio = radio;
    this.identity = identity;
    this.iccidPrefix = iccidPrefix;
  }

  /**
   * Adds the commands.
   *
   * @param table where to
   */
  public void register(CommandTable table) {
    table.add(
        CommandSpec.parameter("+CPIN", ParameterSpec.string(), ParameterSpec.optionalString())
            .guardSeconds(PIN_GUARD_SECONDS),
        this::pin);
    table.add(
        CommandSpec.action("+CIMI"),
        (operation, parameters, reply) -> number(operation, identity.imsi(), reply));
    table.add(
        CommandSpec.action("+ECICCID"),
        (operation, parameters, reply) ->
            number(operation, iccidPrefix + ": " + identity.iccid(), reply));
  }

  private void pin(Operation operation, Parameters parameters, Reply reply) {
    switch (operation) {
      case TEST -> reply.ok();
      case READ -> readPin(reply);
      case SET -> {
        int error = sim.enter(parameters.requireText(0, MAX_PIN));
        if (error == 0) {
          reply.ok();
          report();
          radio.update();
        } else {
          reply.error(error);
        }
      }
      default -> reply.error(CmeError.OPERATION_NOT_SUPPORTED);
    }
  }

  private void readPin(Reply reply) {
    String state = state();
    if (state == null) {
      reply.error(sim.error());
    } else {
      reply.ok("+CPIN: " + state);
    }
  }

  private @Nullable String state() {
    return switch (sim.error()) {
      case 0 -> "READY";
      case CmeError.SIM_PIN_REQUIRED -> "SIM PIN";
      case CmeError.SIM_PUK_REQUIRED -> "SIM PUK";
      default -> null;
    };
  }

  /** Starts the card, and says what it is like if that is wanted. */
  public void start() {
    sim.restart();
    report();
  }

  private void report() {
    String state = state();
    if (state != null && switches.value("ECPIN") > 0) {
      urcs.send("+ECPIN: " + state);
    }
  }

  private void number(Operation operation, String answer, Reply reply) {
    if (operation == Operation.TEST) {
      reply.ok();
    } else if (sim.ready()) {
      reply.ok(answer);
    } else {
      reply.error(sim.error());
    }
  }
}
