package io.github.modemqtt.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds and runs installed programs. */
public final class Programs {
  private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");
  private static final int LIMIT_SECONDS = 20;

  private Programs() {}

  /** What a program that has ended left behind. */
  public record Result(int exitCode, String output) {}

  /** The path of a program; daemons are not on the search path of every user. */
  public static Optional<String> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), SYSTEM_FOLDERS.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  public static String require(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + " is not installed"));
  }

  /** Skips the test where a program is missing. */
  public static void assumeInstalled(String name, String debianPackage) {
    assumeTrue(
        find(name).isPresent(),
        name + " is not installed (Debian: apt-get install " + debianPackage + ")");
  }

  /** Runs a program to its end, with these bytes as its input. */
  public static Result run(List<String> command, byte[] input) {
    try {
      Path output = Files.createTempFile(temporaryFolder(), "output", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        feed(process, input);
        int exitCode = await(process, command.get(0));
        return new Result(exitCode, Files.readString(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder for temporary files; a test fork has its own, which may not be there yet. */
  static Path temporaryFolder() throws IOException {
    return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static void feed(Process process, byte[] input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // The program ended without reading: its exit code and output say why.
      process.onExit().join();
    }
  }

  static int await(Process process, String name) {
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException(name + " did not end within " + LIMIT_SECONDS + " s");
  }
}
