package io.github.modemqtt.transport;

import io.github.modemqtt.transport.internal.PortLine;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A port inside this process: its users take a {@linkplain #newTransport() new transport} each time
 * that they open it.
 *
 * <pre>{@code
 * MemoryPort port = new MemoryPort("modem");
 * EmulatedModule module = EmulatedModule.builder(port).build();
 * module.start();
 * ModemMqttClient client = ModemMqttClient.builder().transport(port::newTransport). ...
 * }</pre>
 */
public final class MemoryPort implements ModulePort {
  private static final Duration TURN_LIMIT = Duration.ofSeconds(1);

  private final String name;
  private final PortLine line;
  private final Object lock = new Object();
  private boolean opened;
  private boolean there;
  private @Nullable Client holder;

  /**
   * Creates a port that is not there until its module opens it.
   *
   * @param name the name for messages; the port is called {@code memory:NAME}
   */
  public MemoryPort(String name) {
    this.name = "memory:" + name;
    this.line = new PortLine(this.name);
  }

  /**
   * Makes the way to the module for a program that wants to open the port.
   *
   * <p>The module has to have read all that the one before wrote; a module in software always does.
   *
   * @return a closed line. Opening it throws {@link PortBusyException} while another one is open,
   *     and {@link PortNotFoundException} while the port is not there
   */
  public Transport newTransport() {
    return new Client(MemoryTransport.pair(name.substring(name.indexOf(':') + 1)));
  }

  @Override
  public void open() {
    line.open();
    synchronized (lock) {
      opened = true;
      there = true;
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
  public void unplug() {
    synchronized (lock) {
      there = false;
      holder = null;
    }
    line.cut();
  }

  @Override
  public void plugIn() {
    synchronized (lock) {
      there = opened && !line.isClosed();
    }
  }

  @Override
  public void close() {
    line.close();
    unplug();
  }

  @Override
  public String name() {
    return name;
  }

  private void take(Client client) {
    synchronized (lock) {
      if (!there) {
        throw new PortNotFoundException(name, null);
      }
      if (holder != null) {
        throw new PortBusyException(name, null);
      }
      holder = client;
    }
  }

  private boolean isHeldBy(Client client) {
    synchronized (lock) {
      return holder == client;
    }
  }

  private void giveBack(Client client) {
    synchronized (lock) {
      if (holder == client) {
        holder = null;
      }
    }
  }

  /** The end of a program that opens the port. */
  private final class Client implements Transport {
    private final MemoryTransport end;
    private final MemoryTransport moduleEnd;

    Client(MemoryTransport.Pair pair) {
      end = pair.host();
      moduleEnd = pair.module();
    }

    @Override
    public void open() {
      end.open();
      try {
        take(this);
        moduleEnd.open();
        if (!line.offer(moduleEnd, TURN_LIMIT, () -> isHeldBy(this))) {
          throw isHeldBy(this)
              ? new PortBusyException(name, null)
              : new PortNotFoundException(name, null);
        }
      } catch (TransportOpenException e) {
        close();
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return end.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      end.write(data, offset, length);
    }

    @Override
    public void close() {
      end.close();
      giveBack(this);
    }

    @Override
    public String name() {
      return end.name();
    }

    @Override
    public OptionalInt bitsPerSecond() {
      return end.bitsPerSecond();
    }
  }
}
