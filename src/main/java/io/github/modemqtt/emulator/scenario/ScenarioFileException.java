package io.github.modemqtt.emulator.scenario;

import io.github.modemqtt.ModemException;
import java.io.IOException;
import java.nio.file.Path;

/** The file of a scenario cannot be read. */
public final class ScenarioFileException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param file the file
   * @param cause what the system said
   */
  public ScenarioFileException(Path file, IOException cause) {
    super(
        "Cannot read scenario " + file + ": " + cause.getClass().getSimpleName(),
        "check that the path is right and that this user may read it",
        cause);
  }
}
