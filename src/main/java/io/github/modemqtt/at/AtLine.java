package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A line, or a unit of several lines, that the module sent.
 *
 * <p>Immutable. The bytes are what was on the wire without the line end: not trimmed, not decoded.
 */
public final class AtLine {
  private final byte[] bytes;
  private final boolean ambiguous;

  private AtLine(byte[] bytes, boolean ambiguous) {
    this.bytes = bytes;
    this.ambiguous = ambiguous;
  }

  /**
   * Makes a line from its text, as UTF-8.
   *
   * @param text the text
   * @return the line
   */
  public static AtLine of(String text) {
    return new AtLine(text.getBytes(UTF_8), false);
  }

  static AtLine copyOf(byte[] buffer, int offset, int length, boolean ambiguous) {
    return new AtLine(Arrays.copyOfRange(buffer, offset, offset + length), ambiguous);
  }

  /**
   * The bytes of the line.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The line as text; what is not UTF-8 shows as U+FFFD.
   *
   * @return the text
   */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /**
   * The fields after the first colon, or of the whole line if it has none.
   *
   * @return a reader at the first field
   */
  public FieldReader fields() {
    int start = 0;
    while (start < bytes.length && bytes[start] != ':') {
      start++;
    }
    return new FieldReader(bytes, start == bytes.length ? 0 : start + 1, bytes.length);
  }

  /**
   * Whether the bytes could be cut in another way, too.
   *
   * <p>Only units can be ambiguous: a received message has no length, so one that holds a line end,
   * or that touches another line without a silence between them, may in truth be longer or shorter.
   *
   * @return true if another reading is possible
   */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AtLine that
        && ambiguous == that.ambiguous
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
