package io.github.modemqtt.cli;

import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A command line on a terminal, which a test types at and looks at. */
final class Tmux implements AutoCloseable {
  private static final int COLUMNS = 110;
  private static final int ROWS = 30;

  private final String server = "modemqtt-" + UUID.randomUUID();
  private final String program = Programs.require("tmux");

  private Tmux() {}

  static void assumeInstalled() {
    Programs.assumeInstalled("tmux", "tmux");
  }

  /** Starts a command line whose history is in this folder. */
  static Tmux start(Path folder, String terminal, String... args) throws IOException {
    return startAfterPipe("", folder, terminal, args);
  }

  /** The same, with the output of another command line as input, such as {@code seq 3 |}. */
  static Tmux startAfterPipe(String pipe, Path folder, String terminal, String... args)
      throws IOException {
    Path script = folder.resolve("run-" + UUID.randomUUID());
    Files.writeString(
        script,
        String.join(
            "\n",
            "trap : INT", // Ctrl-C is for the command line alone
            "export TERM=" + terminal + " XDG_STATE_HOME='" + folder + "'",
            "export CLASSPATH='" + System.getProperty("java.class.path") + "'",
            pipe
                + " '"
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + "'"
                + " -Djava.io.tmpdir='"
                + System.getProperty("java.io.tmpdir")
                + "' "
                + nativeAccess()
                + Main.class.getName()
                + " '"
                + String.join("' '", args)
                + "'",
            "echo \"exit=$?\"",
            "exec sleep 600",
            ""));
    Tmux tmux = new Tmux();
    tmux.run("new-session", "-d", "-x", "" + COLUMNS, "-y", "" + ROWS, "sh '" + script + "'");
    return tmux;
  }

  private static String nativeAccess() {
    return Runtime.version().feature() >= 24 ? "--enable-native-access=ALL-UNNAMED " : "";
  }

  /** Types text as it is. */
  Tmux type(String text) {
    run("send-keys", "-l", text);
    return this;
  }

  /** Presses a key, such as {@code Enter}, {@code C-c} or {@code Tab}. */
  Tmux press(String key) {
    run("send-keys", key);
    return this;
  }

  /** What is on the screen, without the blanks at the ends of lines. */
  String screen() {
    return run("capture-pane", "-p").replaceAll(" +\n", "\n").strip() + "\n";
  }

  /** What is on the screen, with its colours. */
  String colours() {
    return run("capture-pane", "-p", "-e");
  }

  /** Waits until a text is on the screen, and returns all of it. */
  String await(String text) {
    String[] last = {""};
    try {
      Eventually.holds(
          "the screen shows '" + text + "'",
          () -> {
            last[0] = screen();
            return last[0].contains(text);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but:\n" + last[0], e);
    }
    return last[0];
  }

  private String run(String... words) {
    List<String> command = new ArrayList<>(List.of(program, "-L", server, "-f", "/dev/null"));
    command.addAll(List.of(words));
    return Programs.run(command, new byte[0]).output();
  }

  @Override
  public void close() {
    run("kill-server");
  }
}
