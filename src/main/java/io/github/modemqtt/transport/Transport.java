package io.github.modemqtt.transport;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * A full-duplex stream of bytes to a module.
 *
 * <p><b>Life.</b> A transport is created closed, {@linkplain #open() opened} once, and {@linkplain
 * #close() closed} once; it is not reopened. A program that wants the line back after a loss makes
 * a new transport from the same {@link TransportTarget}, because a device node can come back under
 * another name. A transport whose {@code open} failed is closed.
 *
 * <p><b>Threads.</b> One thread reads and one thread writes, at the same time; {@code close} may be
 * called from any thread and ends a blocked read and a blocked write at once (a read on a serial
 * port within 100 ms if bytes are still being sent). A read is not ended by {@link
 * Thread#interrupt()}.
 *
 * <p><b>Loss.</b> When the other side goes away (USB adapter unplugged, connection reset), {@code
 * read} and {@code write} throw {@link TransportLostException}, each time that they are called,
 * once the loss is known. Writing may succeed until then: a TCP connection learns from the answer
 * to a write. Bytes that arrived before the loss may still be read first. A transport that was
 * closed on purpose throws {@link TransportClosedException} instead.
 */
public interface Transport extends AutoCloseable {

  /**
   * Opens the line; discards what a previous user left in the receive buffer.
   *
   * @throws TransportOpenException if the line cannot be opened; the subclass says why
   * @throws TransportClosedException if this transport was closed, also during the call
   * @throws IllegalStateException if it was opened before and is not closed
   */
  void open();

  /**
   * Reads what is there, or waits for the first byte.
   *
   * @param buffer where the bytes go
   * @param offset the index of the first byte
   * @param length the largest number of bytes, at least 1
   * @param timeout how long to wait for the first byte; zero means not at all. Implementations may
   *     wait up to 100 ms longer (the resolution of a serial port's own timer)
   * @return the number of bytes read, or 0 if none came in time; never negative
   * @throws TransportLostException if the other side is gone
   * @throws TransportClosedException if this transport was closed, also during the call
   * @throws IllegalStateException if it was not opened yet
   */
  int read(byte[] buffer, int offset, int length, Duration timeout);

  /**
   * Writes all bytes, and returns when the operating system has taken them.
   *
   * <p>There is no time-out: a stalled line blocks until {@link #close()}. Use a watchdog.
   *
   * @param data the bytes
   * @param offset the index of the first byte
   * @param length the number of bytes
   * @throws TransportLostException if the other side is gone
   * @throws TransportClosedException if this transport was closed, also during the call
   * @throws IllegalStateException if it was not opened yet
   */
  void write(byte[] data, int offset, int length);

  /**
   * Closes the line; does nothing if it is closed already.
   *
   * <p>Bytes that {@link #write} has accepted are sent before the line closes if that takes no
   * longer than a fraction of a second; a stalled line loses them.
   */
  @Override
  void close();

  /**
   * The name of the line for messages, such as {@code /dev/ttyUSB0@115200} or {@code
   * tcp://10.0.0.7:2000}.
   *
   * @return the name; constant
   */
  String name();

  /**
   * The rate of the line, from which follows how long a character takes.
   *
   * @return bits per second, empty if the line has no such limit or it is not known
   */
  default OptionalInt bitsPerSecond() {
    return OptionalInt.empty();
  }
}
