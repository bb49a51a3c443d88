package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command line that is safe to send: one command, whatever its parameters hold.
 *
 * <p>Quotes and control characters are refused in quoted parameters, because the modules know no
 * escapes. Secrets are remembered, so that they can be masked wherever the line, or its echo, is
 * shown; {@link #toString()} never contains them.
 */
public final class CommandLine {
  private static final String MASK = "***";
  private static final int SHORT_SECRET = 6;
  private static final String UNPRINTABLE = "[^ -~]";

  private final byte[] bytes;
  private final List<String> secrets;

  /** What the module sends back of the line with its echo on; only kept if it has secrets. */
  private final String echo;

  /** Made of the bytes when it is asked for first, unless there are secrets. */
  private @Nullable String shown;

  private CommandLine(byte[] bytes, @Nullable String shown, List<String> secrets) {
    this.bytes = bytes;
    this.shown = shown;
    this.secrets = secrets;
    this.echo = secrets.isEmpty() ? "" : new String(bytes, UTF_8).replaceAll(UNPRINTABLE, "");
  }

  /**
   * A line without parameters, or with constant ones.
   *
   * @param text the line, beginning with {@code AT}, in printable ASCII
   * @return the line
   * @throws IllegalArgumentException if the text is no single command line
   */
  public static CommandLine of(String text) {
    requireCommand(text);
    return new CommandLine(text.getBytes(UTF_8), text, List.of());
  }

  /**
   * A line as somebody wrote it, parts of which are never shown.
   *
   * @param text the line, beginning with {@code AT}, in printable ASCII
   * @param secrets parts of it, such as a password; empty ones do not count
   * @return the line
   * @throws IllegalArgumentException if the text is no single command line
   */
  public static CommandLine of(String text, Collection<String> secrets) {
    requireCommand(text);
    List<String> hidden = longestFirst(secrets.stream().filter(part -> !part.isEmpty()));
    return new CommandLine(text.getBytes(UTF_8), masked(text, hidden), hidden);
  }

  /**
   * Starts a line with parameters.
   *
   * @param start everything before the first parameter, such as {@code AT+ECMTSUB=}
   * @return a builder
   * @throws IllegalArgumentException if the text is no start of a single command line
   */
  public static Builder startingWith(String start) {
    requireCommand(start);
    return new Builder(start);
  }

  private static void requireCommand(String text) {
    if (!text.regionMatches(true, 0, "AT", 0, 2)) {
      throw new IllegalArgumentException("A command line begins with AT: '" + name(text) + "'");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "A command line is printable ASCII; character " + i + " of this one is not");
      }
    }
  }

  /** What stands behind the name may be a secret. */
  private static String name(String text) {
    int end = text.indexOf('=');
    return end < 0 ? text : text.substring(0, end) + "=...";
  }

  /** One secret can hold another one: masking the short one first would leave the rest. */
  private static List<String> longestFirst(Stream<String> secrets) {
    return secrets.sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static String masked(String text, List<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /**
   * The bytes of the line.
   *
   * @return a copy, without the carriage return that ends it
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The number of bytes.
   *
   * @return the length without the carriage return
   */
  public int length() {
    return bytes.length;
  }

  /** The bytes themselves, which nobody may change. */
  byte[] uncopied() {
    return bytes;
  }

  /** The line with its end, ready to be written. */
  byte[] bytesToWrite() {
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\r';
    return line;
  }

  boolean hasSecrets() {
    return !secrets.isEmpty();
  }

  /** Replaces this line's secrets in a text that may hold them, such as its echo. */
  String mask(String text) {
    return masked(text, secrets);
  }

  /**
   * Replaces this line's secrets in a text that has nothing to do with it: short ones only where
   * they are clearly meant, because a PIN such as 1234 is in many numbers.
   */
  String maskElsewhere(String text) {
    if (text.contains(echo)) {
      return mask(text);
    }
    String masked = text;
    for (String secret : secrets) {
      masked =
          secret.length() < SHORT_SECRET
              ? masked.replace('"' + secret + '"', '"' + MASK + '"')
              : masked.replace(secret, MASK);
    }
    return masked;
  }

  /** Overwrites this line's secrets in bytes that may hold them, keeping the length. */
  byte[] mask(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    for (String secret : secrets) {
      String raw = new String(secret.getBytes(UTF_8), ISO_8859_1);
      text = text.replace(raw, "*".repeat(raw.length()));
    }
    return text.getBytes(ISO_8859_1);
  }

  /** The line as it may be shown: secrets are masked. */
  @Override
  public String toString() {
    String text = shown;
    if (text == null) {
      text = new String(bytes, UTF_8);
      shown = text; // another thread may do the same, with the same outcome
    }
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandLine that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Appends parameters, with commas between them. Not thread-safe. */
  public static final class Builder {
    private static final int FIRST_BYTES = 64;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private final List<String> secrets = new ArrayList<>(0);

    /** What may be shown, from the first secret on; until then it is what the bytes say. */
    private @Nullable StringBuilder shown;

    private boolean hasParameter;

    private Builder(String start) {
      append(start);
    }

    /**
     * Appends a decimal number, unquoted.
     *
     * @param value the number
     * @return this builder
     */
    public Builder number(int value) {
      separate();
      append(Integer.toString(value));
      return this;
    }

    /**
     * Appends a quoted string.
     *
     * @param name what the value is, for the error message
     * @param value the value
     * @return this builder
     * @throws ParameterException if the value holds a quote or a control character, or is no
     *     well-formed Unicode
     */
    public Builder quoted(String name, String value) {
      requireQuotable(name, value);
      separate();
      append("\"");
      append(value);
      append("\"");
      return this;
    }

    /**
     * Appends a quoted string that is never shown.
     *
     * @param name what the value is, for the error message
     * @param value the value
     * @return this builder
     * @throws ParameterException if the value holds a quote or a control character; the message
     *     does not contain the value
     */
    public Builder secret(String name, String value) {
      requireQuotable(name, value);
      addSecret(value);
      addSecret(value.replaceAll(UNPRINTABLE, "")); // so is it echoed
      separate();
      if (shown == null) {
        shown = new StringBuilder(new String(bytes, 0, length, UTF_8));
      }
      shown.append('"').append(MASK).append('"');
      append(('"' + value + '"').getBytes(UTF_8));
      return this;
    }

    /**
     * Appends bytes in quotes as they are, for a last parameter that the module takes literally.
     *
     * @param name what the value is, for the error message
     * @param value the bytes; quotes are allowed
     * @return this builder
     * @throws ParameterException if the value holds a carriage return or a NUL
     */
    public Builder literal(String name, byte[] value) {
      for (int i = 0; i < value.length; i++) {
        if (value[i] == '\r' || value[i] == 0) {
          throw new ParameterException(
              name,
              "holds a carriage return or NUL at byte " + i + ", which would end the command",
              "send it in prompt mode");
        }
      }
      separate();
      reserve(value.length + 2);
      append("\"");
      append(value);
      if (shown != null) {
        shown.append(new String(value, UTF_8));
      }
      append("\"");
      return this;
    }

    /**
     * Finishes the line.
     *
     * @return the line
     */
    public CommandLine build() {
      return new CommandLine(
          Arrays.copyOf(bytes, length),
          shown == null ? null : shown.toString(),
          secrets.isEmpty() ? List.of() : longestFirst(secrets.stream()));
    }

    private static void requireQuotable(String name, String value) {
      boolean hasSurrogates = false;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '"' || c < ' ' || c == 0x7F) {
          throw new ParameterException(
              name,
              "holds "
                  + (c == '"' ? "a quote" : String.format("the control character U+%04X", (int) c))
                  + " at position "
                  + i
                  + ", which would break out of the command",
              "leave that character away; the module knows no escapes");
        }
        hasSurrogates |= Character.isSurrogate(c);
      }
      if (hasSurrogates && !UTF_8.newEncoder().canEncode(value)) {
        throw new ParameterException(
            name, "holds half of a surrogate pair", "give well-formed Unicode text");
      }
    }

    private void addSecret(String value) {
      if (!value.isEmpty()) {
        secrets.add(value);
      }
    }

    private void separate() {
      if (hasParameter) {
        append(",");
      }
      hasParameter = true;
    }

    private void append(String text) {
      append(text.getBytes(UTF_8));
      if (shown != null) {
        shown.append(text);
      }
    }

    private void append(byte[] more) {
      reserve(more.length);
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
    }

    private void reserve(int more) {
      int needed = length + more;
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
      }
    }
  }
}
