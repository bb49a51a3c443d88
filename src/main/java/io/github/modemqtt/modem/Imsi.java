package io.github.modemqtt.modem;

/**
 * The number of the subscriber: 27.007 section 5.6. Its text form hides it, so that it does not get
 * into a log by accident.
 *
 * @param digits the number as the module says it, 15 digits as a rule
 */
public record Imsi(String digits) {
  /** {@return a text without the number} */
  @Override
  public String toString() {
    return "Imsi[***]";
  }
}
