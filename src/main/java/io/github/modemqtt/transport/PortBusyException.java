package io.github.modemqtt.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Another program, or another part of this one, has the port open. */
public final class PortBusyException extends TransportOpenException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param port the port's name as the user gave it
   * @param cause the underlying failure, or {@code null}
   */
  public PortBusyException(String port, @Nullable Throwable cause) {
    super(port, message(port, List.of()), remedy(port, List.of(), Optional.empty()), cause);
  }

  /** Names who has it, as far as that is known. */
  private PortBusyException(String port, List<PortUser> users, Optional<PortUser> modemManager) {
    super(port, message(port, users), remedy(port, users, modemManager), null);
  }

  /** Names who has the device open, or ModemManager if that may be the one. */
  static PortBusyException of(String port, String device, ProcessFolder processes) {
    return new PortBusyException(port, processes.users(Path.of(device)), processes.modemManager());
  }

  private static String message(String port, List<PortUser> users) {
    String names = users.stream().map(PortUser::toString).collect(Collectors.joining(", "));
    return "Serial port " + port + " is in use" + (names.isEmpty() ? "" : " by " + names);
  }

  private static String remedy(String port, List<PortUser> users, Optional<PortUser> modemManager) {
    boolean itself = users.stream().anyMatch(PortUser::isModemManager);
    if (itself || (users.isEmpty() && modemManager.isPresent())) {
      return (itself ? "" : modemManager.get() + " runs and may be the one: ")
          + "wait half a minute, stop it with 'sudo systemctl stop ModemManager', or keep it off"
          + " with a udev rule (ID_MM_DEVICE_IGNORE)";
    }
    return users.isEmpty()
        ? "close the other program (on Linux 'fuser -v "
            + port
            + "' names it; ModemManager and serial consoles are the usual ones)"
        : "close that program, or wait until it ends";
  }
}
