package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the SIM card usable, or says why it is not. */
final class SimAccess {
  private static final int NOT_INSERTED = 10;
  private static final int PIN_REQUIRED = 11;
  private static final int PUK_REQUIRED = 12;
  private static final int BUSY = 14;

  private final AtChannel channel;
  private final Polling polling;
  private final BringUpOptions options;

  SimAccess(AtChannel channel, Polling polling, BringUpOptions options) {
    this.channel = channel;
    this.polling = polling;
    this.options = options;
  }

  void unlock() {
    PinState state = await(any -> true);
    if (state == PinState.SIM_PIN) {
      enterPin();
      state = await(next -> next != PinState.SIM_PIN);
    }
    if (state == PinState.SIM_PUK) {
      throw new PukRequiredException();
    }
    if (!state.isUsable()) {
      throw new SimFailureException(
          "The SIM card is locked, but neither by its PIN nor by its PUK", null);
    }
  }

  /** The PIN is entered once only: three wrong ones lock the card. */
  private void enterPin() {
    Pin pin = options.pin();
    if (pin == null) {
      throw new PinRequiredException();
    }
    try {
      channel.execute(new SimCommands.EnterPin(pin));
    } catch (CommandRejectedException e) {
      throw code(e) == PUK_REQUIRED ? new PukRequiredException() : new PinRejectedException(e);
    }
  }

  private PinState await(Predicate<PinState> settled) {
    return polling
        .until(options.simTimeout(), "AT+CPIN?", () -> readUnlessBusy().filter(settled))
        .orElseThrow(
            () ->
                new SimFailureException(
                    "The SIM card was not ready within " + options.simTimeout().toMillis() + " ms",
                    null));
  }

  private Optional<PinState> readUnlessBusy() {
    try {
      return Optional.of(channel.execute(new SimCommands.ReadPinState()));
    } catch (CommandRejectedException e) {
      return switch (code(e)) {
        case BUSY -> Optional.empty();
        case PIN_REQUIRED -> Optional.of(PinState.SIM_PIN);
        case PUK_REQUIRED -> Optional.of(PinState.SIM_PUK);
        case NOT_INSERTED -> throw new SimMissingException(e);
        default -> throw new SimFailureException("The module cannot use the SIM card", e);
      };
    }
  }

  private static int code(CommandRejectedException failure) {
    return failure.result().code().orElse(-1);
  }
}
