package io.github.modemqtt.bench.parts.startup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fazecast.jSerialComm.SerialPort;

/** What a program takes that asks a module with jSerialComm alone whether it is there. */
final class SerialProgram {
  private static final int MILLIS = 2000;

  private SerialProgram() {}

  public static void main(String... args) {
    SerialPort port = SerialPort.getCommPort(args[0]);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, MILLIS, 0);
    if (!port.openPort()) {
      throw new IllegalStateException(args[0] + " cannot be opened");
    }
    byte[] question = "AT\r".getBytes(US_ASCII);
    port.writeBytes(question, question.length);
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[64];
    while (answer.indexOf("OK") < 0) {
      int count = port.readBytes(buffer, buffer.length);
      if (count <= 0) {
        throw new IllegalStateException("no answer, only '" + answer + "'");
      }
      answer.append(new String(buffer, 0, count, US_ASCII));
    }
    port.closePort();
  }
}
