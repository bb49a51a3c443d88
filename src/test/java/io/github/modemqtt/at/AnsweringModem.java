package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A modem that answers every line and every data by a rule, at once. */
final class AnsweringModem implements AutoCloseable {
  private final MemoryTransport.Pair line = MemoryTransport.pair("answering");
  private final UnaryOperator<String> rule;

  /** The rule gets lines without their end, and data, which ends with Ctrl-Z, with it. */
  AnsweringModem(UnaryOperator<String> rule) {
    this.rule = rule;
    line.module().open();
    Thread thread = new Thread(this::serve, "answering-modem");
    thread.setDaemon(true);
    thread.start();
  }

  Transport host() {
    return line.host();
  }

  /** Each text in one piece, whoever else says something. */
  synchronized void say(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    line.module().write(bytes, 0, bytes.length);
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    StringBuilder unit = new StringBuilder();
    try {
      while (true) {
        int count = line.module().read(buffer, 0, buffer.length, Duration.ofSeconds(1));
        for (int i = 0; i < count; i++) {
          if (buffer[i] != '\r') {
            unit.append((char) buffer[i]);
          }
          if (buffer[i] == '\r' || buffer[i] == 0x1A) {
            say(rule.apply(unit.toString()));
            unit.setLength(0);
          }
        }
      }
    } catch (TransportException e) {
      return; // the line was closed: the end of the test
    }
  }

  @Override
  public void close() {
    line.module().close();
  }
}
