package io.github.modemqtt.at;

import java.util.List;

/** The module answered a command with an error. */
public final class CommandRejectedException extends AtException {
  private static final long serialVersionUID = 1L;

  private final transient FinalResult result;
  private final transient List<String> lines;

  /**
   * Creates the failure.
   *
   * @param command the command as it may be shown
   * @param result the final result code
   * @param lines the information response that came before it, as it may be shown
   */
  public CommandRejectedException(String command, FinalResult result, List<String> lines) {
    super(
        command,
        brief(command) + " was answered with " + result.text() + explanation(result),
        advice(result),
        null);
    this.result = result;
    this.lines = List.copyOf(lines);
  }

  private static String explanation(FinalResult result) {
    return CmeError.of(result).map(error -> " (" + error.meaning() + ")").orElse("");
  }

  private static String advice(FinalResult result) {
    return CmeError.of(result)
        .map(CmeError::advice)
        .orElse("check that the module knows this command and takes these values");
  }

  /**
   * The final result code.
   *
   * @return the result
   */
  public FinalResult result() {
    return result;
  }

  /**
   * The information response that came before the error, which most commands do not have.
   *
   * @return the lines, without secrets
   */
  public List<String> lines() {
    return lines;
  }
}
