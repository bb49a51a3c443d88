package io.github.modemqtt.emulator.internal.decoder;

/** A parameter passed the decoder, but its value is not allowed: the command's handler refuses. */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param index the parameter's position, from 0
   */
  public BadParameterException(int index) {
    super("parameter " + index, null, false, false);
  }
}
