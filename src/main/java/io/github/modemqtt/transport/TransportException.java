package io.github.modemqtt.transport;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** A failure of the line itself: it cannot be opened, was closed, or is lost. */
public abstract class TransportException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The name of the line. */
  private final String transportName;

  TransportException(
      String transportName, String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
    this.transportName = transportName;
  }

  /**
   * The {@linkplain Transport#name() name} of the line.
   *
   * @return the name
   */
  public final String transportName() {
    return transportName;
  }
}
