package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide a value of a format is printed, as printf has it: {@code 08}, {@code -10}, {@code 5.3}.
 *
 * @param zeros whether zeros fill the field; else, and on the right, blanks do
 * @param left whether the value stands on the left
 * @param least the least number of characters
 * @param most the largest number of characters of a text
 */
record FieldWidth(boolean zeros, boolean left, int least, int most) {
  static final FieldWidth NONE = new FieldWidth(false, false, 0, Integer.MAX_VALUE);

  private static final Pattern PRINTF = Pattern.compile("([-0]*)([0-9]{0,4})(?:\\.([0-9]{0,4}))?");

  /** Reads what is between the percent sign and the letter. */
  static FieldWidth parse(String text) {
    Matcher printf = PRINTF.matcher(text);
    if (!printf.matches()) {
      throw new IllegalArgumentException(
          "-F has the width '" + text + "'; it must be as 8, 08, -8 or 8.8, at most 4 digits");
    }
    boolean left = printf.group(1).contains("-");
    return new FieldWidth(
        !left && printf.group(1).contains("0"),
        left,
        number(printf.group(2)),
        printf.group(3) == null ? Integer.MAX_VALUE : number(printf.group(3)));
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /** A number or digits: zeros can fill it. */
  void writeDigits(String value, ByteArrayOutputStream out) {
    write(value.getBytes(UTF_8), value.length(), zeros ? '0' : ' ', out);
  }

  /** A text: it can be cut. */
  void writeText(String value, ByteArrayOutputStream out) {
    int length = value.codePointCount(0, value.length());
    int shown = Math.min(length, most);
    String cut = shown == length ? value : value.substring(0, value.offsetByCodePoints(0, shown));
    write(cut.getBytes(UTF_8), shown, ' ', out);
  }

  void writeBytes(byte[] value, ByteArrayOutputStream out) {
    write(value, value.length, ' ', out);
  }

  private void write(byte[] value, int length, char filler, ByteArrayOutputStream out) {
    if (left) {
      out.writeBytes(value);
    }
    for (int i = length; i < least; i++) {
      out.write(filler);
    }
    if (!left) {
      out.writeBytes(value);
    }
  }
}
