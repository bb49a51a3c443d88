package io.github.modemqtt.modem;

/**
 * The number of the SIM card. Its text form hides it, so that it does not get into a log by
 * accident.
 *
 * @param digits the number as the module says it, 19 or 20 characters as a rule
 */
public record Iccid(String digits) {
  /** {@return a text without the number} */
  @Override
  public String toString() {
    return "Iccid[***]";
  }
}
