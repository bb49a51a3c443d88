package io.github.modemqtt.modem;

/** What a SIM card waits for: 27.007 section 8.3. */
public enum PinState {
  /** Nothing: the card is ready. */
  READY("READY"),
  /** The PIN. */
  SIM_PIN("SIM PIN"),
  /** The PUK, because the PIN was wrong three times. */
  SIM_PUK("SIM PUK"),
  /** PIN2, which only special commands need; the card is ready. */
  SIM_PIN2("SIM PIN2"),
  /** PUK2, which only special commands need; the card is ready. */
  SIM_PUK2("SIM PUK2"),
  /** Another lock, such as the module's own or that of an operator. */
  OTHER("");

  private final String text;

  PinState(String text) {
    this.text = text;
  }

  /**
   * Reads the module's text.
   *
   * @param text what stands behind {@code +CPIN:}
   * @return the state, {@link #OTHER} for a text that is not in this list
   */
  public static PinState of(String text) {
    for (PinState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    return OTHER;
  }

  /**
   * Whether the card can be used for the network.
   *
   * @return true if neither PIN nor PUK is missing
   */
  public boolean isUsable() {
    return this == READY || this == SIM_PIN2 || this == SIM_PUK2;
  }
}
