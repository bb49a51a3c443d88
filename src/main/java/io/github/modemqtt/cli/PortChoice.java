package io.github.modemqtt.cli;

import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.TcpPort;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where other programs are to find what a command serves: exactly one of these. */
final class PortChoice {
  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--pty",
      paramLabel = "LINK",
      description = "Serial port under this name: a symbolic link to a pseudo-terminal.")
  private @Nullable Path pty;

  @Option(
      names = "--tcp",
      paramLabel = "PORT",
      description = "TCP port on 127.0.0.1, for one program at a time; 0 takes a free one.")
  private @Nullable Integer tcp;

  /** A port that begins anew with each program. */
  ServedPort serve() {
    return pty == null ? new ServedPort.Tcp(Objects.requireNonNull(tcp)) : new ServedPort.Pty(pty);
  }

  /** The port of the module with this number; without one in its name if it is the only module. */
  ModulePort ofModule(int index, boolean only) {
    if (pty != null) {
      return PtyPort.at(only ? pty : pty.resolveSibling(pty.getFileName() + "" + (index + 1)));
    }
    int first = Objects.requireNonNull(tcp);
    return TcpPort.bind(LOOPBACK, first == 0 ? 0 : first + index);
  }
}
