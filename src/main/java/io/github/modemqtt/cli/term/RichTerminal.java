package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jspecify.annotations.Nullable;

/** The terminal for a person: editing, history, completion, help while typing, colours. */
public final class RichTerminal implements AutoCloseable {
  private final Editor editor;
  private final TerminalSession session;
  private final StringBuilder data = new StringBuilder();

  /**
   * Takes over the terminal of the process; the port is not opened yet.
   *
   * @param source the port
   * @param coloured whether lines have colours
   * @throws UncheckedIOException if there is no terminal
   */
  public RichTerminal(PortSource source, boolean coloured) {
    this(
        source,
        coloured,
        HistoryFile.of(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  private RichTerminal(PortSource source, boolean coloured, Path history) {
    Catalogue catalogue = Catalogue.load();
    try {
      editor = new Editor(new InlineHelp(catalogue), history, coloured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session = new TerminalSession(source, catalogue, new Printout(editor, false), editor::secret);
    editor.completeWith(new LineCompleter(catalogue, session::localCommands));
    editor.dataMode(session.conversation()::isDataMode);
  }

  /**
   * Runs until the user leaves.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws io.github.modemqtt.transport.TransportException if the port cannot be opened
   */
  public void run() throws InterruptedException {
    session.start();
    while (!session.isLeaving()) {
      try {
        take(editor.readLine());
      } catch (EndOfFileException e) {
        return; // Ctrl-D
      }
    }
  }

  private void take(Editor.@Nullable Entry entry) throws InterruptedException {
    if (entry == null) {
      interrupted();
    } else if (session.conversation().isDataMode()) {
      takeData(entry);
    } else {
      data.setLength(0);
      session.enter(entry.line());
    }
  }

  /** Ctrl-C at an empty line. */
  private void interrupted() {
    if (session.conversation().isDataMode()) {
      session.conversation().cancelData();
      data.setLength(0);
    } else {
      session.close();
    }
  }

  private void takeData(Editor.Entry entry) throws InterruptedException {
    switch (entry.end()) {
      case CANCEL -> {
        data.setLength(0);
        session.conversation().cancelData();
      }
      case SEND -> {
        byte[] bytes = data.append(entry.line()).toString().getBytes(UTF_8);
        data.setLength(0);
        session.conversation().sendData(bytes);
      }
      case ENTER -> {
        if (entry.line().startsWith("/data ") || entry.line().startsWith("/send ")) {
          session.enter(entry.line());
        } else {
          data.append(entry.line()).append('\n');
        }
      }
    }
  }

  @Override
  public void close() {
    session.close();
    editor.close();
  }
}
