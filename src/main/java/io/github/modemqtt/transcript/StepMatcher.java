package io.github.modemqtt.transcript;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

/** Compares what the host sends with one step, byte by byte, and binds its placeholders. */
final class StepMatcher {
  private final Content content;
  private final Map<String, byte[]> bindings;
  private final ByteArrayOutputStream accepted = new ByteArrayOutputStream();

  /** The bytes so far of the placeholder that is being matched. */
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();

  private int at;

  StepMatcher(Content content, Map<String, byte[]> bindings) {
    this.content = content;
    this.bindings = bindings;
  }

  /**
   * Takes the next byte.
   *
   * @return false if it is none of this step; if the step is complete now, it belongs to the next
   *     one, else it is wrong
   */
  boolean accept(byte next) {
    while (isAtNumber()) {
      if (next >= '0' && next <= '9' && value.size() < Placeholder.MAX_DIGITS) {
        value.write(next);
        accepted.write(next);
        return true;
      }
      if (value.size() == 0) {
        return false;
      }
      bind();
    }
    boolean matches = !isComplete() && matchesFixed(next);
    if (matches) {
      accepted.write(next);
    }
    return matches;
  }

  private boolean isAtNumber() {
    return at < content.length()
        && content.isPlaceholder(at)
        && content.placeholder(at).bytes() == Placeholder.NUMBER
        && !bindings.containsKey(content.placeholder(at).name());
  }

  private void bind() {
    bindings.put(content.placeholder(at).name(), value.toByteArray());
    value.reset();
    at++;
  }

  private boolean matchesFixed(byte next) {
    if (!content.isPlaceholder(at)) {
      boolean same = content.symbol(at) == (next & 0xFF);
      at += same ? 1 : 0;
      return same;
    }
    Placeholder placeholder = content.placeholder(at);
    byte[] known = bindings.get(placeholder.name());
    return known == null ? takeValue(placeholder, next) : repeats(known, next);
  }

  /** A line end in a value of fixed length is a shorter value, and not what was meant. */
  private boolean takeValue(Placeholder placeholder, byte next) {
    if (next == '\r' || next == '\n') {
      return false;
    }
    value.write(next);
    if (value.size() == placeholder.bytes()) {
      bind();
    }
    return true;
  }

  private boolean repeats(byte[] known, byte next) {
    if (known[value.size()] != next) {
      return false;
    }
    value.write(next);
    if (value.size() == known.length) {
      value.reset();
      at++;
    }
    return true;
  }

  /** The host pauses: a number at the very end is complete. */
  void pause() {
    if (at == content.length() - 1 && isAtNumber() && value.size() > 0) {
      bind();
    }
  }

  boolean isComplete() {
    return at == content.length();
  }

  boolean hasBegun() {
    return accepted.size() > 0;
  }

  /** The part of the step that has come in full. */
  Content matched() {
    return content.part(0, at);
  }

  /** How many bytes the part that has come in full took. */
  int matchedBytes() {
    return accepted.size() - value.size();
  }

  /** What came so far, and the bytes that follow. */
  byte[] acceptedAnd(byte[] more, int offset, int length) {
    byte[] all = Arrays.copyOf(accepted.toByteArray(), accepted.size() + length);
    System.arraycopy(more, offset, all, accepted.size(), length);
    return all;
  }
}
