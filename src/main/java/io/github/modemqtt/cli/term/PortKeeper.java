package io.github.modemqtt.cli.term;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the port open, and gets it back when it has vanished. One thread of its own reads.
 *
 * <p>It looks for a lost port after {@value #FIRST_PAUSE_MILLIS} ms, then after twice as long each
 * time, and at last every {@value #LONGEST_PAUSE_MILLIS} ms, until it is closed.
 */
final class PortKeeper implements AutoCloseable {
  static final long FIRST_PAUSE_MILLIS = 250;
  static final long LONGEST_PAUSE_MILLIS = 4000;
  private static final Duration SILENCE = Duration.ofMillis(100);
  private static final int BUFFER_BYTES = 4096;

  private final PortSource source;
  private final Listener listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Transport current;
  private volatile boolean reopening;

  /** Hears of the line, on the thread that reads. */
  interface Listener {
    /** The line is open, for the first time or again. */
    void opened(Transport line);

    /** Bytes have come. */
    void received(byte[] bytes, int count);

    /** Nothing has come for a moment. */
    void silent();

    /** The line is closed: because the user wants it opened anew, or because it was lost. */
    void gone(@Nullable TransportException cause);

    /** The port cannot be opened yet. */
    void stillGone(String reason);
  }

  PortKeeper(PortSource source, Listener listener) {
    this.source = source;
    this.listener = listener;
  }

  /** Opens the port for the first time, and begins to read. */
  void start() {
    open();
    Thread reader = new Thread(this::keep, "modemqtt-term-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void open() {
    Transport line = source.newTransport();
    line.open();
    current = line;
    listener.opened(line);
    if (isClosing()) {
      line.close();
    }
  }

  private void keep() {
    while (!isClosing()) {
      TransportException cause = readUntilGone();
      if (isClosing()) {
        return;
      }
      listener.gone(reopening ? null : cause);
      reopening = false;
      reopen();
    }
  }

  private @Nullable TransportException readUntilGone() {
    Transport line = current;
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (line != null) {
        int count = line.read(buffer, 0, buffer.length, SILENCE);
        if (count == 0) {
          listener.silent();
        } else {
          listener.received(buffer, count);
        }
      }
      return null;
    } catch (TransportException e) {
      current = null;
      line.close();
      return e;
    }
  }

  private void reopen() {
    String reason = "";
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosing()) {
      try {
        open();
        return;
      } catch (TransportException e) {
        String now = e.getClass().getSimpleName() + e.getMessage();
        if (!now.equals(reason)) {
          listener.stillGone(String.valueOf(e.getMessage()));
          reason = now;
        }
        pause(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private void pause(long millis) {
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Closes the line, which is then opened anew. */
  void openAnew() {
    Transport line = current;
    if (line != null) {
      reopening = true;
      line.close();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Transport line = current;
    if (line != null) {
      line.close();
    }
  }
}
