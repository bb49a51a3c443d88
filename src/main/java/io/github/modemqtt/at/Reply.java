package io.github.modemqtt.at;

import java.util.List;

/**
 * The information response of a command: the lines that fitted its {@link ReplyShape}.
 *
 * @param command the command as it may be shown, without secrets
 * @param lines the lines in the order of their arrival
 */
public record Reply(String command, List<AtLine> lines) {

  /**
   * Takes over a copy of the lines.
   *
   * @param command the command as it may be shown
   * @param lines the lines
   */
  public Reply {
    lines = List.copyOf(lines);
  }

  /**
   * The one line of a reply that must have one.
   *
   * @return the first line
   * @throws ReplyFormatException if there is none
   */
  public AtLine line() {
    if (lines.isEmpty()) {
      throw new ReplyFormatException(command, "OK came without the information response");
    }
    return lines.get(0);
  }
}
