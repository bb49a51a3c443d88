package io.github.modemqtt.transcript.log;

import io.github.modemqtt.transcript.Transcript;

/**
 * A transcript made of a log, as a terminal program or a person has written it.
 *
 * <p>A log seldom tells everything: who sent a line, which CR LF were there, when. What it leaves
 * open is guessed by what AT dialogues look like, and each guess is {@linkplain ImportReport
 * reported}. No line vanishes: each becomes part of a step or a remark, or is among the {@linkplain
 * ImportReport#ignored() ignored} ones, which are those that a terminal program has written about
 * itself.
 *
 * <p>What is understood:
 *
 * <ul>
 *   <li>lines that end in LF, CR LF, CR or LF CR, of up to 16384 bytes; longer ones are cut
 *   <li>commands with their echo or without, also after a prompt character such as {@code $}
 *   <li>an echo where only the module was logged: the command is added
 *   <li>empty lines as the module sends them; if the log lost them, its CR LF are restored
 *   <li>times before each line, as the clock, as the time since the start or since the line before,
 *       or as seconds; they become offsets
 *   <li>data after a prompt; the Ctrl-Z at its end is added if the log does not show it
 *   <li>received messages whose braces go on over several lines
 *   <li>escape sequences of terminals, which are removed
 * </ul>
 *
 * <p>It may hold secrets as the log does: see {@link Transcript#redacted}.
 *
 * @param transcript the transcript; its header has a source, and a date and baud rate if known
 * @param report what was guessed
 */
public record LogImport(Transcript transcript, ImportReport report) {

  /**
   * Imports a log whose format is recognised by its lines.
   *
   * @param log the bytes; never refused, whatever they are
   * @return the transcript and the report
   */
  public static LogImport of(byte[] log) {
    return new LogReader(null).read(log);
  }

  /**
   * Imports a log of a known format.
   *
   * @param log the bytes; never refused, whatever they are
   * @param format the format, which overrides what the lines look like
   * @return the transcript and the report
   */
  public static LogImport of(byte[] log, LogFormat format) {
    return new LogReader(format).read(log);
  }
}
