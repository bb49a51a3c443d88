package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExampleTranscriptsTest {
  @Test
  void eachFileBelongsToAProgramAndIsListed() throws IOException {
    String readme = Files.readString(TranscriptProgram.FOLDER.resolve("README.md"));
    try (Stream<Path> files = Files.list(TranscriptProgram.FOLDER)) {
      List<Path> transcripts =
          files.filter(file -> file.toString().endsWith(".transcript")).sorted().toList();
      assertEquals(
          Arrays.stream(TranscriptProgram.values()).map(TranscriptProgram::file).sorted().toList(),
          transcripts);
      for (Path file : transcripts) {
        assertTrue(readme.contains("`" + file.getFileName() + "`"), file::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TranscriptProgram.class)
  void theProgramReplaysItsFile(TranscriptProgram program) throws Exception {
    ReplayTransport replay = ReplayTransport.ofFile(program.file());

    program.run(replay, () -> {});

    replay.verifyComplete();
  }

  @ParameterizedTest
  @EnumSource(TranscriptProgram.class)
  void aNewRecordingReplaysToo(TranscriptProgram program, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("new.transcript");
    program.record(file, FirmwareDelays.NONE);
    ReplayTransport replay = ReplayTransport.ofFile(file);

    program.run(replay, () -> {});

    replay.verifyComplete();
    assertFalse(Files.readString(file).contains("not for the file"));
  }

  @ParameterizedTest
  @EnumSource(TranscriptProgram.class)
  void theFilesAreCanonical(TranscriptProgram program) throws IOException {
    String text = Files.readString(program.file());
    assertEquals(text, Transcript.parse(text).print());
  }
}
