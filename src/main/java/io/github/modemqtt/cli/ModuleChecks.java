package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.ecmt.EcmtProbe;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.ModuleIdentity;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.NetworkCommands.SetFunctionality;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.modem.PinRequiredException;
import io.github.modemqtt.modem.PinState;
import io.github.modemqtt.modem.PukRequiredException;
import io.github.modemqtt.modem.SimCommands;
import io.github.modemqtt.modem.SimException;
import io.github.modemqtt.modem.SimFailureException;
import io.github.modemqtt.modem.SimMissingException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What can be said of a module without a network: who it is, and its SIM card. */
final class ModuleChecks {
  private static final int NOT_INSERTED = 10;
  private static final int PIN_REQUIRED = 11;
  private static final int PUK_REQUIRED = 12;

  private final AtChannel channel;
  private final ProbeReport report;

  ModuleChecks(AtChannel channel, ProbeReport report) {
    this.channel = channel;
    this.report = report;
  }

  /** What is only nice to know must not end the probe. */
  static <R> Optional<R> ifKnown(AtChannel channel, AtCommand<R> command) {
    try {
      return Optional.of(channel.execute(Bounded.of(command)));
    } catch (CommandRejectedException | ReplyFormatException e) {
      return Optional.empty();
    }
  }

  private <R> Optional<R> ifKnown(AtCommand<R> command) {
    return ifKnown(channel, command);
  }

  void identify() {
    ModuleIdentity identity =
        new ModuleIdentity(
            ifKnown(new GeneralCommands.ReadManufacturer()),
            ifKnown(new GeneralCommands.ReadModel()),
            ifKnown(new GeneralCommands.ReadFirmware()),
            ifKnown(new GeneralCommands.ReadImei())
                .or(() -> ifKnown(new GeneralCommands.ReadSerialNumber())));
    Finding module = Finding.ok("module", identity.toString());
    module = with(module, "manufacturer", identity.manufacturer());
    module = with(module, "model", identity.model());
    report.add(with(module, "firmware", identity.firmware()));
    report.add(
        identity
            .imei()
            .map(imei -> Finding.ok("imei", imei).with("imei", imei))
            .orElseGet(
                () ->
                    Finding.warning(
                        "imei",
                        "the module does not tell its IMEI",
                        "networks refuse modules without one: ask the vendor")));
  }

  private static Finding with(Finding finding, String key, Optional<String> value) {
    return value.isPresent() ? finding.with(key, value.get()) : finding;
  }

  /** Which firmware build it looks like, or nothing if it has no MQTT client. */
  @Nullable EcmtProfile profile() {
    try {
      EcmtProbe probe = EcmtProfile.probe(channel).join();
      EcmtProfile profile = probe.profile();
      report.add(
          Finding.ok(
                  "mqtt",
                  "profile "
                      + profile.name()
                      + (profile.blankAfterColon() ? "" : ", no blank after colons"))
              .with("profile", profile.name()));
      return profile;
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ModemException failure)) {
        throw e;
      }
      if (!(failure instanceof CommandRejectedException)) {
        throw failure;
      }
      report.add(
          Finding.failure(
              "mqtt",
              "this firmware has no AT+ECMT commands",
              "ask the vendor for an EC616 firmware with MQTT"));
      return null;
    }
  }

  /** {@return whether the radio is on} */
  boolean radio() {
    Optional<Integer> level = ifKnown(new NetworkCommands.ReadFunctionality());
    if (level.isEmpty() || level.get() == SetFunctionality.FULL) {
      report.add(Finding.ok("radio", level.isEmpty() ? "not known" : "on"));
      return true;
    }
    report.add(
        Finding.failure(
                "radio",
                "off (AT+CFUN? says " + level.get() + ")",
                "switch it on with AT+CFUN=1, as pub and sub do by themselves")
            .with("functionality", level.get()));
    return level.get() != SetFunctionality.MINIMUM;
  }

  /** {@return whether the SIM card can be used} */
  boolean sim(@Nullable Pin pin) {
    try {
      PinState state = state();
      if (state == PinState.SIM_PIN) {
        state = enter(pin);
      }
      if (state == PinState.SIM_PUK) {
        throw new PukRequiredException();
      }
      if (!state.isUsable()) {
        throw new SimFailureException("The SIM card is not ready", null);
      }
    } catch (SimException e) {
      report.add(Finding.failure("sim", e).with("state", e.getClass().getSimpleName()));
      return false;
    }
    Finding sim = Finding.ok("sim", "ready");
    Optional<String> iccid = ifKnown(new SimCommands.ReadIccid());
    report.add(
        iccid.isEmpty()
            ? sim
            : Finding.ok("sim", "ready, ICCID " + iccid.get()).with("iccid", iccid.get()));
    return true;
  }

  private PinState enter(@Nullable Pin pin) {
    if (pin == null) {
      throw new PinRequiredException();
    }
    try {
      channel.execute(new SimCommands.EnterPin(pin));
      return PinState.READY;
    } catch (CommandRejectedException e) {
      throw code(e) == PUK_REQUIRED ? new PukRequiredException() : new PinRejectedException(e);
    }
  }

  private PinState state() {
    try {
      return channel.execute(Bounded.of(new SimCommands.ReadPinState()));
    } catch (CommandRejectedException e) {
      return switch (code(e)) {
        case PIN_REQUIRED -> PinState.SIM_PIN;
        case PUK_REQUIRED -> PinState.SIM_PUK;
        case NOT_INSERTED -> throw new SimMissingException(e);
        default -> throw new SimFailureException("The module cannot use the SIM card", e);
      };
    }
  }

  private static int code(CommandRejectedException failure) {
    return failure.result().code().orElse(-1);
  }
}
