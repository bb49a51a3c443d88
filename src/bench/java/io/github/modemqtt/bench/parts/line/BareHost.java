package io.github.modemqtt.bench.parts.line;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;

/**
 * A loop of write and read that knows nothing but the length of the dialogue: what no driver on
 * this machine and this line can be better than.
 */
final class BareHost implements Host {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int FIRST_ID = 10_000;

  private final Transport line;
  private final byte[] buffer = new byte[4096];
  private final StringBuilder text = new StringBuilder();
  private String lastLine = "";
  private int oks;
  private int results;

  BareHost(Transport line) {
    this.line = line;
    line.open();
    command("ATE0", "OK");
    command("AT+ECMTOPEN=0,\"broker.example\",1883", "+ECMTOPEN: 0,0");
    command("AT+ECMTCONN=0,\"bare\",\"user\",\"password\"", "+ECMTCONN: 0,0,0");
  }

  private void command(String command, String awaited) {
    write(command);
    while (!lastLine.equals(awaited)) {
      read();
    }
  }

  @Override
  public long publish(int count, String payload, Qos qos) {
    oks = 0;
    results = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      while (i - results >= WINDOW) {
        read();
      }
      int id = qos == Qos.AT_MOST_ONCE ? 0 : FIRST_ID + i;
      write(
          "AT+ECMTPUB=0,%d,%d,0,\"%s\",\"%s\"".formatted(id, qos.level(), LinePart.TOPIC, payload));
      while (oks <= i) {
        read();
      }
    }
    long end = System.nanoTime();
    while (results < count) {
      read();
    }
    return end - start;
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
