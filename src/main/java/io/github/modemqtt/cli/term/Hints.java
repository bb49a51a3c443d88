package io.github.modemqtt.cli.term;

import java.util.stream.Collectors;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Shows a line while it is typed: stars for its secrets, and help below it. */
final class Hints implements Highlighter {
  private static final int LINES_LEFT = 3;

  private final InlineHelp help;
  private final Terminal terminal;
  private volatile boolean paused;

  Hints(InlineHelp help, Terminal terminal) {
    this.help = help;
    this.terminal = terminal;
  }

  /** Whether lines are shown as they are: data is no command. */
  void pause(boolean on) {
    paused = on;
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    reader.setTailTip(paused ? "" : clipped(help.of(line)));
    return new AttributedString(Masking.mask(line));
  }

  /** What does not fit is cut: a line that wraps would push the input off the screen. */
  private String clipped(String text) {
    int width = Math.max(1, terminal.getWidth() - 1);
    int height = Math.max(1, terminal.getHeight() - LINES_LEFT);
    return text.lines()
        .limit(height)
        .map(line -> line.length() > width ? line.substring(0, width) : line)
        .collect(Collectors.joining("\n"));
  }
}
