package io.github.modemqtt.transcript.log;

/** Who wrote a log. */
public enum LogFormat {
  /** A capture of minicom. */
  MINICOM("minicom", true),

  /** A log of tio. */
  TIO("tio", true),

  /** A session log of PuTTY, "printable output" or "all session output". */
  PUTTY("putty", true),

  /** A capture of picocom. */
  PICOCOM("picocom", true),

  /** The Arduino serial monitor with time stamps: {@code 12:34:56.789 -> OK}. */
  ARDUINO("arduino", true),

  /** A log that marks the side of each line, such as {@code TX: AT} and {@code RX: OK}. */
  MARKED("marked", false),

  /** A hex dump, as of {@code hexdump -C} or {@code xxd}, of what came from the module. */
  HEX_DUMP("hexdump", true),

  /** Commands and answers, one a line, and nothing else that is known. */
  PLAIN("plain", false);

  private final String label;
  private final boolean capture;

  LogFormat(String label, boolean capture) {
    this.label = label;
    this.capture = capture;
  }

  /**
   * The name for people, such as {@code putty}.
   *
   * @return the name, in lower case
   */
  public String label() {
    return label;
  }

  /** Whether it shows what came from the module only, so that a command in it is an echo. */
  boolean isCapture() {
    return capture;
  }
}
