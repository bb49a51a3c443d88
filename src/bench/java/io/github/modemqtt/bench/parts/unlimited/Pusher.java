package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** Publishes to a broker as fast as the socket takes it, at QoS 0. */
final class Pusher {
  private static final int CONNACK_BYTES = 4;
  private static final int CLEAN_SESSION = 2;
  private static final byte[] CLIENT_ID = "pusher".getBytes(UTF_8);

  private final OutputStream out;

  private Pusher(OutputStream out) {
    this.out = out;
  }

  /** Connects; without keep alive. */
  static Pusher connect(String host, int port) throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    ByteArrayOutputStream connect = new ByteArrayOutputStream();
    connect.writeBytes(new byte[] {0x10, (byte) (12 + CLIENT_ID.length), 0, 4});
    connect.writeBytes("MQTT".getBytes(UTF_8));
    connect.writeBytes(new byte[] {4, CLEAN_SESSION, 0, 0, 0, (byte) CLIENT_ID.length});
    connect.writeBytes(CLIENT_ID);
    socket.getOutputStream().write(connect.toByteArray());
    byte[] answer = socket.getInputStream().readNBytes(CONNACK_BYTES);
    if (answer.length < CONNACK_BYTES || answer[CONNACK_BYTES - 1] != 0) {
      throw new IOException("the broker does not take the pusher: " + Arrays.toString(answer));
    }
    return new Pusher(socket.getOutputStream());
  }

  void push(String topic, int payloadBytes, int count) throws IOException {
    byte[] packet = publish(topic.getBytes(UTF_8), payloadBytes);
    byte[] all = new byte[packet.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(packet, 0, all, i * packet.length, packet.length);
    }
    out.write(all);
  }

  private static byte[] publish(byte[] topic, int payloadBytes) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(0x30);
    int remaining = 2 + topic.length + payloadBytes;
    while (remaining > 127) {
      packet.write(remaining & 127 | 128);
      remaining >>= 7;
    }
    packet.write(remaining);
    packet.write(topic.length >> 8);
    packet.write(topic.length);
    packet.writeBytes(topic);
    packet.writeBytes(Payloads.of(payloadBytes).getBytes(UTF_8));
    return packet.toByteArray();
  }
}
