package io.github.modemqtt.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * An MQTT subscriber that loses nothing which reached it, whatever happens to its broker.
 *
 * <p>It has a persistent session at QoS 1, connects again and again, and reads what is in its
 * socket also when the other end is gone and cannot be written to any more.
 */
public final class DurableObserver implements AutoCloseable {
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int SUBACK = 9;
  private static final int PINGRESP = 13;
  private static final long RETRY_NANOS = 5_000_000;

  private final int port;
  private final String filter;
  private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "durable-observer");
  private volatile boolean attached;
  private volatile boolean closed;
  private volatile Socket socket;

  /** A message as it came. */
  public record Seen(String topic, String payload) {}

  private DurableObserver(int port, String filter) {
    this.port = port;
    this.filter = filter;
  }

  /** Starts to observe a broker on the loopback; returns when it is subscribed. */
  public static DurableObserver start(int port, String filter) {
    DurableObserver observer = new DurableObserver(port, filter);
    observer.thread.setDaemon(true);
    observer.thread.start();
    observer.awaitAttached();
    return observer;
  }

  /** Waits until it is subscribed, and has what its session kept for it. */
  public void awaitAttached() {
    Eventually.holds("the observer is attached", () -> attached);
  }

  /** Everything that came, in order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Publishes at QoS 1 on the same connection; without an effect if there is none. */
  public void publish(String topic, String payload) {
    byte[] name = topic.getBytes(ISO_8859_1);
    byte[] text = payload.getBytes(ISO_8859_1);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    string(packet, topic);
    packet.writeBytes(new byte[] {0, 1});
    packet.writeBytes(text);
    if (name.length + text.length > 100) {
      throw new IllegalArgumentException("too long: " + topic + ", " + payload);
    }
    try {
      send(0x32, packet.toByteArray());
    } catch (IOException e) {
      attached = false;
    }
  }

  @Override
  public void close() {
    closed = true;
    closeSocket();
  }

  private void closeSocket() {
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void run() {
    while (!closed) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket = open;
        observe(new DataInputStream(new BufferedInputStream(open.getInputStream())));
      } catch (IOException e) {
        attached = false;
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void observe(DataInputStream in) throws IOException {
    ByteArrayOutputStream connect = new ByteArrayOutputStream();
    string(connect, "MQTT");
    connect.writeBytes(new byte[] {4, 0, 0, 0}); // version, no clean session, no keep alive
    string(connect, "durable-observer");
    send(0x10, connect.toByteArray());
    while (true) {
      int header = in.readUnsignedByte();
      byte[] body = in.readNBytes(length(in));
      switch (header >> 4) {
        case CONNACK -> subscribe();
        case SUBACK -> send(0xC0, new byte[0]);
        case PINGRESP -> attached = true;
        case PUBLISH -> published(header, body);
        default -> {}
      }
    }
  }

  private void subscribe() throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {0, 1});
    string(packet, filter);
    packet.write(1);
    send(0x82, packet.toByteArray());
  }

  private void published(int header, byte[] body) {
    int topicLength = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
    int start = 2 + topicLength;
    boolean acknowledged = (header & 0x06) != 0;
    int text = acknowledged ? start + 2 : start;
    seen.add(
        new Seen(
            new String(body, 2, topicLength, ISO_8859_1),
            new String(body, text, body.length - text, ISO_8859_1)));
    if (acknowledged) {
      try {
        send(0x40, new byte[] {body[start], body[start + 1]});
      } catch (IOException e) {
        attached = false; // what came before the end is still to be read
      }
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int value = 0;
    int shift = 0;
    int part;
    do {
      part = in.readUnsignedByte();
      value |= (part & 0x7F) << shift;
      shift += 7;
    } while ((part & 0x80) != 0);
    return value;
  }

  private static void string(ByteArrayOutputStream packet, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    packet.write(bytes.length >> 8);
    packet.write(bytes.length);
    packet.writeBytes(bytes);
  }

  /** Only packets of less than 128 bytes. */
  private synchronized void send(int header, byte[] body) throws IOException {
    byte[] packet = new byte[body.length + 2];
    packet[0] = (byte) header;
    packet[1] = (byte) body.length;
    System.arraycopy(body, 0, packet, 2, body.length);
    OutputStream out = socket.getOutputStream();
    out.write(packet);
    out.flush();
  }
}
