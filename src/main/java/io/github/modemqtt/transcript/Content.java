package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a step, with {@linkplain Placeholder placeholders} among them. Immutable.
 *
 * <p>{@link #toString()} shows it as the notation does.
 */
public final class Content {
  private static final int FIRST_PLACEHOLDER = 256;

  /** Bytes, or {@link #FIRST_PLACEHOLDER} plus the number of a placeholder. */
  private final int[] symbols;

  private final List<Placeholder> placeholders;

  private Content(int[] symbols, List<Placeholder> placeholders) {
    this.symbols = symbols;
    this.placeholders = placeholders;
  }

  /**
   * Exactly these bytes.
   *
   * @param bytes the bytes, copied
   * @return the content
   */
  public static Content of(byte[] bytes) {
    return builder().bytes(bytes).build();
  }

  /**
   * Exactly this text.
   *
   * @param text the text, sent as UTF-8
   * @return the content
   */
  public static Content of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /**
   * Starts content with placeholders.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether there are no placeholders in it.
   *
   * @return true if it stands for one sequence of bytes only
   */
  public boolean isExact() {
    return placeholders.isEmpty();
  }

  /**
   * The bytes.
   *
   * @return a copy
   * @throws IllegalStateException if there are placeholders, so that the bytes are not known
   */
  public byte[] bytes() {
    if (!isExact()) {
      throw new IllegalStateException("Only a replay knows the bytes of " + this);
    }
    byte[] bytes = new byte[symbols.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) symbols[i];
    }
    return bytes;
  }

  /**
   * The placeholders in the order in which they occur.
   *
   * @return the placeholders, unmodifiable; empty if the content is exact
   */
  public List<Placeholder> placeholders() {
    return placeholders;
  }

  /** The number of bytes and placeholders. */
  int length() {
    return symbols.length;
  }

  boolean isPlaceholder(int index) {
    return symbols[index] >= FIRST_PLACEHOLDER;
  }

  Placeholder placeholder(int index) {
    return placeholders.get(symbols[index] - FIRST_PLACEHOLDER);
  }

  /** The byte at an index, 0 to 255, or a larger number for a placeholder. */
  int symbol(int index) {
    return symbols[index];
  }

  boolean isLineEnd(int index) {
    return index >= 0
        && index + 1 < symbols.length
        && symbols[index] == '\r'
        && symbols[index + 1] == '\n';
  }

  boolean startsWith(String ascii, int index) {
    if (index + ascii.length() > symbols.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (symbols[index + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  Content part(int from, int to) {
    return builder().part(this, from, to).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that
        && Arrays.equals(symbols, that.symbols)
        && placeholders.equals(that.placeholders);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(symbols) + placeholders.hashCode();
  }

  @Override
  public String toString() {
    return Escapes.print(this, 0, symbols.length);
  }

  /** Puts content together. Not thread-safe. */
  public static final class Builder {
    private int[] symbols = new int[32];
    private int length;
    private final List<Placeholder> placeholders = new ArrayList<>(2);

    private Builder() {}

    /**
     * Appends bytes.
     *
     * @param bytes the bytes
     * @return this builder
     */
    public Builder bytes(byte[] bytes) {
      for (byte value : bytes) {
        symbol(value & 0xFF);
      }
      return this;
    }

    /**
     * Appends text.
     *
     * @param text the text, sent as UTF-8
     * @return this builder
     */
    public Builder text(String text) {
      return bytes(text.getBytes(UTF_8));
    }

    /**
     * Appends a placeholder.
     *
     * @param placeholder the placeholder
     * @return this builder
     */
    public Builder placeholder(Placeholder placeholder) {
      symbol(FIRST_PLACEHOLDER + placeholders.size());
      placeholders.add(placeholder);
      return this;
    }

    Builder content(Content content) {
      return part(content, 0, content.length());
    }

    Builder part(Content content, int from, int to) {
      for (int i = from; i < to; i++) {
        symbolOf(content, i);
      }
      return this;
    }

    Builder oneByte(int value) {
      symbol(value & 0xFF);
      return this;
    }

    private void symbolOf(Content content, int index) {
      if (content.isPlaceholder(index)) {
        placeholder(content.placeholder(index));
      } else {
        symbol(content.symbol(index));
      }
    }

    private void symbol(int symbol) {
      if (length == symbols.length) {
        symbols = Arrays.copyOf(symbols, 2 * length);
      }
      symbols[length++] = symbol;
    }

    /**
     * Finishes the content.
     *
     * @return the content
     */
    public Content build() {
      return new Content(Arrays.copyOf(symbols, length), List.copyOf(placeholders));
    }
  }
}
