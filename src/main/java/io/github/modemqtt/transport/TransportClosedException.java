package io.github.modemqtt.transport;

/** The line was closed by its owner before or during the call. */
public final class TransportClosedException extends TransportException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param transportName the line's name
   */
  public TransportClosedException(String transportName) {
    super(transportName, transportName + " is closed", "open a new line", null);
  }
}
