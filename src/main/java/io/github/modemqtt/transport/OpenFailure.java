package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/** Turns the facts about a port that does not open into the exception that names the cause. */
final class OpenFailure {
  /** The library's own code for a second open in the same process; on POSIX also ENOENT. */
  private static final int ALREADY_OPEN_HERE = 2;

  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENOTTY = 25;
  private static final int EAGAIN_LINUX = 11;
  private static final int EAGAIN_BSD = 35;
  private static final int WINDOWS_ACCESS_DENIED = 5;
  private static final int WINDOWS_SHARING_VIOLATION = 32;

  private OpenFailure() {}

  /** What can be said without trying, or null if it is worth trying. */
  static @Nullable TransportOpenException beforeTrying(PortNode node) {
    return switch (node.kind()) {
      case MISSING -> new PortNotFoundException(node.given(), null);
      case DIRECTORY -> notAPort(node, "it is a directory");
      case REGULAR_FILE -> notAPort(node, "it is a regular file");
      case DEVICE -> node.accessible() ? null : new PortPermissionException(node.given(), null);
    };
  }

  /** Why the operating system or the library refused, from the facts after the attempt. */
  static TransportOpenException afterTrying(PortNode node, int code, boolean windows) {
    TransportOpenException known = beforeTrying(node);
    if (known != null) {
      return known;
    }
    if (windows ? isBusyOnWindows(code) : isBusyOnPosix(code)) {
      return PortBusyException.of(node.given(), node.path(), ProcessFolder.OF_SYSTEM);
    }
    if (!windows && code == EACCES) {
      return new PortPermissionException(node.given(), null);
    }
    if (!windows && code == ENOTTY) {
      return notAPort(node, "the device has no serial line settings, errno " + code);
    }
    return new TransportOpenException(
        node.given(),
        "Cannot open serial port " + node.given() + ": error " + code + " of the operating system",
        "unplug the adapter and plug it in again, then look at the system log",
        null);
  }

  private static boolean isBusyOnPosix(int code) {
    return code == ALREADY_OPEN_HERE || code == EAGAIN_LINUX || code == EAGAIN_BSD || code == EBUSY;
  }

  private static boolean isBusyOnWindows(int code) {
    return code == ALREADY_OPEN_HERE
        || code == WINDOWS_ACCESS_DENIED
        || code == WINDOWS_SHARING_VIOLATION;
  }

  private static TransportOpenException notAPort(PortNode node, String why) {
    return new TransportOpenException(
        node.given(),
        node.given() + " is not a serial port: " + why,
        "list the ports with 'modemqtt ports'",
        null);
  }
}
