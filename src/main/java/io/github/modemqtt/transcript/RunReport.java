package io.github.modemqtt.transcript;

import java.util.List;

/**
 * What came of running a transcript against a module.
 *
 * @param name names the transcript
 * @param lines how many lines the host has to send
 * @param linesSent how many of them were sent
 * @param end how it ended
 * @param differences what was not as in the transcript, by line; at most 1000
 * @param further how many more differences there were
 */
public record RunReport(
    String name, int lines, int linesSent, End end, List<Difference> differences, int further) {

  /** How a run ended. */
  public enum End {
    /** Everything was sent. */
    COMPLETE,
    /** The module said nothing at all to a line, in the time that it had. The rest was not sent. */
    NO_ANSWER,
    /**
     * A prompt or a final result code did not come, or a prompt came where there is none: what
     * follows could be taken for something else. The rest was not sent.
     */
    OUT_OF_STEP
  }

  /**
   * Copies the list.
   *
   * @param name names the transcript
   * @param lines how many lines the host has to send
   * @param linesSent how many of them were sent
   * @param end how it ended
   * @param differences what was not as in the transcript
   * @param further how many more differences there were
   */
  public RunReport {
    differences = List.copyOf(differences);
  }

  /**
   * Whether the module did what the transcript says.
   *
   * @return true if everything was sent, and all differences are {@linkplain Difference#tolerated()
   *     tolerated}
   */
  public boolean matches() {
    return end == End.COMPLETE && count() == 0;
  }

  private long count() {
    return differences.stream().filter(difference -> !difference.tolerated()).count() + further;
  }

  /**
   * The report as people read it: a summary, then each difference with its line.
   *
   * @return the text, without a line feed at its end
   */
  public String text() {
    StringBuilder text = new StringBuilder(name).append(": ").append(summary());
    differences.forEach(difference -> text.append('\n').append(difference.text()));
    if (further > 0) {
      text.append("\nand ").append(further).append(" more");
    }
    return text.toString();
  }

  private String summary() {
    String sent = linesSent + " of " + lines + " lines sent, ";
    String found = count() == 0 ? "no differences" : count() + " differing";
    return sent
        + found
        + switch (end) {
          case COMPLETE -> "";
          case NO_ANSWER -> "; ended because the module did not answer";
          case OUT_OF_STEP -> "; ended because the line was not answered as it has to be";
        };
  }
}
