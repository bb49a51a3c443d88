package io.github.modemqtt.emulator.scenario;

import io.github.modemqtt.FileAccessException;
import java.io.IOException;
import java.nio.file.Path;

/** The file of a scenario cannot be read. */
public final class ScenarioFileException extends FileAccessException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param file the file
   * @param cause what the system said
   */
  public ScenarioFileException(Path file, IOException cause) {
    super("read scenario", file, cause);
  }
}
