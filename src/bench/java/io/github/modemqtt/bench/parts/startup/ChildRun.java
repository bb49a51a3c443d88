package io.github.modemqtt.bench.parts.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param exitCode what it ended with; -1 if it was ended because it took too long
 * @param wallMillis from the start of the process to its end
 * @param cpuMillis what it used of all processors, good to a hundredth of a second, if no other
 *     child ended at the same time; negative where the system does not tell
 * @param output both its outputs
 */
record ChildRun(int exitCode, double wallMillis, double cpuMillis, String output) {
  private static final Path OWN_TIMES = Path.of("/proc/self/stat");
  private static final double MILLIS_PER_TICK = 10;
  private static final int CHILDREN_USER = 13;

  static ChildRun of(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".out");
    try {
      double cpuBefore = cpuOfChildren();
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      int exitCode = -1;
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = process.exitValue();
      } else {
        process.destroyForcibly().waitFor();
      }
      double wall = (System.nanoTime() - start) / 1e6;
      double cpu = cpuOfChildren() - cpuBefore;
      return new ChildRun(exitCode, wall, cpu, new String(Files.readAllBytes(output), UTF_8));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** The same, of a program that must not fail. */
  static ChildRun good(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    ChildRun run = of(command, limit);
    if (run.exitCode != 0) {
      throw new IllegalStateException(
          "exit code " + run.exitCode + " of " + command + ": " + run.output);
    }
    return run;
  }

  /** Of those that have ended. */
  private static double cpuOfChildren() throws IOException {
    if (!Files.isReadable(OWN_TIMES)) {
      return -1;
    }
    String times = Files.readString(OWN_TIMES);
    String[] fields = times.substring(times.lastIndexOf(')') + 2).split(" ");
    int index = CHILDREN_USER;
    return (Long.parseLong(fields[index]) + Long.parseLong(fields[index + 1])) * MILLIS_PER_TICK;
  }
}
