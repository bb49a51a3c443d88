package io.github.modemqtt.emulator.model;

import org.jspecify.annotations.Nullable;

/**
 * The SIM card that a module starts with.
 *
 * @param inserted whether there is one
 * @param pin the PIN that it asks for at start, or {@code null} if it asks for none
 */
public record SimCard(boolean inserted, @Nullable String pin) {

  /**
   * A card that is ready at once.
   *
   * @return the card
   */
  public static SimCard ready() {
    return new SimCard(true, null);
  }

  /**
   * No card.
   *
   * @return the empty slot
   */
  public static SimCard absent() {
    return new SimCard(false, null);
  }

  /**
   * A card that is locked until {@code AT+CPIN="<pin>"}; after three wrong ones it wants its PUK.
   *
   * @param pin 4 to 8 digits
   * @return the card
   */
  public static SimCard locked(String pin) {
    if (!pin.matches("[0-9]{4,8}")) {
      throw new IllegalArgumentException("a PIN has 4 to 8 digits");
    }
    return new SimCard(true, pin);
  }

  /** Hides the PIN. */
  @Override
  public String toString() {
    return !inserted ? "SimCard[absent]" : pin == null ? "SimCard[ready]" : "SimCard[locked]";
  }
}
