package io.github.modemqtt.bench.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;

/**
 * A loop of write and read that knows nothing but the order of the dialogue: what a driver on this
 * machine and this line can hardly be better than.
 *
 * <p>For one thread.
 */
public final class BareHost implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Transport line;
  private final byte[] buffer = new byte[1024];
  private final StringBuilder text = new StringBuilder();
  private String lastLine = "";
  private long oks;
  private long results;

  /** Opens the line. */
  public BareHost(Transport line) {
    this.line = line;
    line.open();
  }

  /** Connects the module to its broker. */
  public void connect(String clientId) {
    command("ATE0", "OK");
    command("AT+ECMTOPEN=0,\"broker.example\",1883", "+ECMTOPEN: 0,0");
    command("AT+ECMTCONN=0,\"" + clientId + "\",\"user\",\"password\"", "+ECMTCONN: 0,0,0");
  }

  private void command(String command, String awaited) {
    write(command);
    while (!lastLine.equals(awaited)) {
      read();
    }
  }

  /** Publishes a message, and returns when the module has taken it over. */
  public void publish(int messageId, Qos qos, String topic, String payload) {
    long awaited = oks + 1;
    write(
        "AT+ECMTPUB=0,"
            + messageId
            + ","
            + qos.level()
            + ",0,\""
            + topic
            + "\",\""
            + payload
            + "\"");
    while (oks < awaited) {
      read();
    }
  }

  /** How many messages have their result. */
  public long results() {
    return results;
  }

  /** Waits until so many messages in all have their result. */
  public void awaitResults(long count) {
    while (results < count) {
      read();
    }
  }

  private void write(String command) {
    byte[] bytes = (command + "\r").getBytes(US_ASCII);
    line.write(bytes, 0, bytes.length);
  }

  private void read() {
    int length = line.read(buffer, 0, buffer.length, LONG);
    if (length <= 0) {
      throw new IllegalStateException("no answer after " + lastLine);
    }
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        take(text.toString().strip());
        text.setLength(0);
      } else {
        text.append((char) buffer[i]);
      }
    }
  }

  private void take(String received) {
    if (received.isEmpty()) {
      return;
    }
    lastLine = received;
    if (received.equals("OK")) {
      oks++;
    } else if (received.startsWith("+ECMTPUB:")) {
      results++;
    } else if (received.contains("ERROR")) {
      throw new IllegalStateException("the module answers " + received);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
