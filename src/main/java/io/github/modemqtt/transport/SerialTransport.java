package io.github.modemqtt.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.github.modemqtt.transport.SerialOptions.FlowControl;
import io.github.modemqtt.transport.internal.Deadline;
import io.github.modemqtt.transport.internal.LineState;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A serial port of this machine: 8 data bits, no parity, 1 stop bit.
 *
 * <p><b>Name.</b> The port is named as the operating system does: {@code /dev/ttyUSB0}, {@code
 * ttyUSB0}, a symbolic link such as those below {@code /dev/serial/by-id}, or {@code COM3}. Links
 * are followed when the port is opened, so a new transport finds an adapter that came back under
 * another number.
 *
 * <p><b>Opening</b> raises DTR and RTS, takes the port's advisory lock, and throws away what is in
 * the buffers. The cause of a failure has a type of its own: {@link PortNotFoundException}, {@link
 * PortBusyException} (another transport in this process, or another process that holds the lock),
 * {@link PortPermissionException}; everything else is a {@link TransportOpenException} with the
 * number of the error. The lock is advisory: a program that does not ask for it can still open the
 * port and steal bytes.
 *
 * <p><b>Reading</b> waits in steps of 100 ms, and so may return 0 up to 100 ms late. <b>Writing</b>
 * has no time-out. Nothing here starts a thread.
 *
 * <p><b>Closing</b> gives bytes under way at most {@value #DRAIN_MILLIS} ms to leave, judged by the
 * driver's queue and the speed of the line, with a margin of 20 ms; if a write is blocked it waits
 * for nothing. A pseudo-terminal has no such queue: on a machine with no time to spare it may lose
 * the last bytes, so wait for the answer to the last command where that matters. On POSIX systems
 * the terminal is left with VMIN=0 and VTIME=0, so a program that reads the same device raw
 * afterwards must set its own values first.
 *
 * <p><b>Signals.</b> The native library (jSerialComm) sets SIGHUP, SIGIO, SIGCONT, SIGUSR1,
 * SIGUSR2, SIGTTIN and SIGTTOU to be ignored by the whole process when it is loaded, which is when
 * the first port is opened or the ports are listed. A program that should end with its terminal
 * must watch for the end of its standard input; a handler for one of these signals does not work.
 * SIGTERM and SIGINT work as always.
 *
 * <p><b>Where the native library goes.</b> jSerialComm unpacks it into a folder of the temporary
 * directory that all processes and users of the machine share and may write. Starting several
 * processes at once can crash one of them, and another user could replace the code. On POSIX
 * systems this class therefore has it unpacked into a private folder that is deleted after loading.
 * It does so by setting the system property {@code fazecast.jSerialComm.appid} for the moment of
 * loading, and only if the application has set neither that property nor {@code
 * jSerialComm.library.path}. An application that uses jSerialComm itself before it opens a
 * transport sets one of them, best the second: it names a folder with the library already unpacked.
 * From JDK 24 on Java wants the option {@code --enable-native-access=ALL-UNNAMED} for native code.
 */
public final class SerialTransport implements Transport {
  /** The longest time that closing waits for bytes under way, in milliseconds. */
  public static final int DRAIN_MILLIS = 500;

  /** One tick of a POSIX terminal's timer. Longer values are rounded or wrap around. */
  private static final int SLICE_MILLIS = 100;

  /** Each call copies its whole array between Java and native memory. */
  private static final int CHUNK_BYTES = 4096;

  private static final long DRAIN_STEP_NANOS = 2_000_000;

  /**
   * How many steps to wait once the driver's queue is empty, for what an adapter or a busy kernel
   * still has. Counted in steps, because a clock runs on while a loaded machine does nothing.
   */
  private static final int DRAIN_GRACE_STEPS = 10;

  /** After so long without a write there is nothing left to wait for. */
  private static final long DRAIN_MEMORY_NANOS = 1_000_000_000;

  private static final long HASTY_NANOS = 10_000_000;
  private static final int HASTY_READS_LIMIT = 100;
  private static final int BITS_PER_BYTE = 10;
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(1);

  private final String portName;
  private final SerialOptions options;
  private final String name;
  private final LineState state;
  private final byte[] readChunk = new byte[CHUNK_BYTES];
  private final byte[] writeChunk = new byte[CHUNK_BYTES];
  private int hastyReads;
  private volatile @Nullable SerialPort openPort;
  private volatile boolean writing;
  private volatile boolean written;
  private volatile long sentUntilNanos;

  /**
   * Creates a closed line with the {@linkplain SerialOptions#DEFAULT default options}.
   *
   * @param portName the port, such as {@code /dev/ttyUSB0} or {@code COM3}
   */
  public SerialTransport(String portName) {
    this(portName, SerialOptions.DEFAULT);
  }

  /**
   * Creates a closed line.
   *
   * @param portName the port, such as {@code /dev/ttyUSB0} or {@code COM3}
   * @param options speed and flow control
   */
  public SerialTransport(String portName, SerialOptions options) {
    this.portName = Objects.requireNonNull(portName, "portName");
    this.options = Objects.requireNonNull(options, "options");
    this.name = portName + "@" + options.baudRate();
    this.state = new LineState(name);
  }

  @Override
  public void open() {
    if (!state.beginOpening()) {
      throw new TransportClosedException(name);
    }
    try {
      openPort = openNamedPort();
    } finally {
      if (openPort == null) {
        state.close();
      }
    }
    if (!state.finishOpening()) {
      release();
      throw new TransportClosedException(name);
    }
  }

  private SerialPort openNamedPort() {
    PortNode node = PortNode.look(portName);
    TransportOpenException hopeless = OpenFailure.beforeTrying(node);
    if (hopeless != null) {
      throw hopeless;
    }
    SerialLibrary.load(name);
    Lock lock = SerialLibrary.portLock();
    int code;
    lock.lock();
    try {
      SerialPort port = configured(node);
      if (port.openPort()) {
        return port;
      }
      code = port.getLastErrorCode();
    } finally {
      lock.unlock();
    }
    throw OpenFailure.afterTrying(lookAgain(), code, PortNode.isWindows());
  }

  private SerialPort configured(PortNode node) {
    SerialPort port;
    try {
      port = SerialPort.getCommPort(node.path());
    } catch (SerialPortInvalidPortException e) {
      throw new PortNotFoundException(portName, e);
    }
    port.setComPortParameters(options.baudRate(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(
        options.flowControl() == FlowControl.RTS_CTS
            ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
            : SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
    // Before the open this is a request: the library then flushes with the pause that drivers need.
    port.flushIOBuffers();
    return port;
  }

  /** A port can vanish while it is being opened; on Windows only the list tells. */
  private PortNode lookAgain() {
    PortNode node = PortNode.look(portName);
    if (!PortNode.isWindows() || isListed()) {
      return node;
    }
    return new PortNode(portName, portName, PortNode.Kind.MISSING, false);
  }

  private boolean isListed() {
    for (SerialPort port : SerialLibrary.enumerate()) {
      if (port.getSystemPortName().equalsIgnoreCase(portName)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    SerialPort port = enter();
    try {
      int most = Math.min(length, CHUNK_BYTES);
      int count =
          timeout.compareTo(Duration.ZERO) > 0
              ? awaitBytes(port, most, Deadline.after(timeout))
              : takeBytes(port, most);
      System.arraycopy(readChunk, 0, buffer, offset, count);
      return count;
    } finally {
      state.leave();
    }
  }

  private int takeBytes(SerialPort port, int most) {
    int available = port.bytesAvailable();
    if (available > 0) {
      available = port.readBytes(readChunk, Math.min(most, available), 0);
    }
    state.requireNotClosed();
    if (available < 0) {
      throw lost("read failed", port);
    }
    return available;
  }

  private int awaitBytes(SerialPort port, int most, Deadline deadline) {
    do {
      long start = System.nanoTime();
      int count = port.readBytes(readChunk, most, 0);
      state.requireNotClosed();
      if (count < 0) {
        throw lost("read failed", port);
      }
      checkThatReadWaits(count, System.nanoTime() - start, port);
      if (count > 0) {
        return count;
      }
    } while (!deadline.isOver());
    return 0;
  }

  /**
   * Some drivers answer reads from an adapter that is gone with "nothing", at once and for ever.
   */
  private void checkThatReadWaits(int count, long nanos, SerialPort port) {
    hastyReads = count == 0 && nanos < HASTY_NANOS ? hastyReads + 1 : 0;
    if (hastyReads == HASTY_READS_LIMIT) {
      throw lost("reads return at once without a byte", port);
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    // Set before the line is entered, so that close() sees every write that it could wait for.
    writing = true;
    try {
      SerialPort port = enter();
      try {
        writeChunks(port, data, offset, length);
      } finally {
        state.leave();
      }
    } finally {
      writing = false;
    }
  }

  private void writeChunks(SerialPort port, byte[] data, int offset, int length) {
    for (int done = 0; done < length; ) {
      int size = Math.min(length - done, CHUNK_BYTES);
      System.arraycopy(data, offset + done, writeChunk, 0, size);
      int count = port.writeBytes(writeChunk, size, 0);
      state.requireNotClosed();
      if (count < size) {
        throw lost("write took " + Math.max(count, 0) + " of " + size + " bytes", port);
      }
      noteSent(size);
      done += size;
    }
  }

  private void noteSent(int bytes) {
    long now = System.nanoTime();
    long start = written && sentUntilNanos - now > 0 ? sentUntilNanos : now;
    sentUntilNanos = start + bytes * BITS_PER_BYTE * 1_000_000_000L / options.baudRate();
    written = true;
  }

  private SerialPort enter() {
    state.enter();
    return Objects.requireNonNull(openPort);
  }

  private TransportException lost(String what, SerialPort port) {
    int code = port.getLastErrorCode();
    return state.lose(code == 0 ? what : what + ", error " + code, null);
  }

  @Override
  public void close() {
    if (state.close()) {
      release();
    }
  }

  private void release() {
    SerialPort port = openPort;
    if (port == null) {
      return;
    }
    if (!writing && !state.isLost() && mayStillSend(port)) {
      drain(port);
    }
    Lock lock = SerialLibrary.portLock();
    lock.lock();
    try {
      port.closePort();
      state.awaitNobodyInside(LEAVE_LIMIT);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closing the port throws away what is not sent yet, and a queue of zero may still be sending.
   */
  private void drain(SerialPort port) {
    Deadline limit = Deadline.after(Duration.ofMillis(DRAIN_MILLIS));
    boolean interrupted = Thread.interrupted();
    int quietSteps = 0;
    while (quietSteps < DRAIN_GRACE_STEPS && !limit.isOver()) {
      LockSupport.parkNanos(DRAIN_STEP_NANOS);
      interrupted |= Thread.interrupted();
      quietSteps = isSending(port) ? 0 : quietSteps + 1;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSending(SerialPort port) {
    return sentUntilNanos - System.nanoTime() > 0 || port.bytesAwaitingWrite() > 0;
  }

  private boolean mayStillSend(SerialPort port) {
    return written
        && (System.nanoTime() - sentUntilNanos < DRAIN_MEMORY_NANOS
            || port.bytesAwaitingWrite() > 0);
  }

  @Override
  public OptionalInt bitsPerSecond() {
    return OptionalInt.of(options.baudRate());
  }

  @Override
  public String name() {
    return name;
  }
}
