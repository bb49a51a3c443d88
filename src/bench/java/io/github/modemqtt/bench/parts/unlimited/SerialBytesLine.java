package io.github.modemqtt.bench.parts.unlimited;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;

/** jSerialComm as many programs use it: its input stream, byte by byte, into a string. */
final class SerialBytesLine implements PlainLine {
  private final SerialPort port;
  private final InputStream input;

  SerialBytesLine(String path) throws IOException {
    port = SerialChunksLine.open(path);
    input = port.getInputStream();
  }

  @Override
  public String name() {
    return "jSerialComm, getInputStream().read()";
  }

  @Override
  public void write(byte[] data) {
    port.writeBytes(data, data.length);
  }

  @Override
  public void await(String text) throws IOException {
    StringBuilder received = new StringBuilder();
    while (received.length() < text.length()
        || received.indexOf(text, received.length() - text.length()) < 0) {
      received.append((char) input.read());
    }
  }

  @Override
  public void close() {
    port.closePort();
  }
}
