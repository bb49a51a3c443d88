package io.github.modemqtt.transcript;

/**
 * A part of a step that differs from run to run, such as a message id: <code>\{id}</code>.
 *
 * <p>Where the host first sends it, it takes its value from the bytes that come; everywhere after
 * that it stands for this value, in what the module sends as well.
 *
 * @param name begins with a letter; letters, digits and hyphens follow
 * @param bytes how many bytes it takes; {@value #NUMBER} for a decimal number of 1 to {@value
 *     #MAX_DIGITS} digits. Has a meaning, and may be given, only where the name is used first
 */
public record Placeholder(String name, int bytes) {
  /** The length of a placeholder that stands for a decimal number. */
  public static final int NUMBER = 0;

  /** The largest number of digits of a decimal number. */
  public static final int MAX_DIGITS = 10;

  /** The longest placeholder of a fixed length. */
  public static final int MAX_BYTES = 65_536;

  /**
   * Checks name and length.
   *
   * @param name the name
   * @param bytes how many bytes it takes, or {@link #NUMBER}
   * @throws IllegalArgumentException if the name is no name or the length is out of range
   */
  public Placeholder {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A placeholder's name is a letter, then letters, digits and hyphens: '" + name + "'");
    }
    if (bytes < NUMBER || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A placeholder takes 1 to " + MAX_BYTES + " bytes, not " + bytes);
    }
  }

  /**
   * A number, or a later use of a placeholder of any kind.
   *
   * @param name the name
   * @return the placeholder
   */
  public static Placeholder named(String name) {
    return new Placeholder(name, NUMBER);
  }

  static boolean isName(String text) {
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return false;
    }
    return text.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '-');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  @Override
  public String toString() {
    return bytes == NUMBER ? "\\{" + name + "}" : "\\{" + name + ":" + bytes + "}";
  }
}
