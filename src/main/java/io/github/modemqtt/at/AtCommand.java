package io.github.modemqtt.at;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One AT command: how it is written, what its reply looks like, how long it may take.
 *
 * <p>Implementations are small immutable records, one a command. They are pure: the channel calls
 * them from its own threads.
 *
 * @param <R> what the reply means; {@link Void} if the command has none
 */
public interface AtCommand<R> {
  /**
   * The time-out of commands that name no other: 5 s, which is the guard timer of the EC616 (after
   * which it answers {@code ERROR} by itself), and one second for the line.
   */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(6);

  /**
   * The command line without its end.
   *
   * @return the line
   */
  CommandLine line();

  /**
   * The shape of the information response.
   *
   * @return the shape, {@link ReplyShape#none()} unless overridden
   */
  default ReplyShape replyShape() {
    return ReplyShape.none();
  }

  /**
   * The lines that end this command.
   *
   * @return the codes, {@link FinalCodes#STANDARD} unless overridden
   */
  default FinalCodes finalCodes() {
    return FinalCodes.STANDARD;
  }

  /**
   * How long the final result code may take, counted from the end of the write; for a command with
   * data that is each of the two, first for the prompt and then for the answer to the data.
   *
   * @return the time-out, {@link #DEFAULT_TIMEOUT} unless overridden
   */
  default Duration timeout() {
    return DEFAULT_TIMEOUT;
  }

  /**
   * The data to send when the module prompts for it.
   *
   * @return the data, or {@code null} if this command has no prompt
   */
  default @Nullable PromptData promptData() {
    return null;
  }

  /**
   * Reads the reply, after {@code OK}.
   *
   * @param reply the lines that fitted the shape
   * @return what they mean
   * @throws ReplyFormatException if they cannot be read
   */
  R decode(Reply reply);
}
