package io.github.modemqtt.session;

import io.github.modemqtt.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Mosquitto in a process of its own, where it is installed; else the broker in this process. */
public record LocalBroker(String name, String host, int port, AutoCloseable end)
    implements AutoCloseable {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final long POLL_NANOS = 10_000_000;
  private static final int ATTEMPTS = 500;

  public static LocalBroker start() throws IOException {
    if (!Files.isExecutable(MOSQUITTO)) {
      EmbeddedBroker broker = EmbeddedBroker.start();
      return new LocalBroker("Artemis in this JVM", broker.host(), broker.port(), broker);
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(MOSQUITTO.toString(), "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitListening(port);
    return new LocalBroker("Mosquitto", "127.0.0.1", port, process::destroy);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws IOException {
    IOException last = new IOException("nothing was tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return;
      } catch (IOException e) {
        last = e;
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    throw last;
  }

  @Override
  public void close() throws Exception {
    end.close();
  }
}
