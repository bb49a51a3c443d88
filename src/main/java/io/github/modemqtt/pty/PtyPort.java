package io.github.modemqtt.pty;

import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.internal.PortLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A port that programs open as a serial port, by the name of a symbolic link that stays the same.
 *
 * <p>Each time that it is plugged in, the link leads to a new {@link PseudoTerminal}; what is said
 * there about programs that come and go, and about bytes that nobody reads, holds here. While the
 * port is away there is no link. Needs what pseudo-terminals need.
 */
public final class PtyPort implements ModulePort {
  private final Path link;
  private final PortLine line;
  private boolean opened;
  private @Nullable PseudoTerminal terminal;

  private PtyPort(Path link) {
    this.link = link;
    this.line = new PortLine(link.toString());
  }

  /**
   * Creates a port that is not there until its module opens it.
   *
   * @param link where the symbolic link is made; one that is there is replaced, anything else is
   *     not
   * @return the port. Opening it throws {@link PseudoTerminalException} if the pseudo-terminal or
   *     the link cannot be made
   */
  public static PtyPort at(Path link) {
    return new PtyPort(link);
  }

  /**
   * The device node that the link leads to now; another one after each return.
   *
   * @return such as {@code /dev/pts/7}, empty while the port is not there
   */
  public synchronized Optional<Path> slavePath() {
    return Optional.ofNullable(terminal).map(PseudoTerminal::slavePath);
  }

  @Override
  public synchronized void open() {
    line.open();
    opened = true;
    try {
      plugIn();
    } catch (PseudoTerminalException e) {
      line.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    return line.read(buffer, offset, length, timeout);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    line.write(data, offset, length);
  }

  @Override
  public synchronized void unplug() {
    PseudoTerminal old = terminal;
    terminal = null;
    line.cut();
    if (old != null) {
      old.close();
    }
  }

  @Override
  public synchronized void plugIn() {
    if (!opened || terminal != null || line.isClosed()) {
      return;
    }
    PseudoTerminal fresh = PseudoTerminal.open(link);
    fresh.transport().open();
    terminal = fresh;
    if (!line.offer(fresh.transport(), Duration.ZERO, () -> true)) {
      unplug();
    }
  }

  @Override
  public void close() {
    line.close();
    unplug();
  }

  @Override
  public String name() {
    return link.toString();
  }
}
