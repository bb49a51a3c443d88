package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;

/** jSerialComm as a careful program uses it: what is there, at once. */
final class SerialChunksLine implements PlainLine {
  private final SerialPort port;
  private final byte[] buffer = new byte[4096];
  private final StringBuilder received = new StringBuilder();

  SerialChunksLine(String path) throws IOException {
    port = open(path);
  }

  static SerialPort open(String path) throws IOException {
    SerialPort port = SerialPort.getCommPort(path);
    port.setComPortParameters(115_200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
    if (!port.openPort()) {
      throw new IOException("cannot open " + path);
    }
    return port;
  }

  @Override
  public String name() {
    return "jSerialComm, readBytes()";
  }

  @Override
  public void write(byte[] data) {
    port.writeBytes(data, data.length);
  }

  @Override
  public void await(String text) throws IOException {
    int at = received.indexOf(text);
    while (at < 0) {
      int count = port.readBytes(buffer, buffer.length);
      if (count < 0) {
        throw new IOException("the port has ended");
      }
      received.append(new String(buffer, 0, count, ISO_8859_1));
      at = received.indexOf(text);
    }
    received.delete(0, at + text.length());
  }

  @Override
  public void close() {
    port.closePort();
  }
}
