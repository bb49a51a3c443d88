package io.github.modemqtt.modem;

/**
 * The PIN of a SIM card: 4 to 8 digits (3GPP TS 31.101 section 9.5). Never shown.
 *
 * @param digits the PIN
 */
public record Pin(String digits) {

  /**
   * Checks the PIN; the message of a failure does not show it.
   *
   * @param digits the PIN
   * @throws IllegalArgumentException if it is not 4 to 8 decimal digits
   */
  public Pin {
    boolean valid = digits.length() >= 4 && digits.length() <= 8;
    for (int i = 0; i < digits.length(); i++) {
      valid &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!valid) {
      throw new IllegalArgumentException("A PIN is 4 to 8 decimal digits; this one is not");
    }
  }

  /** {@return a text without the digits} */
  @Override
  public String toString() {
    return "Pin[***]";
  }
}
