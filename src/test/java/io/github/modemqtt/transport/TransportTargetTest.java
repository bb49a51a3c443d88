package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class TransportTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/dev/ttyUSB0, /dev/ttyUSB0, 115200",
    "'  /dev/ttyUSB0 ', /dev/ttyUSB0, 115200",
    "/dev/ttyUSB0@9600, /dev/ttyUSB0, 9600",
    "ttyUSB0@3000000, ttyUSB0, 3000000",
    "/dev/my@port@1200, /dev/my@port, 1200",
    "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1, /dev/serial/by-path/pci-0000:00:14.0-usb-0:1,"
        + " 115200",
    "COM3, COM3, 115200",
    "COM3@9600, COM3, 9600",
    "\\\\.\\COM12, \\\\.\\COM12, 115200",
  })
  void serialPorts(String text, String port, int baudRate) {
    TransportTarget target = TransportTarget.parse(text);
    assertEquals(new TransportTarget.Serial(port, baudRate), target);
    assertEquals(port + "@" + baudRate, target.toString());
    assertEquals(target, TransportTarget.parse(target.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:2000, 127.0.0.1, 2000, tcp://127.0.0.1:2000",
    "TCP://localhost:1, localhost, 1, tcp://localhost:1",
    "tcp://[::1]:65535, ::1, 65535, tcp://[::1]:65535",
    "tcp://[fe80::1%eth0]:23, fe80::1%eth0, 23, tcp://[fe80::1%eth0]:23",
  })
  void tcpConnections(String text, String host, int port, String canonical) {
    TransportTarget target = TransportTarget.parse(text);
    assertEquals(new TransportTarget.Tcp(host, port), target);
    assertEquals(canonical, target.toString());
    assertEquals(target, TransportTarget.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "'', tcp://HOST:PORT",
    "'   ', /dev/ttyUSB0",
    "@9600, no name",
    "/dev/ttyUSB0@, baud rate",
    "/dev/ttyUSB0@fast, fast",
    "/dev/ttyUSB0@9600n, 9600n",
    "/dev/ttyUSB0@-9600, -9600",
    "/dev/ttyUSB0@0, 0 is not between",
    "/dev/ttyUSB0@5000000, 5000000 is not between",
    "/dev/ttyUSB0@99999999999, 1 to 9 digits",
    "127.0.0.1:2000, write tcp://127.0.0.1:2000",
    "udp://127.0.0.1:2000, udp",
    "tcp://, the port is missing",
    "tcp://localhost, the port is missing",
    "tcp://localhost:, port",
    "tcp://localhost:0, 0 is not between",
    "tcp://localhost:65536, 65536 is not between",
    "tcp://localhost:http, http",
    "tcp://localhost:20/, 20/",
    "tcp://:2000, host is missing",
    "tcp://a b:2000, character",
    "tcp://::1:2000, brackets",
    "tcp://[::1]2000, the port is missing",
    "tcp://[::1, brackets",
    "tcp://[localhost]:2000, brackets",
  })
  void whatIsWrongIsSaid(String text, String hint) {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> TransportTarget.parse(text));
    assertTrue(failure.getMessage().contains(hint), failure.getMessage());
  }

  @Test
  void aPasswordInAnAddressIsNotRepeated() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> TransportTarget.parse("tcp://user:secret@127.0.0.1:2000"));
    assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
  }

  @Test
  void aTargetMakesTheTransportThatItNames() {
    try (Transport serial = TransportTarget.parse("/dev/ttyUSB0@9600").newTransport();
        Transport tcp = TransportTarget.parse("tcp://[::1]:2000").newTransport()) {
      assertInstanceOf(SerialTransport.class, serial);
      assertEquals("/dev/ttyUSB0@9600", serial.name());
      assertInstanceOf(TcpTransport.class, tcp);
      assertEquals("tcp://[::1]:2000", tcp.name());
    }
  }
}
