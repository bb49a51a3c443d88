package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.TrafficListener;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The host's end of a module's line: sends chunks, expects bytes. */
final class HostEnd {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final MemoryTransport line;
  private final Semaphore chunksSeen;

  private HostEnd(MemoryTransport line, Semaphore chunksSeen) {
    this.line = line;
    this.chunksSeen = chunksSeen;
  }

  /** Takes a builder's line and its traffic listener. */
  static HostEnd of(MemoryTransport.Pair pair, EmulatedModuleBuilder builder) {
    Semaphore chunks = new Semaphore(0);
    builder
        .chunkGap(Duration.ZERO)
        .trafficListener(
            new TrafficListener() {
              @Override
              public void fromHost(byte[] bytes) {
                chunks.release();
              }

              @Override
              public void toHost(byte[] bytes) {}
            });
    pair.host().open();
    return new HostEnd(pair.host(), chunks);
  }

  /** Writes a chunk and waits until the module took it, so that the next one is another. */
  HostEnd send(String latin1) {
    byte[] bytes = latin1.getBytes(ISO_8859_1);
    line.write(bytes, 0, bytes.length);
    try {
      assertTrue(chunksSeen.tryAcquire(10, TimeUnit.SECONDS), "the module did not read");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Expects exactly these bytes next. */
  HostEnd expect(String latin1) {
    byte[] buffer = new byte[latin1.length()];
    int length = 0;
    while (length < buffer.length) {
      int count = line.read(buffer, length, buffer.length - length, LONG);
      String soFar = new String(buffer, 0, length, ISO_8859_1);
      assertTrue(count > 0, () -> "time-out, got only: " + soFar);
      length += count;
      String now = new String(buffer, 0, length, ISO_8859_1);
      if (!latin1.startsWith(now)) {
        assertEquals(latin1, now);
      }
    }
    return this;
  }

  /** Expects a line with its framing. */
  HostEnd expectLine(String text) {
    return expect("\r\n" + text + "\r\n");
  }

  /** Sends a command and expects OK. */
  HostEnd ok(String command) {
    return send(command + "\r").expectLine("OK");
  }

  /** Sends a command and expects CME ERROR 3. */
  HostEnd refused(String command) {
    return send(command + "\r").expectLine("+CME ERROR: 3");
  }

  /** Sends a command and expects an information response and OK. */
  HostEnd answers(String command, String text) {
    return send(command + "\r").expectLine(text).expectLine("OK");
  }

  /** Proves that the module said nothing before: the next thing it says answers this. */
  HostEnd nothingMore() {
    return answers("AT+CMEE=?", "+CMEE: (0-2)");
  }

  /** Expects that the line ends, whatever the module still says before. */
  void expectEnd() {
    assertThrows(
        TransportException.class,
        () -> {
          while (true) {
            read();
          }
        });
  }

  /** Reads one piece of what the module says next, for polling. */
  String read() {
    byte[] buffer = new byte[4096];
    int count = line.read(buffer, 0, buffer.length, LONG);
    return new String(buffer, 0, count, ISO_8859_1);
  }
}
