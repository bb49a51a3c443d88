package io.github.modemqtt.emulator.internal.command;

/** Writes answers and URCs with or without the blank after their first colon. */
public final class ColonStyle {
  private static final String ALWAYS_WITH_BLANK = "+QCFG:";

  private final boolean blank;

  /**
   * Creates a style.
   *
   * @param blank whether there is a blank
   */
  public ColonStyle(boolean blank) {
    this.blank = blank;
  }

  /**
   * Writes a text in this style.
   *
   * @param text an answer or URC as the common firmware writes it
   * @return the text as this build writes it
   */
  public String write(String text) {
    int colon = text.indexOf(':');
    if (blank
        || !text.startsWith("+")
        || text.startsWith(ALWAYS_WITH_BLANK)
        || !text.startsWith(": ", colon)) {
      return text;
    }
    return text.substring(0, colon + 1) + text.substring(colon + 2);
  }
}
