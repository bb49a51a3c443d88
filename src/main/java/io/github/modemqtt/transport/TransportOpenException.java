package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/**
 * The line could not be opened.
 *
 * <p>The common causes have subclasses of their own: {@link PortNotFoundException}, {@link
 * PortBusyException}, {@link PortPermissionException}.
 */
public class TransportOpenException extends TransportException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param transportName the line's name
   * @param message what happened
   * @param remedy what the user can do
   * @param cause the underlying failure, or {@code null}
   */
  public TransportOpenException(
      String transportName, String message, String remedy, @Nullable Throwable cause) {
    super(transportName, message, remedy, cause);
  }
}
