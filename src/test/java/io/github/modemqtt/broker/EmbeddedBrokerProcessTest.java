package io.github.modemqtt.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker leaves behind can be seen in a virtual machine of its own only. */
@Timeout(120)
class EmbeddedBrokerProcessTest {
  private static final int LIMIT_SECONDS = 90;

  private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    folder = Files.createTempDirectory(target, "broker").toAbsolutePath();
    Files.createDirectory(folder.resolve("work"));
    Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void deleteFolders() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void leavesNoThreadNoFileAndNoOutputBehind() throws Exception {
    Process process = launch();
    try {
      assertTrue(
          process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "a thread keeps the machine alive");
    } finally {
      process.destroyForcibly();
    }

    assertEquals(0, process.exitValue(), () -> text("stderr"));
    assertEquals("", text("stdout"));
    assertEquals(List.of(), files("work"));
    assertEquals(List.of(), files("tmp"));
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-cp",
            absoluteClassPath(),
            StartAndStop.class.getName())
        .directory(folder.resolve("work").toFile())
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return Stream.of(System.getProperty("java.class.path").split(separator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((left, right) -> left + separator + right)
        .orElseThrow();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.toList();
    }
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
