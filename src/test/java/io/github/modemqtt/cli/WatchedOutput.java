package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Keeps what is written, and lets a test wait for a text in it. */
final class WatchedOutput extends OutputStream {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Override
  public synchronized void write(int value) {
    written.write(value);
    notifyAll();
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    written.write(bytes, offset, length);
    notifyAll();
  }

  synchronized byte[] bytes() {
    return written.toByteArray();
  }

  synchronized String text() {
    return written.toString(UTF_8);
  }

  /** Waits until the text has been written so many times. */
  synchronized void await(String text, int times) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (count(text) < times) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "Not written " + times + " times: '" + text + "'; but this was:\n" + text());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private int count(String text) {
    String all = text();
    int count = 0;
    for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
      count++;
    }
    return count;
  }
}
