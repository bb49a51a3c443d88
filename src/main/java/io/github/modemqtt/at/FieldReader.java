package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Reads the comma-separated fields of a line from left to right.
 *
 * <p>Blanks around a field are skipped. A quoted field runs to the quote that is followed by a
 * comma or the end, so quotes inside it survive (the modules print them raw). Not thread-safe.
 */
public final class FieldReader {
  /** So many decimal digits always fit an int. */
  private static final int SAFE_DIGITS = 9;

  private static final int NO_DIGITS = -1;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int index;
  private boolean exhausted;
  private int restStart;

  /** The field that was read last, without quotes and blanks around it. */
  private int fieldStart;

  private int fieldEnd;

  FieldReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.restStart = start;
    skipBlanks();
    exhausted = at == end;
  }

  /**
   * Whether there is a further field, which may be empty.
   *
   * @return true if there is
   */
  public boolean hasNext() {
    return !exhausted;
  }

  /**
   * Whether the next field begins with a quote.
   *
   * @return true if it is quoted
   */
  public boolean isNextQuoted() {
    return at < end && bytes[at] == '"';
  }

  /**
   * Reads an unquoted or quoted decimal number.
   *
   * @return the number
   * @throws ReplyFormatException if the field is missing or no number that fits an {@code int}
   */
  public int nextInt() {
    return nextOptionalInt().orElseThrow(() -> unreadable("a number", ""));
  }

  /**
   * Reads a decimal number that may be missing or empty.
   *
   * @return the number, or empty
   * @throws ReplyFormatException if the field holds something else
   */
  public OptionalInt nextOptionalInt() {
    nextField();
    if (fieldStart == fieldEnd) {
      return OptionalInt.empty();
    }
    int number = fieldEnd - fieldStart <= SAFE_DIGITS ? digits() : NO_DIGITS;
    return OptionalInt.of(number == NO_DIGITS ? parsed(fieldText()) : number);
  }

  /** The usual number, without making a text of it. */
  private int digits() {
    int number = 0;
    for (int i = fieldStart; i < fieldEnd; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_DIGITS;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private int parsed(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unreadable("a number", text);
    }
  }

  /**
   * Reads a field as text, without its quotes.
   *
   * @return the text, empty if the field is empty or missing
   */
  public String nextText() {
    nextField();
    return fieldStart == fieldEnd ? "" : fieldText();
  }

  private String fieldText() {
    return new String(bytes, fieldStart, fieldEnd - fieldStart, UTF_8);
  }

  private void nextField() {
    index++;
    fieldStart = at;
    fieldEnd = at;
    if (exhausted) {
      return;
    }
    int start = at;
    int stop;
    if (isNextQuoted()) {
      stop = closingQuote();
      start++;
      at = Math.min(end, stop + 1);
    } else {
      while (at < end && bytes[at] != ',') {
        at++;
      }
      stop = at;
      while (stop > start && isBlank(bytes[stop - 1])) {
        stop--;
      }
    }
    skipBlanks();
    skipComma();
    fieldStart = start;
    fieldEnd = stop;
  }

  /**
   * Takes everything that is left, commas, quotes and blanks included.
   *
   * <p>Starts directly after the comma of the field before, or the colon: nothing is skipped or
   * trimmed.
   *
   * @return the bytes
   */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, restStart, end);
    exhausted = true;
    at = end;
    restStart = end;
    return rest;
  }

  private int closingQuote() {
    for (int i = at + 1; i < end; i++) {
      if (bytes[i] == '"' && endsField(i + 1)) {
        return i;
      }
    }
    return end;
  }

  private boolean endsField(int from) {
    int i = from;
    while (i < end && isBlank(bytes[i])) {
      i++;
    }
    return i == end || bytes[i] == ',';
  }

  private void skipComma() {
    if (at < end && bytes[at] == ',') {
      at++;
      restStart = at;
      skipBlanks();
    } else {
      at = end;
      restStart = end;
      exhausted = true;
    }
  }

  private void skipBlanks() {
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }

  private ReplyFormatException unreadable(String expected, String found) {
    return new ReplyFormatException(
        new String(bytes, 0, end, UTF_8),
        "field " + index + " should be " + expected + " but is '" + found + "'");
  }
}
