package io.github.modemqtt.bench;

import io.github.modemqtt.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Mosquitto in a process of its own, where it is installed; else the broker in this process.
 *
 * @param name which it is
 * @param host where it listens
 * @param port where it listens
 * @param pid the process that it runs in
 * @param end ends it
 */
public record LocalBroker(String name, String host, int port, long pid, Runnable end)
    implements AutoCloseable {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final long POLL_NANOS = 10_000_000;
  private static final int ATTEMPTS = 500;

  /** Starts one that listens on this machine only. */
  public static LocalBroker start() throws IOException {
    if (!Files.isExecutable(MOSQUITTO)) {
      EmbeddedBroker broker = EmbeddedBroker.start();
      return new LocalBroker(
          "Artemis in the same JVM",
          broker.host(),
          broker.port(),
          ProcessHandle.current().pid(),
          broker::close);
    }
    int port = freePort();
    Process process =
        new ProcessBuilder(MOSQUITTO.toString(), "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitListening(process, port);
    return new LocalBroker("Mosquitto", "127.0.0.1", port, process.pid(), process::destroy);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Process process, int port) throws IOException {
    IOException last = new IOException("nothing was tried");
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
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
  public void close() {
    end.run();
  }
}
