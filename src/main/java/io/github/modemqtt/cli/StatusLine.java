package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** The last line of a terminal, which changes while other lines appear above it. */
final class StatusLine implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_LINE_END = "\u001B[K";

  private final PrintStream terminal;
  private final LongFunction<String> text;
  private final PrintStream above = new PrintStream(new Above(), true, UTF_8);
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean started;
  private boolean drawn;
  private boolean othersAreInALine;
  private String last = "";

  /**
   * Shows nothing yet.
   *
   * @param terminal a terminal that knows escape sequences
   * @param text makes the line of the time in nanoseconds; it has to fit
   */
  StatusLine(PrintStream terminal, LongFunction<String> text) {
    this.terminal = terminal;
    this.text = text;
  }

  /** {@return where everything else has to be written that goes to the same terminal} */
  PrintStream above() {
    return above;
  }

  /** Draws the line from now on, four times a second if it changes. */
  void start() {
    synchronized (this) {
      started = true;
    }
    Thread painter = new Thread(this::paint, "modemqtt-status");
    painter.setDaemon(true);
    painter.start();
  }

  private void paint() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw() {
    String now = text.apply(System.nanoTime());
    if (closed.getCount() == 0 || othersAreInALine || drawn && now.equals(last)) {
      return;
    }
    terminal.print(TO_LINE_START + now + CLEAR_TO_LINE_END);
    terminal.flush();
    drawn = true;
    last = now;
  }

  /** Leaves the last state on the terminal, if it was ever started. */
  @Override
  public synchronized void close() {
    if (started) {
      draw();
    }
    closed.countDown();
    if (drawn) {
      terminal.println();
      terminal.flush();
      drawn = false;
    }
  }

  /** Makes room for whole lines of others. */
  private final class Above extends OutputStream {
    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return;
      }
      synchronized (StatusLine.this) {
        if (drawn) {
          terminal.print(TO_LINE_START + CLEAR_TO_LINE_END);
          drawn = false;
        }
        terminal.write(bytes, offset, length);
        othersAreInALine = bytes[offset + length - 1] != '\n';
      }
    }

    @Override
    public void flush() {
      terminal.flush();
    }
  }
}
