package io.github.modemqtt.bench.parts.tcp;

/**
 * What a TCP connection has carried; "up" is towards the broker.
 *
 * @param bytesUp bytes of MQTT
 * @param bytesDown bytes of MQTT
 * @param packetsUp IP packets, estimated
 * @param packetsDown IP packets, estimated
 */
record Traffic(long bytesUp, long bytesDown, long packetsUp, long packetsDown) {
  /** IPv4 and TCP without options. */
  private static final int HEADERS = 40;

  /** Flag, address, control, protocol and check sequence; one flag between two frames. */
  private static final int PPP_FRAME = 8;

  /** The bytes of a serial line that are escaped in PPP are two of 256. */
  private static final int ESCAPED_ONE_OF = 128;

  static final Traffic NONE = new Traffic(0, 0, 0, 0);

  Traffic minus(Traffic earlier) {
    return new Traffic(
        bytesUp - earlier.bytesUp,
        bytesDown - earlier.bytesDown,
        packetsUp - earlier.packetsUp,
        packetsDown - earlier.packetsDown);
  }

  long mqtt() {
    return bytesUp + bytesDown;
  }

  /** What goes over the air. */
  long ip() {
    return mqtt() + (packetsUp + packetsDown) * HEADERS;
  }

  /** What goes over a serial line with PPP. */
  long ppp() {
    return onPpp(mqtt(), packetsUp + packetsDown);
  }

  static long onPpp(long bytes, long packets) {
    long ip = bytes + packets * HEADERS;
    return ip + packets * PPP_FRAME + ip / ESCAPED_ONE_OF;
  }
}
