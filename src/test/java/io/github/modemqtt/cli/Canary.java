package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Secrets that tests give, and look for in all that comes out. */
final class Canary {
  /** Holds what options, shells, quoting, JSON and regular expressions take for their own. */
  static final String PASSWORD = "c4nary pw,;'$\\{x}%41(";

  static final String WRONG_PASSWORD = "wr0ng " + PASSWORD;
  static final String PIN = "73519204";

  private static final Map<String, String> CORES = Map.of("password", "c4nary", "PIN", PIN);

  private Canary() {}

  /** Fails if a secret is in it, as text or encoded. */
  static void assertNotIn(String where, String text) {
    CORES.forEach((name, core) -> assertNotIn(where, text, name, core));
  }

  private static void assertNotIn(String where, String text, String name, String core) {
    String hex = HexFormat.of().formatHex(core.getBytes(UTF_8));
    String spaced = HexFormat.ofDelimiter(" ").formatHex(core.getBytes(UTF_8));
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(core.getBytes(UTF_8));
    String lower = text.toLowerCase(Locale.ROOT);
    boolean found =
        Stream.of(core, hex, spaced, base64.substring(0, base64.length() - 2))
            .map(form -> form.toLowerCase(Locale.ROOT))
            .anyMatch(lower::contains);
    if (found) {
      fail("The " + name + " is in " + where + ":\n" + text);
    }
  }

  static void assertNotIn(Cli.Result result) {
    assertNotIn("standard output", result.out());
    assertNotIn("standard error", result.err());
  }

  static void assertNotIn(ChildCli ended) {
    assertNotIn("standard output", ended.out());
    assertNotIn("standard error", ended.err().text());
  }

  /** Looks into every file of a folder but those that hold the secret on purpose. */
  static void assertNotInFiles(Path folder, Path... onPurpose) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!List.of(onPurpose).contains(file)) {
          assertNotIn(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
        }
      }
    }
  }

  /** What every user of the computer sees of a process that runs, and of those that it started. */
  static void assertNotInProcessList(ChildCli running) throws IOException {
    ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    for (ProcessHandle each : all) {
      Path shown = Path.of("/proc", Long.toString(each.pid()), "cmdline");
      if (Files.exists(shown)) {
        assertNotIn(shown.toString(), new String(Files.readAllBytes(shown), UTF_8));
      }
      each.info().commandLine().ifPresent(line -> assertNotIn("the process list", line));
    }
  }
}
