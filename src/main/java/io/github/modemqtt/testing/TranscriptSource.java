package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * The text of a transcript, and where it is from.
 *
 * @param name as the annotation has it
 * @param text the transcript
 */
record TranscriptSource(String name, String text) {

  static TranscriptSource find(String name, Class<?> testClass) {
    try (InputStream resource = resource(name, testClass)) {
      if (resource != null) {
        return new TranscriptSource(name, new String(resource.readAllBytes(), UTF_8));
      }
      Path file = Path.of(name);
      if (Files.isRegularFile(file)) {
        return new TranscriptSource(name, Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new JUnitException(
        "No transcript "
            + name
            + ": neither a resource in "
            + testClass.getPackageName()
            + ", nor at the root of the class path, nor the file "
            + Path.of(name).toAbsolutePath());
  }

  private static @Nullable InputStream resource(String name, Class<?> testClass) {
    InputStream beside = testClass.getResourceAsStream(name);
    return beside == null ? testClass.getResourceAsStream("/" + name) : beside;
  }
}
