package io.github.modemqtt.modem;

import java.time.Duration;

/**
 * The time-outs of commands that the EC616 gives more than 5 s: its own guard timer, and a second
 * for the line, so that its {@code ERROR} comes before the host gives up.
 */
final class CommandTimeouts {
  static final Duration SIM_AND_RADIO = Duration.ofSeconds(26);
  static final Duration NAME_LOOKUP = Duration.ofSeconds(31);
  static final Duration ATTACH = Duration.ofSeconds(71);
  static final Duration OPERATOR_SEARCH = Duration.ofSeconds(306);

  private CommandTimeouts() {}
}
