package io.github.modemqtt.emulator.internal.radio;

import io.github.modemqtt.emulator.internal.command.CmeError;
import io.github.modemqtt.emulator.model.SimCard;

/** The SIM card in the module's slot, and whether it lets the module use it. */
public final class Sim {
  private static final int PIN_ATTEMPTS = 3;

  private final SimCard card;
  private int attemptsLeft = PIN_ATTEMPTS;
  private boolean unlocked;

  /**
   * Puts a card in.
   *
   * @param card the card
   */
  public Sim(SimCard card) {
    this.card = card;
  }

  /** A power cycle: the card wants its PIN again; used attempts stay used. */
  void restart() {
    unlocked = false;
  }

  boolean ready() {
    return error() == 0;
  }

  /** The error that stands in the way, or 0. */
  int error() {
    if (!card.inserted()) {
      return CmeError.SIM_NOT_INSERTED;
    }
    if (card.pin() == null || unlocked) {
      return 0;
    }
    return attemptsLeft > 0 ? CmeError.SIM_PIN_REQUIRED : CmeError.SIM_PUK_REQUIRED;
  }

  /** Enters a PIN and returns the error, or 0. */
  int enter(String pin) {
    int error = error();
    if (error == 0) {
      return CmeError.OPERATION_NOT_ALLOWED;
    }
    if (error != CmeError.SIM_PIN_REQUIRED) {
      return error;
    }
    if (!pin.equals(card.pin())) {
      attemptsLeft--;
      return CmeError.INCORRECT_PASSWORD;
    }
    attemptsLeft = PIN_ATTEMPTS;
    unlocked = true;
    return 0;
  }
}
