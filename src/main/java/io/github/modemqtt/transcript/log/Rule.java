package io.github.modemqtt.transcript.log;

/** Why a line of a log was taken as what it became. */
public enum Rule {
  /** The host sends what begins like an AT command. */
  COMMAND("looks like an AT command: sent by the host"),

  /** A log of what came from the module shows a command: it is the echo, so it was sent. */
  COMMAND_ECHOED("the module's echo of a command: the host sent it before"),

  /** A command a second time is its echo. */
  ECHO("the same as the command before it: the module's echo"),

  /** A character before a command that is none of it. */
  PROMPT_CHARACTER("a prompt character before the command is left out"),

  /** The log marks the side. */
  MARK("the log marks the side"),

  /** A final result code, an answer or a result code that the module sends by itself. */
  RESULT("a result code or an answer: sent by the module"),

  /** Text of which nothing is known. */
  TEXT("unknown text: taken as sent by the module"),

  /** Text that no module would send. */
  REMARK("reads like a remark: kept as one"),

  /** Empty lines between exchanges in a log that has none inside of them. */
  LAYOUT("an empty line that only separates: kept as one"),

  /** A {@code >} after a command that takes data. */
  PROMPT("the module's prompt for data"),

  /** What follows a prompt. */
  DATA("follows a prompt: data of the host"),

  /** A second line of data. */
  MORE_DATA("goes on after data of the host: more data, after CR LF"),

  /** Data without its end. */
  DATA_END("the end of the data is not in the log: Ctrl-Z added"),

  /** A prompt that is followed by an answer. */
  DATA_MISSING("the data after the prompt is not in the log: only Ctrl-Z is there"),

  /** A line inside of a received message. */
  MESSAGE_GOES_ON("goes on with the received message above it"),

  /** CR LF that loggers leave out. */
  LINE_END("CR LF restored where the log has none"),

  /** What a terminal takes as control. */
  TERMINAL_CONTROL("escape sequences of a terminal, or corrected typing, left out"),

  /** A line without end. */
  CUT("a line of more than 16384 bytes is cut"),

  /** A time before that of the line above. */
  TIME_BACKWARDS("the time is before that of the line above: taken as the same"),

  /** A time that is none of a session. */
  TIME_IMPOSSIBLE("the time is too far away: left out");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /**
   * What was done, for people.
   *
   * @return a phrase
   */
  public String text() {
    return text;
  }
}
