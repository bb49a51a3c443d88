package io.github.modemqtt.at;

import java.util.function.Function;

/**
 * A kind of unsolicited result code: how it begins, and how it is read.
 *
 * <p>Types are constants, compared by identity.
 *
 * @param <T> what the URC means
 */
public final class UrcType<T> {
  private static final int NO_DATA = -1;

  private final String prefix;
  private final byte[] prefixBytes;
  private final Form form;
  private final int extraLines;
  private final int dataLengthField;
  private final Function<AtLine, T> decoder;

  private enum Form {
    NAMED,
    STARTING,
    UNIT
  }

  private UrcType(
      String prefix, Form form, int extraLines, int dataLengthField, Function<AtLine, T> decoder) {
    if (prefix.isEmpty() || form != Form.STARTING && prefix.indexOf(':') >= 0) {
      throw new IllegalArgumentException("prefix '" + prefix + "' is empty or holds a colon");
    }
    this.prefix = prefix;
    this.prefixBytes = Bytes.ascii(prefix);
    this.form = form;
    this.extraLines = extraLines;
    this.dataLengthField = dataLengthField;
    this.decoder = decoder;
  }

  /**
   * A URC of one line: {@code PREFIX: fields}, or the word {@code PREFIX} alone.
   *
   * @param prefix the text before the colon, such as {@code +CEREG}, or the whole line
   * @param decoder reads the line; it throws {@link ReplyFormatException} if it cannot, and the
   *     line is then treated as one that nobody knows
   * @param <T> what the URC means
   * @return the type
   */
  public static <T> UrcType<T> line(String prefix, Function<AtLine, T> decoder) {
    return new UrcType<>(prefix, Form.NAMED, 0, NO_DATA, decoder);
  }

  /**
   * A URC whose text may hold line ends, because the module prints a payload without length or
   * quoting: it ends where the next unit begins, or at a silence.
   *
   * @param prefix the text before the colon, such as {@code +ECMTRECV}
   * @param decoder reads the unit
   * @param <T> what the URC means
   * @return the type
   */
  public static <T> UrcType<T> unit(String prefix, Function<AtLine, T> decoder) {
    return new UrcType<>(prefix, Form.UNIT, 0, NO_DATA, decoder);
  }

  /**
   * A URC of one line that is known by its start, for those without a colon after their name.
   *
   * @param start how the line begins, such as {@code ^boot.rom}
   * @param decoder reads the line
   * @param <T> what the URC means
   * @return the type
   */
  public static <T> UrcType<T> startingWith(String start, Function<AtLine, T> decoder) {
    return new UrcType<>(start, Form.STARTING, 0, NO_DATA, decoder);
  }

  /**
   * A URC of several lines, such as {@code +CMT} with the text of a short message below it.
   *
   * <p>Empty lines are not counted: a line end is all that can be seen of them, and modules print
   * some between all lines. So below an empty message the next line is taken for its text.
   *
   * @param prefix the text before the colon of the first line
   * @param extraLines how many lines follow the first one, whatever they look like; at least 1
   * @param decoder reads all lines, with CR LF between them
   * @param <T> what the URC means
   * @return the type
   */
  public static <T> UrcType<T> lines(String prefix, int extraLines, Function<AtLine, T> decoder) {
    if (extraLines < 1) {
      throw new IllegalArgumentException("extraLines " + extraLines + " is below 1");
    }
    return new UrcType<>(prefix, Form.NAMED, extraLines, NO_DATA, decoder);
  }

  /**
   * A URC of one line that raw data follows, such as SIMCom's {@code +CMQTTRXPAYLOAD: 0,5}.
   *
   * <p>A length that is no number means no data. Data that is longer than {@link
   * AtChannelOptions#lineLimitBytes} is thrown away and counted, the URC with it; so is data that
   * is still not complete when the module does not answer any more.
   *
   * @param prefix the text before the colon
   * @param lengthField the index of the field that holds the number of bytes, from 0
   * @param decoder reads the line; the data is in {@link AtLine#data()}
   * @param <T> what the URC means
   * @return the type
   */
  public static <T> UrcType<T> followedByData(
      String prefix, int lengthField, Function<AtLine, T> decoder) {
    return new UrcType<>(prefix, Form.NAMED, 0, lengthField, decoder);
  }

  /**
   * The text before the colon, or the start of the line.
   *
   * @return the prefix
   */
  public String prefix() {
    return prefix;
  }

  /** The prefix itself in bytes, which nobody may change. */
  byte[] prefixBytes() {
    return prefixBytes;
  }

  boolean isUnit() {
    return form == Form.UNIT;
  }

  boolean isKnownByStart() {
    return form == Form.STARTING;
  }

  int extraLines() {
    return extraLines;
  }

  /** Returns how many bytes of raw data follow a line of this type. */
  int dataLength(byte[] buffer, int offset, int end) {
    return dataLengthField == NO_DATA
        ? 0
        : Bytes.numberInField(buffer, offset, end, dataLengthField);
  }

  T decode(AtLine line) {
    return decoder.apply(line);
  }

  @Override
  public String toString() {
    return prefix;
  }
}
