package io.github.modemqtt.transport;

import java.util.Objects;

/**
 * How a serial port is set up; always 8 data bits, no parity, 1 stop bit (V.250 section 5.1).
 *
 * @param baudRate the speed in bits per second, {@value #MIN_BAUD_RATE} to {@value #MAX_BAUD_RATE}
 * @param flowControl who may stop whom from sending
 */
public record SerialOptions(int baudRate, FlowControl flowControl) {
  /** The speed of an EC616 as it comes from the factory, in bits per second. */
  public static final int DEFAULT_BAUD_RATE = 115_200;

  /** The lowest speed, in bits per second. */
  public static final int MIN_BAUD_RATE = 50;

  /** The highest speed, in bits per second. */
  public static final int MAX_BAUD_RATE = 4_000_000;

  /** {@value #DEFAULT_BAUD_RATE} bit/s without flow control. */
  public static final SerialOptions DEFAULT =
      new SerialOptions(DEFAULT_BAUD_RATE, FlowControl.NONE);

  /** Who may stop whom from sending. */
  public enum FlowControl {
    /** Nobody: three wires (TXD, RXD, ground). */
    NONE,
    /** Both, by the lines RTS and CTS, which must be wired and enabled in the module (AT+IFC). */
    RTS_CTS
  }

  /**
   * Checks the values.
   *
   * @param baudRate the speed
   * @param flowControl the flow control
   * @throws IllegalArgumentException if the speed is out of range
   */
  public SerialOptions {
    if (baudRate < MIN_BAUD_RATE || baudRate > MAX_BAUD_RATE) {
      throw new IllegalArgumentException(
          "baud rate "
              + baudRate
              + " is not between "
              + MIN_BAUD_RATE
              + " and "
              + MAX_BAUD_RATE
              + " bit/s");
    }
    Objects.requireNonNull(flowControl, "flowControl");
  }

  /**
   * The same with another speed.
   *
   * @param newBaudRate the speed in bits per second
   * @return the changed copy
   */
  public SerialOptions withBaudRate(int newBaudRate) {
    return new SerialOptions(newBaudRate, flowControl);
  }

  /**
   * The same with another flow control.
   *
   * @param newFlowControl the flow control
   * @return the changed copy
   */
  public SerialOptions withFlowControl(FlowControl newFlowControl) {
    return new SerialOptions(baudRate, newFlowControl);
  }
}
