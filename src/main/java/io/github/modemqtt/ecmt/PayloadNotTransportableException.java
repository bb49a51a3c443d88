package io.github.modemqtt.ecmt;

import io.github.modemqtt.ModemException;

/**
 * A payload survives neither inside the command line nor after a prompt.
 *
 * <p>It holds a carriage return or NUL (or is too long for the line), and Ctrl-Z or ESC as well.
 */
public final class PayloadNotTransportableException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** Where the byte is. */
  private final int position;

  PayloadNotTransportableException(int position, byte value) {
    super(
        String.format(
            "The payload has to be sent after a prompt, where its byte 0x%02X at position %d could"
                + " end it early",
            value, position),
        "encode the payload, for example as Base64 or hex");
    this.position = position;
  }

  /**
   * Where the byte is that stands in the way.
   *
   * @return the index into the payload
   */
  public int position() {
    return position;
  }
}
