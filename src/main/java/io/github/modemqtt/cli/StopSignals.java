package io.github.modemqtt.cli;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM: the first one asks to finish, the next one ends the process at once.
 *
 * <p>Without this the first one runs the shutdown hooks, and further ones do nothing. Where signals
 * cannot be had, and for those that the process was started to ignore, it stays so.
 */
final class StopSignals implements AutoCloseable {
  /** The exit codes that a shell shows for a program that ends by these signals. */
  static final int INTERRUPTED = 130;

  static final int TERMINATED = 143;

  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  private final IntConsumer first;
  private final AtomicInteger code = new AtomicInteger();
  private @Nullable Object formerInterrupt;
  private @Nullable Object formerTerminate;

  private StopSignals(IntConsumer first) {
    this.first = first;
  }

  /** Listens; the first signal is told with its exit code, on a thread of its own. */
  static StopSignals listen(IntConsumer first) {
    StopSignals signals = new StopSignals(first);
    try {
      signals.formerInterrupt = Signals.register("INT", () -> signals.arrived(INTERRUPTED));
      signals.formerTerminate = Signals.register("TERM", () -> signals.arrived(TERMINATED));
    } catch (NoClassDefFoundError e) {
      LOG.debug("JLine is not there, which knows how to listen to signals", e);
    }
    return signals;
  }

  private void arrived(int exitCode) {
    if (code.compareAndSet(0, exitCode)) {
      first.accept(exitCode);
    } else {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /** {@return the exit code of the signal that came, if one did} */
  OptionalInt exitCode() {
    int received = code.get();
    return received == 0 ? OptionalInt.empty() : OptionalInt.of(received);
  }

  @Override
  public void close() {
    if (code.get() == 0) {
      restore("INT", formerInterrupt);
      restore("TERM", formerTerminate);
    }
  }

  private static void restore(String name, @Nullable Object former) {
    if (former != null) {
      Signals.unregister(name, former);
    }
  }
}
