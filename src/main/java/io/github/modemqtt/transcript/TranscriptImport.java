package io.github.modemqtt.transcript;

import java.util.List;

/**
 * A transcript made from another notation.
 *
 * @param transcript the transcript; it has no times
 * @param guesses what the other notation leaves open and how it was taken, a sentence each; empty
 *     if nothing was open
 */
public record TranscriptImport(Transcript transcript, List<String> guesses) {
  /**
   * Copies the list.
   *
   * @param transcript the transcript
   * @param guesses what was guessed
   */
  public TranscriptImport {
    guesses = List.copyOf(guesses);
  }

  /**
   * Imports the neutral notation of consoles and loggers.
   *
   * <p>{@code # name: value} lines at the top are the header, other {@code #} lines remarks. {@code
   * >> } is a line of the host, ended by CR; the answer to a prompt has no end. {@code << } is a
   * line of the module, ended by CR LF; a prompt ({@code >} or {@code > }) has no end, and a line
   * that ends in <code>&lt;LF&gt;&lt;CR&gt;</code> has that one. The marks {@code <NL>}, {@code
   * <CR>}, {@code <LF>}, {@code <1A>}, {@code <1B>} and {@code <00>} stand for bytes. What the
   * module sends between two lines of the host becomes one chunk.
   *
   * @param text the text
   * @return the transcript and what was guessed
   * @throws TranscriptFormatException if a line is neither empty nor begins with one of the three
   *     marks
   */
  public static TranscriptImport neutral(String text) {
    return new NeutralImport().read(text);
  }
}
