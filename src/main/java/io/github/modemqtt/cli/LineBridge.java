package io.github.modemqtt.cli;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries bytes between a module and the programs that come to a port, one after the other.
 *
 * <p>One thread each way, so that neither side waits for the other; what the module says while
 * there is no program is thrown away, as on a real line.
 */
final class LineBridge implements AutoCloseable {
  private static final int BUFFER_BYTES = 4096;
  private static final Duration PROGRAM_WAIT = Duration.ofSeconds(10);
  private static final Duration MODULE_WAIT = Duration.ofMillis(100);

  private final Transport module;
  private final ServedPort port;
  private final Watcher watcher;
  private final AtomicReference<@Nullable Transport> program = new AtomicReference<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  /** Hears of what happens; on the thread that carries the bytes, so it has to be quick. */
  interface Watcher {
    /** Bytes have been carried. */
    default void carried(boolean fromProgram, int bytes) {}

    /** The module has had nothing to say for a moment. */
    default void moduleIsSilent() {}

    /** A program is there. */
    default void programCame() {}

    /** A program has gone; returns whether to wait for another one. */
    boolean programLeft();
  }

  /**
   * Makes a bridge.
   *
   * @param module the module's line; it is opened when the first program is there, unless it is
   *     {@linkplain #openModule opened} before
   */
  LineBridge(Transport module, ServedPort port, Watcher watcher) {
    this.module = module;
    this.port = port;
    this.watcher = watcher;
  }

  /** Opens the module's line, and hears it from now on. */
  void openModule() {
    module.open();
    Thread reader = new Thread(this::carryFromModule, "modemqtt-bridge");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Carries until it is closed, or until the watcher wants no more programs.
   *
   * @throws RuntimeException what has ended it, if that was no {@link #close()}
   */
  void run(boolean moduleIsOpen) {
    boolean open = moduleIsOpen;
    try {
      do {
        Transport line = port.next();
        program.set(line);
        if (!open) {
          openModule();
          open = true;
        }
        watcher.programCame();
        carryFromProgram(line);
        program.set(null);
        line.close();
      } while (watcher.programLeft());
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      close();
    }
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw reason;
    }
  }

  private void carryFromProgram(Transport line) {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      int count;
      try {
        count = line.read(buffer, 0, buffer.length, PROGRAM_WAIT);
      } catch (TransportLostException e) {
        return; // the program has closed its end, which is no failure
      }
      if (count > 0) {
        module.write(buffer, 0, count);
        watcher.carried(true, count);
      }
    }
  }

  private void carryFromModule() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (!closed) {
        int count = module.read(buffer, 0, buffer.length, MODULE_WAIT);
        if (count == 0) {
          watcher.moduleIsSilent();
        } else {
          give(buffer, count);
          watcher.carried(false, count);
        }
      }
    } catch (RuntimeException e) {
      fail(e);
      close();
    }
  }

  private void give(byte[] buffer, int count) {
    Transport line = program.get();
    if (line == null) {
      return;
    }
    try {
      line.write(buffer, 0, count);
    } catch (TransportException e) {
      line.close(); // the thread that reads from it sees this, and waits for the next program
    }
  }

  /** Being closed is what was wanted; everything else is remembered. */
  private void fail(RuntimeException reason) {
    if (!(closed && reason instanceof TransportClosedException)) {
      failure.compareAndSet(null, reason);
    }
  }

  /** Ends it, and closes both sides. */
  @Override
  public void close() {
    closed = true;
    port.close();
    Transport line = program.get();
    if (line != null) {
      line.close();
    }
    module.close();
  }
}
