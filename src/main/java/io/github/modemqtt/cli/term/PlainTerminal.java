package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transport.TransportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The terminal for scripts and simple screens: lines in, lines out, no escape sequences.
 *
 * <p>Each line waits until the module has answered the one before and reported its result.
 */
public final class PlainTerminal implements AutoCloseable {
  private static final Duration PORT_TIME = Duration.ofSeconds(60);
  private static final String PASSWORD = "MODEMQTT_PASSWORD";
  private static final char CTRL_Z = 0x1A;
  private static final char ESC = 0x1B;

  private final TerminalSession session;
  private final BufferedReader in;
  private final StringBuilder data = new StringBuilder();

  /**
   * Makes the terminal; nothing is opened yet.
   *
   * @param source the port
   * @param in what the user types
   * @param out what the user sees
   * @param localEcho whether to show each line that is sent
   */
  public PlainTerminal(PortSource source, InputStream in, PrintStream out, boolean localEcho) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    session =
        new TerminalSession(
            source,
            Catalogue.load(),
            new Printout(new PlainScreen(out), localEcho),
            prompt -> System.getenv(PASSWORD));
  }

  /**
   * Runs until the input ends, or the user leaves.
   *
   * @return whether every command was answered
   * @throws IOException if the input cannot be read
   * @throws InterruptedException if the thread is interrupted
   * @throws TransportException if the port cannot be opened, or is lost and does not come back
   */
  public boolean run() throws IOException, InterruptedException {
    session.start();
    String line = in.readLine();
    while (line != null && !session.isLeaving()) {
      settle();
      take(line);
      line = session.isLeaving() ? null : in.readLine();
    }
    session.conversation().cancelDataIfAsked();
    settle();
    return !session.conversation().hasUnanswered();
  }

  private void settle() throws InterruptedException {
    if (!session.conversation().awaitSettled(PORT_TIME)) {
      TransportException loss = session.loss();
      if (loss != null) {
        throw loss;
      }
    }
  }

  private void take(String line) throws InterruptedException {
    if (!session.conversation().isDataMode()) {
      data.setLength(0); // the module may have given up waiting for the rest
      session.enter(line);
      return;
    }
    if (line.startsWith("/data ") || line.startsWith("/send ")) {
      session.enter(line);
      return;
    }
    int escape = line.indexOf(ESC);
    int end = line.indexOf(CTRL_Z);
    if (escape >= 0) {
      data.setLength(0);
      session.conversation().cancelData();
    } else if (end >= 0) {
      data.append(line, 0, end);
      byte[] bytes = data.toString().getBytes(UTF_8);
      data.setLength(0);
      session.conversation().sendData(bytes);
    } else {
      data.append(line).append('\n');
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
