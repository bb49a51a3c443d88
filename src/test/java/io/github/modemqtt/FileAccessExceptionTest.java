package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessExceptionTest {
  @TempDir private Path folder;

  private void assertTold(String reason, Path file, IOException cause) {
    String message = new FileAccessException("read transcript", file, cause).getMessage();
    assertEquals("Cannot read transcript " + file + ": " + reason, message);
  }

  @Test
  void whatTheSystemSaysIsToldInWordsForUsers() {
    Path file = folder.resolve("a.transcript");
    Path lost = folder.resolve("none").resolve("a.transcript");

    assertTold("there is no such file", file, new NoSuchFileException("" + file));
    assertTold("its folder does not exist", lost, new NoSuchFileException("" + lost));
    assertTold("permission denied", file, new AccessDeniedException("" + file));
    assertTold("it exists already", file, new FileAlreadyExistsException("" + file));
    assertTold("it is a folder", folder, new IOException("Is a directory"));
    assertTold("Input/output error", file, new IOException("Input/output error"));
  }
}
