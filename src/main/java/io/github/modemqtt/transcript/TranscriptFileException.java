package io.github.modemqtt.transcript;

import io.github.modemqtt.FileAccessException;
import java.io.IOException;
import java.nio.file.Path;

/** The file of a transcript cannot be read, or cannot be created. */
public final class TranscriptFileException extends FileAccessException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param action what was tried, such as {@code read}
   * @param file the file
   * @param cause what the system said
   */
  public TranscriptFileException(String action, Path file, IOException cause) {
    super(action + " transcript", file, cause);
  }
}
