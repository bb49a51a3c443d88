package io.github.modemqtt.at;

import java.util.List;

/**
 * What the information response of a command looks like: the rule that tells it from a URC.
 *
 * <p>Many modules use one name for both: {@code +CEREG: 2,1} answers a query, {@code +CEREG: 1}
 * reports a change. A line is the reply if it fits the shape and the shape has room for it; else it
 * is looked up among the URCs.
 */
public final class ReplyShape {
  private static final int NO_DATA = -1;
  private static final ReplyShape NONE =
      new ReplyShape(Form.NONE, "", 0, false, List.of(), 0, NO_DATA);

  /** What a field may hold. */
  public enum Field {
    /** Unquoted decimal digits, without superfluous leading zeros. */
    NUMBER,
    /**
     * A {@link #NUMBER} of at most two digits.
     *
     * <p>Some builds print no quotes, so {@code +CEREG:2,1,...} and {@code +CEREG:1,4844,...}
     * differ only in that: no state has three digits, no area code fewer than four.
     */
    SMALL_NUMBER,
    /** Text in quotes. */
    STRING,
    /** Anything, also nothing. */
    ANY
  }

  private enum Form {
    NONE,
    PREFIXED,
    DIGITS,
    TEXT
  }

  private final Form form;
  private final byte[] prefix;
  private final int maxLines;
  private final boolean open;
  private final List<Field> fields;
  private final int required;
  private final int dataLengthField;

  private ReplyShape(
      Form form,
      String prefix,
      int maxLines,
      boolean open,
      List<Field> fields,
      int required,
      int dataLengthField) {
    this.form = form;
    this.prefix = Bytes.ascii(prefix);
    this.maxLines = maxLines;
    this.open = open;
    this.fields = fields;
    this.required = required;
    this.dataLengthField = dataLengthField;
  }

  /**
   * No information response, only the final result code.
   *
   * @return the shape
   */
  public static ReplyShape none() {
    return NONE;
  }

  /**
   * One line {@code PREFIX: fields} with exactly these fields.
   *
   * @param prefix the text before the colon
   * @param fields the fields
   * @return the shape
   */
  public static ReplyShape line(String prefix, Field... fields) {
    return new ReplyShape(Form.PREFIXED, prefix, 1, false, List.of(fields), fields.length, NO_DATA);
  }

  /**
   * One line of decimal digits and nothing else, such as an IMEI.
   *
   * @return the shape
   */
  public static ReplyShape digits() {
    return new ReplyShape(Form.DIGITS, "", 1, false, List.of(), 0, NO_DATA);
  }

  /**
   * Lines of free text: every line that is neither a final result code nor a registered URC.
   *
   * @return the shape
   */
  public static ReplyShape text() {
    return new ReplyShape(Form.TEXT, "", Integer.MAX_VALUE, true, List.of(), 0, NO_DATA);
  }

  /**
   * The same, but further fields of any kind may follow.
   *
   * @return the shape
   */
  public ReplyShape andMore() {
    return new ReplyShape(form, string(), maxLines, true, fields, required, dataLengthField);
  }

  /**
   * The same, but only the first fields must be there.
   *
   * @param count how many
   * @return the shape
   */
  public ReplyShape requiring(int count) {
    return new ReplyShape(form, string(), maxLines, open, fields, count, dataLengthField);
  }

  /**
   * The same, but any number of such lines may come.
   *
   * @return the shape
   */
  public ReplyShape repeated() {
    return new ReplyShape(
        form, string(), Integer.MAX_VALUE, open, fields, required, dataLengthField);
  }

  /**
   * The same, but raw data follows each line, and one of its fields says how many bytes.
   *
   * <p>The data may hold anything; it is in {@link AtLine#data()}. What follows it is a line again.
   * A length that is no number means no data. Data that is longer than {@link
   * AtChannelOptions#lineLimitBytes}, or that is not complete when the command times out, is thrown
   * away and counted, its line with it.
   *
   * @param lengthField the index of the field with the length, from 0
   * @return the shape
   */
  public ReplyShape followedByData(int lengthField) {
    return new ReplyShape(form, string(), maxLines, open, fields, required, lengthField);
  }

  private String string() {
    return Bytes.text(prefix, 0, prefix.length);
  }

  /** Returns how many bytes of raw data follow a line that fits. */
  int dataLength(byte[] buffer, int offset, int end) {
    return dataLengthField == NO_DATA
        ? 0
        : Bytes.numberInField(buffer, offset, end, dataLengthField);
  }

  boolean isOneLine() {
    return maxLines == 1;
  }

  /** Whether this shape takes lines only after the registered URCs had their chance. */
  boolean yieldsToUrcs() {
    return form == Form.TEXT;
  }

  boolean fits(byte[] buffer, int offset, int length, int linesSoFar) {
    if (linesSoFar >= maxLines) {
      return false;
    }
    return switch (form) {
      case NONE -> false;
      case TEXT -> true;
      case DIGITS -> isNumber(buffer, offset, offset + length, true);
      case PREFIXED -> fitsPrefixed(buffer, offset, offset + length);
    };
  }

  private boolean fitsPrefixed(byte[] buffer, int offset, int end) {
    int at = offset + prefix.length;
    if (at >= end || buffer[at] != ':' || !Bytes.startsWith(buffer, offset, end, prefix)) {
      return false;
    }
    at = skipBlanks(buffer, at + 1, end);
    int count = 0;
    boolean more = at < end;
    while (more) {
      int fieldEnd = fieldEnd(buffer, at, end);
      if (count >= fields.size()) {
        return open;
      }
      if (!fitsField(fields.get(count), buffer, at, fieldEnd)) {
        return false;
      }
      count++;
      more = fieldEnd < end;
      at = more ? skipBlanks(buffer, fieldEnd + 1, end) : end;
    }
    return count >= required;
  }

  private static boolean fitsField(Field field, byte[] buffer, int start, int fieldEnd) {
    int end = fieldEnd;
    while (end > start && buffer[end - 1] == ' ') {
      end--;
    }
    return switch (field) {
      case ANY -> true;
      case NUMBER -> isNumber(buffer, start, end, false);
      case SMALL_NUMBER -> end - start <= 2 && isNumber(buffer, start, end, false);
      case STRING -> end - start >= 2 && buffer[start] == '"' && buffer[end - 1] == '"';
    };
  }

  private static boolean isNumber(byte[] buffer, int start, int end, boolean leadingZeros) {
    if (start == end || (!leadingZeros && end - start > 1 && buffer[start] == '0')) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static int fieldEnd(byte[] buffer, int start, int end) {
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      if (buffer[i] == '"') {
        quoted = !quoted;
      } else if (buffer[i] == ',' && !quoted) {
        return i;
      }
    }
    return end;
  }

  private static int skipBlanks(byte[] buffer, int start, int end) {
    int at = start;
    while (at < end && buffer[at] == ' ') {
      at++;
    }
    return at;
  }
}
