package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A line, or a unit of several lines, that the module sent.
 *
 * <p>Immutable. The bytes are what was on the wire without the line end: not trimmed, not decoded.
 */
public final class AtLine {
  private static final byte[] NO_DATA = {};

  private final byte[] bytes;
  private final byte[] data;
  private final boolean ambiguous;

  private AtLine(byte[] bytes, byte[] data, boolean ambiguous) {
    this.bytes = bytes;
    this.data = data;
    this.ambiguous = ambiguous;
  }

  /**
   * Makes a line from its text, as UTF-8.
   *
   * @param text the text
   * @return the line
   */
  public static AtLine of(String text) {
    return new AtLine(text.getBytes(UTF_8), NO_DATA, false);
  }

  static AtLine copyOf(byte[] buffer, int offset, int length, boolean ambiguous) {
    return new AtLine(Arrays.copyOfRange(buffer, offset, offset + length), NO_DATA, ambiguous);
  }

  /** The bytes themselves, which nobody may change. */
  byte[] uncopied() {
    return bytes;
  }

  AtLine withData(byte[] raw) {
    return new AtLine(bytes, raw, ambiguous);
  }

  /** Adds a further line to one that is made of several. */
  AtLine withLine(byte[] buffer, int offset, int length) {
    byte[] both = Arrays.copyOf(bytes, bytes.length + 2 + length);
    both[bytes.length] = '\r';
    both[bytes.length + 1] = '\n';
    System.arraycopy(buffer, offset, both, bytes.length + 2, length);
    return new AtLine(both, NO_DATA, ambiguous);
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
   * The raw data that followed the line, where its type or shape says that there is some.
   *
   * @return a copy, empty if there is none
   */
  public byte[] data() {
    return data.clone();
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
    int nameEnd = Bytes.nameEnd(bytes, 0, bytes.length);
    return new FieldReader(bytes, nameEnd == bytes.length ? 0 : nameEnd + 1, bytes.length);
  }

  /**
   * Whether the bytes could be cut in another way, too.
   *
   * <p>A received message has no length, so one that holds a line end, or that touches another line
   * without a silence between them, may in truth be longer or shorter. The line that touches it may
   * in truth be the end of the message, written by whoever published that.
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
        && Arrays.equals(bytes, that.bytes)
        && Arrays.equals(data, that.data);
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
