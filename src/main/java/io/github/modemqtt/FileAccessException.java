package io.github.modemqtt;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file cannot be read, or cannot be written. */
public class FileAccessException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param action what was tried, such as {@code read transcript}
   * @param file the file
   * @param cause what the system said
   */
  public FileAccessException(String action, Path file, IOException cause) {
    super(
        "Cannot " + action + " " + file + ": " + reason(file, cause),
        "check that the path is right and that this user may use it",
        cause);
  }

  private static String reason(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return isFolderMissing(file) ? "its folder does not exist" : "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    return Files.isDirectory(file) ? "it is a folder" : String.valueOf(cause.getMessage());
  }

  private static boolean isFolderMissing(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && !Files.isDirectory(folder);
  }
}
