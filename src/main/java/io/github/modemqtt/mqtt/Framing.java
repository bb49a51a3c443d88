package io.github.modemqtt.mqtt;

/**
 * How sure it is that a received message has exactly the payload that was published.
 *
 * <p>AT modules print a received message as text without a length, without quotes around the
 * payload and without escapes. A payload with line breaks can therefore look like a payload
 * followed by other output of the module, and the other way round. A message of one line is certain
 * if a pause on the line follows it, or another message.
 */
public enum Framing {
  /** The beginning and the end of the payload are beyond doubt. */
  CERTAIN,
  /**
   * The end of the payload was inferred from line breaks and silence on the line: the payload may
   * be cut, or may hold text that the module printed for another reason. Do not act on it without a
   * check of its own, such as a checksum or the syntax of JSON.
   */
  AMBIGUOUS
}
