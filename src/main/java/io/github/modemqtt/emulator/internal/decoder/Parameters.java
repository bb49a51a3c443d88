package io.github.modemqtt.emulator.internal.decoder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoded parameters of one command.
 *
 * <p>Text is one character per byte (ISO 8859-1), so that every byte survives.
 */
public final class Parameters {
  private static final Value ABSENT = new Value(false, null, null);

  private final List<Value> values = new ArrayList<>();

  /** A number has a {@code number}; {@code ""} is present and has neither. */
  private record Value(boolean present, @Nullable Long number, @Nullable String text) {}

  void addAbsent() {
    values.add(ABSENT);
  }

  void addNumber(long number) {
    values.add(new Value(true, number, null));
  }

  void addText(@Nullable String text) {
    values.add(new Value(true, null, text));
  }

  int size() {
    return values.size();
  }

  private Value value(int index) {
    return index < values.size() ? values.get(index) : ABSENT;
  }

  /**
   * Whether something was written for a parameter, be it {@code ""}.
   *
   * @param index its position, from 0
   * @return whether it is there
   */
  public boolean isPresent(int index) {
    return value(index).present();
  }

  /**
   * Whether a parameter was written as a text that is not empty.
   *
   * @param index its position, from 0
   * @return whether it is there, and no number
   */
  public boolean hasText(int index) {
    return value(index).text() != null;
  }

  /**
   * Whether a parameter was written as a number.
   *
   * @param index its position, from 0
   * @return whether it is there and a number
   */
  public boolean isNumber(int index) {
    return value(index).number() != null;
  }

  /**
   * A number.
   *
   * @param index its position, from 0
   * @param min the smallest value allowed
   * @param max the largest value allowed
   * @param absent the value if it was left out
   * @return the value
   * @throws BadParameterException if it is text or out of range
   */
  public int number(int index, int min, int max, int absent) {
    Value value = value(index);
    if (!value.present()) {
      return absent;
    }
    Long number = value.number();
    if (number == null || number < min || number > max) {
      throw new BadParameterException(index);
    }
    return number.intValue();
  }

  /**
   * A number that must be there.
   *
   * @param index its position, from 0
   * @param min the smallest value allowed
   * @param max the largest value allowed
   * @return the value
   * @throws BadParameterException if it is absent, text or out of range
   */
  public int number(int index, int min, int max) {
    if (!isPresent(index)) {
      throw new BadParameterException(index);
    }
    return number(index, min, max, min);
  }

  /**
   * A text.
   *
   * @param index its position, from 0
   * @param maxLength the largest number of bytes
   * @return the text, or {@code null} if it was left out
   * @throws BadParameterException if it is {@code ""}, too long, or a number
   */
  public @Nullable String text(int index, int maxLength) {
    return isPresent(index) ? requireText(index, maxLength) : null;
  }

  /**
   * A text that must be there.
   *
   * @param index its position, from 0
   * @param maxLength the largest number of bytes
   * @return the text, not empty
   * @throws BadParameterException if it is absent, {@code ""}, too long, or a number
   */
  public String requireText(int index, int maxLength) {
    String text = value(index).text();
    if (text == null || text.length() > maxLength) {
      throw new BadParameterException(index);
    }
    return text;
  }
}
