package io.github.modemqtt.at;

/** The module answered a command with an error. */
public final class CommandRejectedException extends AtException {
  private static final long serialVersionUID = 1L;

  private final transient FinalResult result;

  /**
   * Creates the failure.
   *
   * @param command the command as it may be shown
   * @param result the final result code
   */
  public CommandRejectedException(String command, FinalResult result) {
    super(
        command,
        command + " was answered with " + result.text() + explanation(result),
        advice(result),
        null);
    this.result = result;
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
}
