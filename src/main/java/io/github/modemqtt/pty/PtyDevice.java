package io.github.modemqtt.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/** The file descriptors of a pseudo-terminal, and the calls on them. Not safe after release. */
final class PtyDevice {
  /** Much more than a termios of any platform. */
  private static final int TERMIOS_BYTES = 512;

  private static final int NAME_BYTES = 256;
  private static final long WAKE_VALUE_BYTES = 8;

  private final int master;
  private final int slave;
  private final int wake;
  private final Path slavePath;

  private PtyDevice(int master, int slave, int wake, Path slavePath) {
    this.master = master;
    this.slave = slave;
    this.wake = wake;
    this.slavePath = slavePath;
  }

  /**
   * Makes a pair whose slave passes all bytes as they are; a new one would echo and edit lines. Our
   * own descriptor of the slave keeps the pair alive while no client has it open.
   */
  static PtyDevice create() {
    int flags = LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC;
    int master = checked("posix_openpt", LibC.posix_openpt(flags));
    int slave = -1;
    try {
      checked("grantpt", LibC.grantpt(master));
      checked("unlockpt", LibC.unlockpt(master));
      String path = slaveName(master);
      slave = checked("open " + path, LibC.open(path, flags));
      makeRaw(slave);
      int wake = checked("eventfd", LibC.eventfd(0, LibC.O_CLOEXEC | LibC.O_NONBLOCK));
      return new PtyDevice(master, slave, wake, Path.of(path));
    } catch (PseudoTerminalException e) {
      if (slave >= 0) {
        LibC.close(slave);
      }
      LibC.close(master);
      throw e;
    }
  }

  private static String slaveName(int master) {
    try (Memory buffer = new Memory(NAME_BYTES)) {
      int code = LibC.ptsname_r(master, buffer, new NativeLong(NAME_BYTES));
      if (code != 0) {
        throw failure("ptsname_r", code);
      }
      return buffer.getString(0);
    }
  }

  private static void makeRaw(int slave) {
    try (Memory termios = new Memory(TERMIOS_BYTES)) {
      checked("tcgetattr", LibC.tcgetattr(slave, termios));
      LibC.cfmakeraw(termios);
      checked("tcsetattr", LibC.tcsetattr(slave, LibC.TCSANOW, termios));
    }
  }

  private static int checked(String call, int result) {
    if (result < 0) {
      throw failure(call, Native.getLastError());
    }
    return result;
  }

  private static PseudoTerminalException failure(String call, int error) {
    return new PseudoTerminalException(
        "Cannot make a pseudo-terminal: " + call + " failed, " + errorText(error),
        "check that /dev/ptmx and /dev/pts are there and not used up, or serve the module over TCP"
            + " instead",
        new LastErrorException(error));
  }

  static String errorText(int error) {
    return "errno " + error;
  }

  Path slavePath() {
    return slavePath;
  }

  /** Reads from the client; the count, or minus errno. */
  int read(Pointer buffer, int length) {
    return result(LibC.read(master, buffer, new NativeLong(length)));
  }

  /** Writes to the client; the count, or minus errno. */
  int write(Pointer buffer, int length) {
    return result(LibC.write(master, buffer, new NativeLong(length)));
  }

  private static int result(NativeLong count) {
    return count.intValue() >= 0 ? count.intValue() : -Native.getLastError();
  }

  /** Waits until the master is ready for what is asked, or {@link #wake()}. */
  void await(PollSet set, short events, int timeoutMillis) {
    set.await(master, events, wake, timeoutMillis);
  }

  /** Whether bytes wait that no client has read yet. */
  boolean hasUnread(PollSet set) {
    return set.await(slave, LibC.POLLIN, wake, 0);
  }

  /** Ends every wait, for good. */
  void wake() {
    try (Memory one = new Memory(WAKE_VALUE_BYTES)) {
      one.setLong(0, 1);
      LibC.write(wake, one, new NativeLong(WAKE_VALUE_BYTES));
    }
  }

  /** Hangs the client up. Nobody may be inside another call. */
  void release() {
    LibC.close(slave);
    LibC.close(master);
    LibC.close(wake);
  }
}
