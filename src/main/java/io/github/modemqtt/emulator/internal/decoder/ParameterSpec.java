package io.github.modemqtt.emulator.internal.decoder;

/**
 * What the decoder must know of one parameter.
 *
 * @param type how it is read
 * @param mandatory whether the decoder refuses the command without it
 */
public record ParameterSpec(Type type, boolean mandatory) {

  /** How a parameter is read. */
  public enum Type {
    /** Unquoted digits; anything else is a syntax error. */
    DECIMAL,
    /** Text, with or without quotes. */
    STRING,
    /** A number if it is unquoted digits, else text. */
    MIXED,
    /** Everything up to the last CR of the line buffer, taken literally. */
    REST_OF_LINE
  }

  /**
   * A number that must be there.
   *
   * @return the parameter
   */
  public static ParameterSpec decimal() {
    return new ParameterSpec(Type.DECIMAL, true);
  }

  /**
   * A number that may be left out.
   *
   * @return the parameter
   */
  public static ParameterSpec optionalDecimal() {
    return new ParameterSpec(Type.DECIMAL, false);
  }

  /**
   * A text that must be there.
   *
   * @return the parameter
   */
  public static ParameterSpec string() {
    return new ParameterSpec(Type.STRING, true);
  }

  /**
   * A text that may be left out.
   *
   * @return the parameter
   */
  public static ParameterSpec optionalString() {
    return new ParameterSpec(Type.STRING, false);
  }

  /**
   * A number or a text that may be left out.
   *
   * @return the parameter
   */
  public static ParameterSpec optionalMixed() {
    return new ParameterSpec(Type.MIXED, false);
  }

  /**
   * The rest of the line buffer, which may be empty.
   *
   * @return the parameter
   */
  public static ParameterSpec restOfLine() {
    return new ParameterSpec(Type.REST_OF_LINE, false);
  }
}
