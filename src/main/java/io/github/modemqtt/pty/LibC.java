package io.github.modemqtt.pty;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * The C library's calls for pseudo-terminals, with the values that Linux gives the constants on the
 * architectures that Java runs on today.
 */
final class LibC {
  static final int O_RDWR = 0x2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int TCSANOW = 0;
  static final short POLLIN = 0x1;
  static final short POLLOUT = 0x4;
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  static {
    Native.register(LibC.class, Platform.C_LIBRARY_NAME);
  }

  private LibC() {}

  /** MIPS and SPARC have other numbers. */
  static boolean isKnownPlatform() {
    return Platform.isLinux() && !Platform.isMIPS() && !Platform.isSPARC();
  }

  static native int posix_openpt(int flags);

  static native int grantpt(int fd);

  static native int unlockpt(int fd);

  static native int ptsname_r(int fd, Pointer buffer, NativeLong length);

  static native int tcgetattr(int fd, Pointer termios);

  static native int tcsetattr(int fd, int actions, Pointer termios);

  static native void cfmakeraw(Pointer termios);

  static native int eventfd(int initialValue, int flags);

  static native int poll(Pointer fds, NativeLong count, int timeoutMillis);

  static native int open(String path, int flags);

  static native NativeLong read(int fd, Pointer buffer, NativeLong length);

  static native NativeLong write(int fd, Pointer buffer, NativeLong length);

  static native int close(int fd);
}
