package io.github.modemqtt.cli.term;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The line that the user edits, and the screen above it.
 *
 * <p>One thread reads lines; any thread may show something.
 */
final class Editor implements Screen, AutoCloseable {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_Z = "\u001A";
  private static final String ESC = "\u001B";
  private static final long ESC_MILLIS = 200;
  private static final int HISTORY_LINES = 1000;
  private static final Size USUAL_SIZE = new Size(80, 24);

  private final Terminal terminal;
  private final Attributes usualKeys;
  private final Attributes freeKeys;
  private final LineReaderImpl reader;
  private final DiscreetHistory history = new DiscreetHistory();
  private final Hints hints;
  private final boolean coloured;
  private BooleanSupplier dataMode = () -> false;
  private End end = End.ENTER;
  private boolean interrupted;
  private volatile String prompt = "";
  private volatile boolean askingSecret;

  /** How the user has ended a line. */
  enum End {
    /** Enter. */
    ENTER,
    /** Ctrl-Z. */
    SEND,
    /** ESC. */
    CANCEL
  }

  /** A line of the user. */
  record Entry(String line, End end) {}

  Editor(InlineHelp help, Path historyFile, boolean coloured) throws IOException {
    this.coloured = coloured;
    terminal = TerminalBuilder.builder().system(true).build();
    if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
      terminal.setSize(USUAL_SIZE); // a program that has made the terminal did not say
    }
    hints = new Hints(help, terminal);
    usualKeys = terminal.getAttributes();
    freeKeys = freeKeys(usualKeys);
    reader =
        (LineReaderImpl)
            LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("modemqtt")
                .parser(WholeLine.PARSER)
                .history(history)
                .highlighter(hints)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .variable(LineReader.AMBIGUOUS_BINDING, ESC_MILLIS)
                .build();
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    openHistory(historyFile);
    bindKeys();
  }

  /** While a line is edited Ctrl-C and Ctrl-Z are keys like others, and stop no process. */
  private static Attributes freeKeys(Attributes usual) {
    Attributes attributes = new Attributes(usual);
    attributes.setControlChar(ControlChar.VINTR, 0);
    attributes.setControlChar(ControlChar.VSUSP, 0);
    return attributes;
  }

  private String edit(String question, @Nullable Character mask) {
    terminal.setAttributes(freeKeys);
    try {
      return reader.readLine(question, mask);
    } finally {
      terminal.setAttributes(usualKeys);
    }
  }

  private void openHistory(Path file) {
    try {
      HistoryFile.create(file);
      reader.setVariable(LineReader.HISTORY_FILE, file);
    } catch (IOException e) {
      show(Style.NOTE, "* no history: " + e.getMessage(), "");
    }
  }

  private void bindKeys() {
    KeyMap<Binding> keys = requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
    bind(keys, "modemqtt-interrupt", CTRL_C, this::interrupt);
    bind(keys, "modemqtt-send", CTRL_Z, () -> endData(End.SEND));
    bind(keys, "modemqtt-cancel", ESC, () -> endData(End.CANCEL));
    Widget accept = requireNonNull(reader.getBuiltinWidgets().get(LineReader.ACCEPT_LINE));
    reader
        .getWidgets()
        .put(
            LineReader.ACCEPT_LINE,
            () -> {
              hints.pause(true); // the help must not stay on the screen
              return accept.apply();
            });
  }

  private void bind(KeyMap<Binding> keys, String name, String key, Widget widget) {
    reader.getWidgets().put(name, widget);
    keys.bind(new Reference(name), key);
  }

  private boolean interrupt() {
    if (reader.getBuffer().length() > 0) {
      reader.getBuffer().clear();
      return true;
    }
    interrupted = true;
    reader.callWidget(LineReader.ACCEPT_LINE);
    return true;
  }

  private boolean endData(End how) {
    if (dataMode.getAsBoolean() && !askingSecret) {
      end = how;
      reader.callWidget(LineReader.ACCEPT_LINE);
    }
    return true;
  }

  void completeWith(LineCompleter completer) {
    reader.setCompleter(
        (lineReader, line, candidates) ->
            completer
                .of(line.line().substring(0, line.cursor()))
                .forEach(
                    choice ->
                        candidates.add(
                            new Candidate(
                                choice.line(),
                                choice.line(),
                                null,
                                choice.summary(),
                                null,
                                null,
                                false))));
  }

  void dataMode(BooleanSupplier now) {
    dataMode = now;
  }

  /**
   * Reads a line.
   *
   * @return the line; {@code null} after Ctrl-C at an empty one
   * @throws EndOfFileException after Ctrl-D at an empty one
   */
  @Nullable Entry readLine() {
    boolean isData = dataMode.getAsBoolean();
    history.pause(isData);
    hints.pause(isData);
    end = End.ENTER;
    interrupted = false;
    try {
      String line = edit(prompt, null);
      return interrupted ? null : new Entry(line, end);
    } catch (UserInterruptException e) {
      return null;
    }
  }

  /** Asks for what is not shown; {@code null} if the user does not tell. */
  @Nullable String secret(String question) {
    askingSecret = true;
    history.pause(true);
    hints.pause(true);
    interrupted = false;
    try {
      String secret = edit(question, '*');
      return interrupted || secret.isEmpty() ? null : secret;
    } catch (UserInterruptException | EndOfFileException e) {
      return null;
    } finally {
      askingSecret = false;
    }
  }

  @Override
  public void show(Style style, String text, String meaning) {
    String line = coloured ? style.colour(text) : text;
    String more = coloured ? Style.FAINT.colour(meaning) : meaning;
    reader.printAbove(meaning.isEmpty() ? line : line + "  " + more);
  }

  @Override
  public void prompt(String text) {
    if (text.equals(prompt)) {
      return;
    }
    prompt = text;
    if (askingSecret || !reader.isReading()) {
      return;
    }
    reader.setPrompt(text);
    try {
      reader.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException e) {
      reader.setPrompt(text); // the line has just ended; the next one gets it anyway
    }
  }

  @Override
  public void close() {
    try {
      history.save();
      terminal.close();
    } catch (IOException e) {
      System.err.println("modemqtt: the history could not be saved: " + e.getMessage());
    }
  }
}
