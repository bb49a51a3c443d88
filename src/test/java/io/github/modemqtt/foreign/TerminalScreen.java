package io.github.modemqtt.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A terminal that a program runs in, with a keyboard and a screen: tmux, without anybody there. */
final class TerminalScreen implements AutoCloseable {
  private final Path socket;

  private TerminalScreen(Path socket) {
    this.socket = socket;
  }

  /** Starts a program in a terminal; the socket is a file that is not there yet. */
  static TerminalScreen run(Path socket, String command) {
    TerminalScreen screen = new TerminalScreen(socket);
    screen.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", command);
    return screen;
  }

  void type(String line) {
    tmux("send-keys", line, "Enter");
  }

  /** Waits until a text is to be seen. */
  void awaitText(String text) {
    Eventually.holds("the screen shows " + text, () -> tmux("capture-pane", "-p").contains(text));
  }

  private String tmux(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Programs.require("tmux"), "-S", socket.toString()));
    Stream.of(arguments).forEach(command::add);
    Programs.Result result = Programs.run(command, new byte[0]);
    assertEquals(0, result.exitCode(), result.output());
    return result.output();
  }

  @Override
  public void close() {
    Programs.run(
        List.of(Programs.require("tmux"), "-S", socket.toString(), "kill-server"), new byte[0]);
  }
}
