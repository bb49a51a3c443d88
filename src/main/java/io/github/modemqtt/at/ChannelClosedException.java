package io.github.modemqtt.at;

import org.jspecify.annotations.Nullable;

/**
 * The channel is closed, on purpose or because the line was lost.
 *
 * <p>In the second case the cause is a {@link io.github.modemqtt.transport.TransportLostException}.
 */
public final class ChannelClosedException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command that could not be finished, as it may be shown
   * @param cause what ended the channel, or {@code null} if it was closed on purpose
   */
  public ChannelClosedException(String command, @Nullable Throwable cause) {
    super(
        command,
        cause == null
            ? brief(command) + " was not finished: the channel was closed"
            : brief(command) + " was not finished: " + cause.getMessage(),
        cause == null ? "open a new channel" : "check the cable and the module's power",
        cause);
  }
}
