package io.github.modemqtt.emulator.scenario;

import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param <T> the value's type
 */
interface Field<T> {
  T read(Words words);

  /** Prints it, with the blank before it; nothing if there is nothing to print. */
  String print(T value);

  /** A field that is always written. */
  static <T> Field<T> of(Function<Words, T> reader, Function<T, String> printer) {
    return new Field<>() {
      @Override
      public T read(Words words) {
        return reader.apply(words);
      }

      @Override
      public String print(T value) {
        return " " + printer.apply(value);
      }
    };
  }
}
