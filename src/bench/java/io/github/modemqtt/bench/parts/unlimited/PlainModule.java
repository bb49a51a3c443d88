package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** The module's commands as a program without a library writes them: text out, wait for text. */
final class PlainModule {
  private final PlainLine line;
  private int messageId;

  PlainModule(PlainLine line) {
    this.line = line;
  }

  void connect() throws IOException {
    command("ATE0", "OK\r\n");
    command("AT+ECMTOPEN=0,\"broker.example\",1883", "+ECMTOPEN: 0,0\r\n");
    String id = "plain-" + Integer.toHexString(System.identityHashCode(this));
    command("AT+ECMTCONN=0,\"" + id + "\",\"user\",\"password\"", "+ECMTCONN: 0,0,0\r\n");
  }

  /** Waits for OK and for the acknowledgement. */
  void publish(int qos, String topic, String payload) throws IOException {
    int id = qos == 0 ? 0 : nextId();
    line.write(
        ("AT+ECMTPUB=0," + id + "," + qos + ",0,\"" + topic + "\",\"" + payload + "\"\r")
            .getBytes(US_ASCII));
    line.await("OK\r\n");
    line.await("+ECMTPUB: 0," + id + ",0\r\n");
  }

  void subscribe(String filter) throws IOException {
    int id = nextId();
    command("AT+ECMTSUB=0," + id + ",\"" + filter + "\",0", "+ECMTSUB: 0," + id + ",0");
    line.await("\r\n");
  }

  void receive() throws IOException {
    line.await("+ECMTRECV: ");
  }

  private int nextId() {
    messageId = messageId % 65_535 + 1;
    return messageId;
  }

  private void command(String text, String end) throws IOException {
    line.write((text + "\r").getBytes(US_ASCII));
    line.await(end);
  }
}
