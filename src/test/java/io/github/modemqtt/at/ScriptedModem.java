package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The module's end of a line, played by the test: it sees every write of the host as one piece.
 *
 * <p>Texts are bytes: each character stands for the byte of its value.
 */
final class ScriptedModem implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 15;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "scripted-" + COUNT.incrementAndGet();

  private final MemoryTransport.Pair line = MemoryTransport.pair("modem");
  private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();
  private final Transport host = new SeenTransport();

  ScriptedModem() {
    line.module().open();
  }

  /** The end for the channel. */
  Transport host() {
    return host;
  }

  /** Waits for the next write of the host, which must be this one. */
  ScriptedModem expect(String written) {
    assertEquals(written, nextWrite());
    return this;
  }

  String nextWrite() {
    try {
      String written = writes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return written == null ? fail("the host wrote nothing") : written;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks for a moment whether the host writes; it must not. */
  ScriptedModem expectNothing() {
    try {
      assertNull(writes.poll(40, TimeUnit.MILLISECONDS), "the host wrote");
      return this;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends these bytes at once. */
  ScriptedModem say(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    line.module().write(bytes, 0, bytes.length);
    return this;
  }

  /** Sends these lines, each with CR LF on both sides. */
  ScriptedModem lines(String... texts) {
    return say("\r\n" + String.join("\r\n\r\n", texts) + "\r\n");
  }

  /** Pulls the plug. */
  @Override
  public void close() {
    line.module().close();
  }

  private final class SeenTransport implements Transport {
    @Override
    public void open() {
      line.host().open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return line.host().read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      writes.add(new String(Arrays.copyOfRange(data, offset, offset + length), ISO_8859_1));
    }

    @Override
    public void close() {
      line.host().close();
    }

    @Override
    public String name() {
      return name;
    }
  }
}
