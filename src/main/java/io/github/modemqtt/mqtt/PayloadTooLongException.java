package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;

/** A payload is longer than the module can send. */
public final class PayloadTooLongException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The size of the payload in bytes. */
  private final int size;

  /** The largest size in bytes that would have been accepted. */
  private final int limit;

  /**
   * Creates the failure.
   *
   * @param size the size of the payload in bytes
   * @param limit the largest size that would have been accepted in this case
   */
  public PayloadTooLongException(int size, int limit) {
    super(
        "The payload has " + size + " bytes, and the module takes at most " + limit + " here",
        "split the payload, or shorten it");
    this.size = size;
    this.limit = limit;
  }

  /**
   * The size of the payload.
   *
   * @return the number of bytes
   */
  public int size() {
    return size;
  }

  /**
   * The largest size that would have been accepted in this case.
   *
   * @return the number of bytes
   */
  public int limit() {
    return limit;
  }
}
