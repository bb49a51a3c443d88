package io.github.modemqtt.bench;

import io.github.modemqtt.bench.report.Json;
import io.github.modemqtt.bench.report.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one part in a JVM of its own, and ends it when its time is over. */
final class ForkedPart {
  private static final int LAST_LINES = 15;

  private final Part part;
  private final Path directory;
  private final Path result;
  private final Path log;

  ForkedPart(Part part, Path directory) {
    this.part = part;
    this.directory = directory;
    this.result = directory.resolve(part.name() + ".json");
    this.log = directory.resolve(part.name() + ".log");
  }

  Outcome run() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Files.deleteIfExists(result);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(log.toFile())
            .start();
    Thread killer = new Thread(() -> kill(process), "killer");
    Runtime.getRuntime().addShutdownHook(killer);
    boolean ended = process.waitFor(part.limit().toMillis(), TimeUnit.MILLISECONDS);
    kill(process);
    Runtime.getRuntime().removeShutdownHook(killer);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!ended) {
      return failed(seconds, "not finished in " + part.limit().toSeconds() + " s, and killed");
    }
    if (process.exitValue() != 0 || !Files.exists(result)) {
      return failed(seconds, "failed with exit status " + process.exitValue());
    }
    return Outcome.of(part.name(), seconds, Json.read(result, Section.class));
  }

  private static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private Outcome failed(double seconds, String reason) throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    last.forEach(line -> System.out.println("  | " + line));
    return Outcome.failed(part.name(), seconds, reason, String.join("\n", last));
  }

  private List<String> command() {
    List<String> options = new ArrayList<>();
    // a benchmark elsewhere on this machine is no reason to refuse
    options.add("-Djmh.ignoreLock=true");
    options.add("-Dbench.out=" + directory);
    options.addAll(forwarded());
    options.addAll(part.jvmOptions());
    return Jvm.command(options, PartMain.class, part.name(), result.toString());
  }

  private static List<String> forwarded() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("bench.") && !name.equals("bench.out"))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }
}
