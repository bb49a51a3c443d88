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
  private final String prefix;
  private final boolean unit;
  private final Function<AtLine, T> decoder;

  private UrcType(String prefix, boolean unit, Function<AtLine, T> decoder) {
    if (prefix.isEmpty() || prefix.indexOf(':') >= 0) {
      throw new IllegalArgumentException("prefix '" + prefix + "' is empty or holds a colon");
    }
    this.prefix = prefix;
    this.unit = unit;
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
    return new UrcType<>(prefix, false, decoder);
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
    return new UrcType<>(prefix, true, decoder);
  }

  /**
   * The text before the colon.
   *
   * @return the prefix
   */
  public String prefix() {
    return prefix;
  }

  boolean isUnit() {
    return unit;
  }

  T decode(AtLine line) {
    return decoder.apply(line);
  }

  @Override
  public String toString() {
    return prefix;
  }
}
