package io.github.modemqtt.transcript;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.internal.Deadline;
import io.github.modemqtt.transport.internal.LineState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line whose other end is the module of a {@link Transcript}.
 *
 * <p>What the module sends can be read as soon as the host has sent everything that stands before
 * it, in the chunks of the transcript and in its order. What the host sends is compared byte by
 * byte, however it is divided into writes; {@linkplain Placeholder placeholders} take any value
 * that fits. A module that talks by itself does not hold the host up: the host may send what comes
 * after it before it has read it.
 *
 * <p>The first byte that differs is a {@link ReplayMismatchException} of that write, and of every
 * call after it. Read {@link #verifyComplete()} at the end: it throws the same, in case the program
 * has swallowed it, or says which step was never reached. After the last step the line is silent.
 *
 * <p>Times of the transcript are left out unless a {@linkplain #withTimeScale scale} is given.
 * Without them there is no silence between what the module sends in a row, and a program that goes
 * by silences, such as one that takes a received message for ambiguous if another line touches it,
 * may act in another way than it did.
 *
 * <p>Threads: as {@link Transport}; {@code verifyComplete} may be called from any.
 */
public final class ReplayTransport implements Transport {
  private final ReplayScript script;
  private final String name;
  private final ReplayState replay;
  private final LineState life;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private ReplayTransport(ReplayScript script, double timeScale) {
    this.script = script;
    this.name = "replay:" + script.name();
    this.replay = new ReplayState(script, timeScale);
    this.life = new LineState(name);
  }

  /**
   * Replays a transcript without waiting.
   *
   * @param transcript the transcript; lines in messages are those of its {@linkplain
   *     Transcript#print() print}
   * @return the line, not yet opened
   */
  public static ReplayTransport of(Transcript transcript) {
    return new ReplayTransport(ReplayScript.of("in memory", transcript.print()), 0);
  }

  /**
   * Replays a file without waiting.
   *
   * @param file the file; lines in messages are its lines
   * @return the line, not yet opened
   * @throws TranscriptFormatException if the file is no transcript
   * @throws TranscriptFileException if the file cannot be read
   */
  public static ReplayTransport ofFile(Path file) {
    return new ReplayTransport(ReplayScript.of(file.toString(), Transcript.readText(file)), 0);
  }

  /**
   * Replays a text without waiting.
   *
   * @param name names the transcript in messages
   * @param text the transcript; lines in messages are its lines
   * @return the line, not yet opened
   * @throws TranscriptFormatException if the text is no transcript
   */
  public static ReplayTransport ofText(String name, String text) {
    return new ReplayTransport(ReplayScript.of(name, text), 0);
  }

  /**
   * The same replay from its beginning, with the times of the transcript.
   *
   * <p>Between two neighbouring steps of which the second is the module's, their distance in the
   * transcript passes, however long the host took before.
   *
   * @param scale 1 for the times as they are, 0 for none, 0.1 for ten times as fast
   * @return a line of its own, not yet opened
   * @throws IllegalArgumentException if the scale is negative or no number
   */
  public ReplayTransport withTimeScale(double scale) {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A time scale is 0 or more, not " + scale);
    }
    return new ReplayTransport(script, scale);
  }

  @Override
  public void open() {
    if (!life.beginOpening()) {
      throw new TransportClosedException(name);
    }
    lock.lock();
    try {
      replay.advance(System.nanoTime());
    } finally {
      lock.unlock();
    }
    if (!life.finishOpening()) {
      throw new TransportClosedException(name);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ReplayMismatchException if the program has sent something else than the transcript
   */
  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    life.enter();
    lock.lock();
    try {
      Deadline deadline = Deadline.after(timeout);
      if (!awaitOutput(deadline)) {
        return 0;
      }
      return replay.read(buffer, offset, length);
    } finally {
      lock.unlock();
      life.leave();
    }
  }

  /** Waits until something can be read. Returns false if nothing came in time. */
  private boolean awaitOutput(Deadline deadline) {
    boolean interrupted = false;
    try {
      while (true) {
        life.requireNotClosed();
        replay.throwFailure();
        long until = replay.untilOutput(System.nanoTime());
        long remaining = deadline.remainingNanos();
        if (until == 0 || remaining == 0) {
          return until == 0;
        }
        interrupted |= !await(until < 0 ? remaining : Math.min(until, remaining));
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns false if it was interrupted. */
  private boolean await(long nanos) {
    try {
      changed.awaitNanos(nanos);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ReplayMismatchException if the bytes are not those of the transcript
   */
  @Override
  public void write(byte[] data, int offset, int length) {
    life.enter();
    lock.lock();
    try {
      life.requireNotClosed();
      replay.write(data, offset, length, System.nanoTime());
    } finally {
      changed.signalAll();
      lock.unlock();
      life.leave();
    }
  }

  /**
   * Checks that the program did everything that the transcript holds, and nothing else.
   *
   * <p>What the module could say by now counts as said, whether the program has read it or not.
   *
   * @throws ReplayMismatchException if a step was not reached, or was another one
   */
  public void verifyComplete() {
    lock.lock();
    try {
      replay
          .incomplete(System.nanoTime())
          .ifPresent(
              failure -> {
                throw failure;
              });
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether {@link #verifyComplete()} would throw nothing now.
   *
   * @return true if all steps were played, and nothing else was sent
   */
  public boolean isComplete() {
    lock.lock();
    try {
      return replay.incomplete(System.nanoTime()).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first deviation of the program from the transcript.
   *
   * @return the failure that the write failed with, or empty if all was right so far
   */
  public Optional<ReplayMismatchException> deviation() {
    lock.lock();
    try {
      return replay.failure();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    life.close();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return name;
  }
}
