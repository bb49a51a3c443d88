package io.github.modemqtt.bench;

import io.github.modemqtt.bench.parts.Parts;
import io.github.modemqtt.bench.report.HtmlPage;
import io.github.modemqtt.bench.report.Json;
import io.github.modemqtt.bench.report.Machine;
import io.github.modemqtt.bench.report.Outcome;
import io.github.modemqtt.bench.report.Results;
import io.github.modemqtt.bench.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs all parts, or those that are named, one after the other, and writes one report.
 *
 * <p>The only argument is the directory for the report. The system property {@code bench} has the
 * names of the parts, with commas; without it all run. {@code bench.jmh} has a regular expression:
 * then only the JMH benchmarks whose names match run, with the options in {@code bench.args}.
 *
 * <p>The exit status is 0 if all parts have run to their end, 1 if one has not, 2 for a part that
 * does not exist.
 */
public final class Suite {
  private final Path directory;
  private final List<Outcome> outcomes = new ArrayList<>();

  private Suite(Path directory) {
    this.directory = directory;
  }

  /** Runs the suite. */
  public static void main(String... args) throws Exception {
    Path directory = Path.of(args[0]);
    Files.createDirectories(directory);
    String benchmarks = System.getProperty("bench.jmh", "");
    if (!benchmarks.isEmpty()) {
      runBenchmarks(benchmarks, directory);
      return;
    }
    List<Part> parts;
    try {
      parts = Parts.named(System.getProperty("bench", ""));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new Suite(directory).run(parts) ? 0 : 1);
  }

  private static void runBenchmarks(String pattern, Path directory) throws IOException {
    String[] options = System.getProperty("bench.args", "").trim().split("\\s+");
    String[] result = {"-rf", "json", "-rff", directory.resolve("jmh.json").toString()};
    org.openjdk.jmh.Main.main(
        Stream.of(new String[] {pattern}, options, result)
            .flatMap(Arrays::stream)
            .filter(argument -> !argument.isEmpty())
            .toArray(String[]::new));
  }

  /** Whether all parts have run to their end. */
  private boolean run(List<Part> parts) throws Exception {
    Machine machine = Machine.here();
    Instant start = Instant.now();
    System.out.println("Running " + String.join(", ", parts.stream().map(Part::name).toList()));
    for (Part part : parts) {
      outcomes.add(run(part));
      write(new Results(machine, start.toString(), secondsSince(start), outcomes));
    }
    String summary = Files.readString(directory.resolve("summary.md"));
    System.out.printf("%n%s%nThe report is %s%n", summary, directory.resolve("index.html"));
    return outcomes.stream().allMatch(Outcome::complete);
  }

  private Outcome run(Part part) throws Exception {
    System.out.printf("%n%s: at most %d s%n", part.name(), part.limit().toSeconds());
    Outcome outcome = new ForkedPart(part, directory.resolve("parts")).run();
    System.out.printf("%s: %s, %.0f s%n", part.name(), outcome.summary(), outcome.seconds());
    return outcome;
  }

  /** Writes all files anew after each part, so that there is a report whatever comes next. */
  private void write(Results results) throws IOException {
    Json.write(results, directory.resolve("results.json"));
    Files.writeString(directory.resolve("index.html"), HtmlPage.of(results));
    Files.writeString(directory.resolve("summary.md"), Summary.of(results));
  }

  private static double secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }
}
