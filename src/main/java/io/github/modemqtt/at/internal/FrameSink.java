package io.github.modemqtt.at.internal;

/**
 * Takes what a {@link Framer} finds.
 *
 * <p>The byte ranges are valid during the call only: copy what must last.
 */
public interface FrameSink {

  /**
   * A line that is not empty.
   *
   * @param buffer holds the line's bytes
   * @param offset index of the first byte
   * @param length number of bytes, at least 1, without the line end; a carriage return inside the
   *     line is kept
   * @param ambiguous whether the line touches a unit before it without a silence between them: it
   *     could belong to that unit
   * @return how many bytes of raw data follow the line end, 0 if none
   */
  int onLine(byte[] buffer, int offset, int length, boolean ambiguous);

  /**
   * The raw data that {@link #onLine} announced.
   *
   * @param buffer holds the data
   * @param offset index of the first byte
   * @param length number of bytes
   */
  void onRaw(byte[] buffer, int offset, int length);

  /** The prompt that was {@linkplain Framer#armPrompt armed}; it is disarmed now. */
  void onPrompt();

  /**
   * Whether the next line is text whatever it looks like, so that it is no prompt either.
   *
   * @return true if it belongs to the line before; false unless overridden
   */
  default boolean expectsText() {
    return false;
  }

  /**
   * Whether a line that starts like this opens a unit, which may hold line ends of its own.
   *
   * @param buffer holds the line's bytes
   * @param offset index of the first byte
   * @param length number of bytes
   * @return true if the text runs on to the end of the unit
   */
  boolean opensUnit(byte[] buffer, int offset, int length);

  /**
   * A unit: text that may hold line ends.
   *
   * @param buffer holds the unit's bytes
   * @param offset index of the first byte
   * @param length number of bytes, without the final line end
   * @param ambiguous whether the same bytes could also be read in another way: the text holds a
   *     line end, or the unit touches another one without a silence between them
   */
  void onUnit(byte[] buffer, int offset, int length, boolean ambiguous);

  /**
   * Bytes that were thrown away because a line, unit or data was longer than the limit.
   *
   * @param bytes how many; the rest of that line up to its end, or of the data, is included
   */
  void onOverrun(long bytes);
}
