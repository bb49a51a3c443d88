package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.TranscriptFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a transcript into a file, or to standard output. */
final class TranscriptOutput {
  private TranscriptOutput() {}

  static void write(Transcript transcript, @Nullable Path file, Streams streams) {
    byte[] bytes = transcript.print().getBytes(StandardCharsets.UTF_8);
    if (file == null) {
      streams.out().write(bytes, 0, bytes.length);
      streams.out().flush();
      return;
    }
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new TranscriptFileException("write", file, e);
    }
  }
}
