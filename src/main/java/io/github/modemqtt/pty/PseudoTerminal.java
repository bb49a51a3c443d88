package io.github.modemqtt.pty;

import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port made of software: this process is the module, any program can open the port.
 *
 * <pre>{@code
 * try (PseudoTerminal terminal = PseudoTerminal.open(Path.of("/tmp/modem"))) {
 *   Transport module = terminal.transport();
 *   module.open();
 *   // another program: screen /tmp/modem
 * }
 * }</pre>
 *
 * <p>The port is raw from the start: no echo, no line editing, all 256 byte values pass. It has no
 * modem lines (DTR, RTS) and ignores the speed.
 *
 * <p><b>Clients come and go</b> without the module noticing, as on a real UART. <b>Nobody
 * reads:</b> the operating system keeps some kilobytes for the next client; when they are full, a
 * write waits {@linkplain #PATIENCE one second} for room, then drops what is left, and so do later
 * writes, without waiting, until there is room again. A write of the module therefore never blocks
 * for ever, which differs from other transports. A client may throw away what was kept when it
 * opens the port, as {@link io.github.modemqtt.transport.SerialTransport} does.
 *
 * <p><b>Unplugging</b> is {@link #close()}: bytes that the client has not read get 200 ms to be
 * taken, then the client is hung up, as by a USB adapter that is pulled out. Plugging in again is a
 * new pseudo-terminal at the same link.
 *
 * <p>Needs Linux and JNA ({@code net.java.dev.jna:jna}, an optional dependency); from JDK 24 on
 * also {@code --enable-native-access=ALL-UNNAMED}, else Java warns. Safe for use by several
 * threads.
 */
public final class PseudoTerminal implements AutoCloseable {
  /** How long a write of the module waits for room without any progress before it drops bytes. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(PseudoTerminal.class);
  private static final String ALTERNATIVE =
      "serve the module over TCP (tcp://HOST:PORT), which needs nothing";

  private final Path slavePath;
  private final @Nullable Path link;
  private final PtyTransport transport;

  private PseudoTerminal(PtyDevice device, @Nullable Path link) {
    this.slavePath = device.slavePath();
    this.link = link;
    this.transport = new PtyTransport(device, "pty:" + slavePath, this::removeLink);
  }

  /**
   * Whether pseudo-terminals can be made here.
   *
   * @return true on Linux with JNA on the class path
   */
  public static boolean isSupported() {
    return unsupportedReason() == null;
  }

  private static @Nullable String unsupportedReason() {
    try {
      return LibC.isKnownPlatform() ? null : "this works on Linux only";
    } catch (LinkageError e) {
      return "JNA is missing or does not load (" + e + ")";
    }
  }

  /**
   * Makes a pseudo-terminal.
   *
   * @return the pseudo-terminal, whose {@linkplain #slavePath() path} the system has chosen
   * @throws PseudoTerminalException if it cannot be made
   */
  public static PseudoTerminal open() {
    return new PseudoTerminal(newDevice(), null);
  }

  /**
   * Makes a pseudo-terminal with a name that stays the same each time.
   *
   * @param link where a symbolic link to it is made; one that is there is replaced, anything else
   *     is not. Removed on close
   * @return the pseudo-terminal
   * @throws PseudoTerminalException if it or the link cannot be made
   */
  public static PseudoTerminal open(Path link) {
    PtyDevice device = newDevice();
    try {
      makeLink(link, device.slavePath());
      return new PseudoTerminal(device, link);
    } catch (PseudoTerminalException e) {
      device.release();
      throw e;
    }
  }

  private static PtyDevice newDevice() {
    String reason = unsupportedReason();
    if (reason != null) {
      throw new PseudoTerminalException(
          "Cannot make a pseudo-terminal: " + reason, ALTERNATIVE, null);
    }
    return PtyDevice.create();
  }

  private static void makeLink(Path link, Path slavePath) {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new PseudoTerminalException(
          "Cannot make the link " + link + ": something that is not a symbolic link is there",
          "choose another name for the link",
          null);
    }
    try {
      replaceLink(link, slavePath);
    } catch (IOException e) {
      throw new PseudoTerminalException(
          "Cannot make the link " + link + ": " + e,
          "choose a name in a folder that exists and that you may write to",
          e);
    }
  }

  /** By way of another name, so that a client sees the old link or the new one, never none. */
  private static void replaceLink(Path link, Path slavePath) throws IOException {
    Path fresh = link.resolveSibling(link.getFileName() + "." + slavePath.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, slavePath);
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void removeLink() {
    if (link == null) {
      return;
    }
    try {
      if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(slavePath)) {
        Files.delete(link);
      }
    } catch (IOException e) {
      LOG.warn("Cannot remove the link {}: {}", link, e.toString());
    }
  }

  /**
   * The device node that clients open.
   *
   * @return such as {@code /dev/pts/7}
   */
  public Path slavePath() {
    return slavePath;
  }

  /**
   * The symbolic link that was asked for.
   *
   * @return the link, or empty
   */
  public Optional<Path> link() {
    return Optional.ofNullable(link);
  }

  /**
   * The module's end; closing it closes the pseudo-terminal.
   *
   * @return the same transport each time, closed at first as every transport
   */
  public Transport transport() {
    return transport;
  }

  /**
   * How many bytes of the module were dropped because nobody read.
   *
   * @return the number since the start
   */
  public long droppedBytes() {
    return transport.droppedBytes();
  }

  /** Hangs up the client, ends blocked calls, removes the link. */
  @Override
  public void close() {
    transport.close();
  }
}
