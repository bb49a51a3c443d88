package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.transcript.Difference;
import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.RunReport;
import io.github.modemqtt.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ExampleTranscriptsTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void eachFileBelongsToAProgramAndIsListed() throws IOException {
    String readme = Files.readString(TranscriptProgram.FOLDER.resolve("README.md"));
    try (Stream<Path> files = Files.list(TranscriptProgram.FOLDER)) {
      List<Path> transcripts =
          files.filter(file -> file.toString().endsWith(".transcript")).sorted().toList();
      assertEquals(files().sorted().toList(), transcripts);
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
  @EnumSource(WrittenTranscript.class)
  void whatWasWrittenCanBeReplayed(WrittenTranscript transcript) {
    ReplayTransport replay = ReplayTransport.ofFile(transcript.file());

    transcript.replay(replay);

    replay.verifyComplete();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theModuleInSoftwareDoesWhatTheFileSays(Path file) {
    RunReport report = EmulatedRun.of(file, broker);

    assertTrue(report.matches(), report::text);
    assertTrue(
        report.differences().stream()
            .noneMatch(
                d ->
                    d.got().orElse("").contains("+ECMT") && d.kind() == Difference.Kind.UNEXPECTED),
        report::text);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theFilesAreCanonicalAndSayWhereTheyComeFrom(Path file) throws IOException {
    String text = Files.readString(file);
    Transcript transcript = Transcript.parse(text);
    assertEquals(text, transcript.print());
    assertTrue(transcript.header().keySet().containsAll(Set.of("module", "source", "shows")));
  }

  static Stream<Path> files() {
    return Stream.concat(
        Arrays.stream(TranscriptProgram.values()).map(TranscriptProgram::file),
        Arrays.stream(WrittenTranscript.values()).map(WrittenTranscript::file));
  }
}
