package io.github.modemqtt.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One line of a transcript: what a side sent, or a remark. */
public sealed interface Step {
  /** The latest time of a step after the start of its session. */
  Duration MAX_OFFSET = Duration.ofSeconds(999_999_999);

  /**
   * The host sends.
   *
   * @param content what
   * @param offset when, from the start of the session, if known; it also begins a new chunk
   */
  record HostSends(Content content, Optional<Duration> offset) implements Step {
    /**
     * Checks the time.
     *
     * @param content what is sent, at least one byte
     * @param offset when, if known
     * @throws IllegalArgumentException if nothing is sent, or the time is negative or beyond {@link
     *     #MAX_OFFSET}
     */
    public HostSends {
      requireSomething(content);
      offset.ifPresent(Step::requireInRange);
    }
  }

  /**
   * The module sends.
   *
   * @param content what
   * @param offset when, from the start of the session, if known; it also begins a new chunk
   */
  record ModuleSends(Content content, Optional<Duration> offset) implements Step {
    /**
     * Checks the time.
     *
     * @param content what is sent, at least one byte
     * @param offset when, if known
     * @throws IllegalArgumentException if nothing is sent, or the time is negative or beyond {@link
     *     #MAX_OFFSET}
     */
    public ModuleSends {
      requireSomething(content);
      offset.ifPresent(Step::requireInRange);
    }
  }

  /**
   * Ends a chunk at an unknown time: what follows is read, or was written, separately.
   *
   * <p>Without it, neighbouring steps of one side without a time are one chunk.
   */
  record ChunkEnd() implements Step {}

  /**
   * A remark, or an empty line.
   *
   * @param text one line, without blanks at its end; empty for an empty line
   */
  record Comment(String text) implements Step {
    /**
     * Checks the text, and strips blanks from its end.
     *
     * @param text one line
     * @throws IllegalArgumentException if it holds a control character other than a tab, or half of
     *     a surrogate pair
     */
    public Comment {
      int bad = Escapes.firstUnprintable(text);
      if (bad >= 0) {
        throw new IllegalArgumentException(
            String.format(
                "A comment is one line of text; character %d is U+%04X",
                bad, (int) text.charAt(bad)));
      }
      text = text.stripTrailing();
    }
  }

  /**
   * Cuts what the module sent at once into the steps that are easiest to read: units, prompts,
   * echoes.
   *
   * @param chunk all that it sent
   * @param offset when, if known; the first step has it
   * @return the steps, which together are the chunk; none if it is empty
   */
  static List<Step> ofModule(Content chunk, Optional<Duration> offset) {
    return ChunkSplitter.split(false, chunk, offset);
  }

  private static void requireSomething(Content content) {
    if (content.length() == 0) {
      throw new IllegalArgumentException("A step sends at least one byte");
    }
  }

  private static void requireInRange(Duration offset) {
    if (offset.isNegative() || offset.compareTo(MAX_OFFSET) > 0) {
      throw new IllegalArgumentException(
          "A step's time is 0 to " + MAX_OFFSET.toSeconds() + " s after the start, not " + offset);
    }
  }
}
