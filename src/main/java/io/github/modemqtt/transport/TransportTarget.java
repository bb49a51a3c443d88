package io.github.modemqtt.transport;

/**
 * Where a module is: what a user writes to name a line.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th>text</th><th>meaning</th></tr>
 * <tr><td>{@code /dev/ttyUSB0}, {@code ttyUSB0}, {@code COM3}</td>
 *     <td>serial port at {@value SerialOptions#DEFAULT_BAUD_RATE} bit/s</td></tr>
 * <tr><td>{@code /dev/ttyUSB0@9600}, {@code COM3@9600}</td><td>serial port at 9600 bit/s</td></tr>
 * <tr><td>{@code tcp://192.0.2.7:2000}, {@code tcp://gateway:2000}, {@code tcp://[2001:db8::7]:2000}
 *     </td><td>TCP connection</td></tr>
 * </table>
 *
 * <p>{@code toString()} gives the canonical form, which {@link #parse} reads back as an equal
 * target.
 */
public sealed interface TransportTarget {

  /**
   * Makes a new, closed line to this place.
   *
   * @return the line
   */
  Transport newTransport();

  /**
   * Reads what a user wrote.
   *
   * @param text one of the forms above; blanks around it do not matter
   * @return the target
   * @throws IllegalArgumentException if it is none of the forms; the message says what is wrong
   */
  static TransportTarget parse(String text) {
    return TargetParser.parse(text.strip());
  }

  /**
   * A serial port.
   *
   * @param port its name, such as {@code /dev/ttyUSB0} or {@code COM3}
   * @param baudRate its speed in bits per second
   */
  record Serial(String port, int baudRate) implements TransportTarget {
    /**
     * Checks the values.
     *
     * @param port its name
     * @param baudRate its speed
     * @throws IllegalArgumentException if the name is blank or the speed is out of range
     */
    public Serial {
      if (port.isBlank()) {
        throw new IllegalArgumentException("the serial port has no name");
      }
      SerialOptions.DEFAULT.withBaudRate(baudRate);
    }

    @Override
    public Transport newTransport() {
      return new SerialTransport(port, SerialOptions.DEFAULT.withBaudRate(baudRate));
    }

    @Override
    public String toString() {
      return port + "@" + baudRate;
    }
  }

  /**
   * A TCP connection.
   *
   * @param host the name or address; an IPv6 address without brackets
   * @param port the port, 1 to 65535
   */
  record Tcp(String host, int port) implements TransportTarget {
    /**
     * Checks the values.
     *
     * @param host the name or address
     * @param port the port
     * @throws IllegalArgumentException if the host is blank or the port is out of range
     */
    public Tcp {
      if (host.isBlank()) {
        throw new IllegalArgumentException("the TCP target has no host");
      }
      TcpTransport.checkedPort(port);
    }

    @Override
    public Transport newTransport() {
      return new TcpTransport(host, port);
    }

    @Override
    public String toString() {
      return TcpTransport.nameOf(host, port);
    }
  }
}
