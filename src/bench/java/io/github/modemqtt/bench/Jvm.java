package io.github.modemqtt.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How another JVM with the same classes is started. */
public final class Jvm {
  private Jvm() {}

  /**
   * The command for a main class.
   *
   * @param options what comes before it
   * @param main the class
   * @param arguments what comes after it
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(absoluteClassPath());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String absoluteClassPath() {
    Stream<String> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    return String.join(
        File.pathSeparator,
        entries.map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
  }
}
