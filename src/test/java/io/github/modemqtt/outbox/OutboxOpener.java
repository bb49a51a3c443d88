package io.github.modemqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Another program: opens an outbox, and says what it found there or why it could not. */
final class OutboxOpener {
  private OutboxOpener() {}

  /** Takes the outbox's directory. */
  public static void main(String... args) {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(Path.of(args[0]))) {
      System.out.println(store.size() + " message");
    } catch (OutboxStoreException e) {
      System.out.println(e + "; " + e.remedy());
    }
  }

  /** Runs it without some libraries, and returns all that it says. */
  static String run(List<String> options, Set<String> withoutLibraries, Path directory)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPathWithout(withoutLibraries)));
    command.addAll(List.of(OutboxOpener.class.getName(), directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPathWithout(Set<String> libraries) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> libraries.stream().noneMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
