package io.github.modemqtt.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An installed Mosquitto on a free loopback port, with its files in a temporary folder. */
public final class MosquittoBroker implements AutoCloseable {
  private static final int START_ATTEMPTS = 5;
  private static final long READY_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int CONNECT_MILLIS = 1_000;

  private final Path folder;
  private final MosquittoClients.Login login;
  private int port;
  private Process process;

  private MosquittoBroker(Path folder, MosquittoClients.Login login) {
    this.folder = folder;
    this.login = login;
  }

  /** Skips the test visibly where Mosquitto or its command line clients are missing. */
  public static void assumeInstalled() {
    boolean installed =
        Stream.of("mosquitto", "mosquitto_passwd", "mosquitto_pub", "mosquitto_sub", "stdbuf")
            .allMatch(name -> Programs.find(name).isPresent());
    assumeTrue(installed, "mosquitto is not installed (apt install mosquitto mosquitto-clients)");
  }

  /** Starts a broker that lets everybody in; returns when it accepts connections. */
  public static MosquittoBroker start() {
    return start(MosquittoClients.Login.ANONYMOUS);
  }

  /** Starts a broker for one user; returns when it accepts connections. */
  public static MosquittoBroker start(String user, String password) {
    return start(new MosquittoClients.Login(user, password));
  }

  private static MosquittoBroker start(MosquittoClients.Login login) {
    try {
      Path folder = Files.createTempDirectory(Programs.temporaryFolder(), "mosquitto");
      MosquittoBroker broker = new MosquittoBroker(folder, login);
      broker.startOnFreePort();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port; it stays the same over a restart. */
  public int port() {
    return port;
  }

  /** The command line clients, with this broker's port and its user. */
  public MosquittoClients clients() {
    return new MosquittoClients(port, login);
  }

  /** What the broker has logged so far, over all restarts. */
  public String log() {
    try {
      return Files.readString(folder.resolve("mosquitto.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it in order: it saves sessions and retained messages for {@link #restart()}. */
  public void stop() {
    end(process::destroy);
  }

  /** Kills it: nothing is saved and no connection is closed in order. */
  public void kill() {
    end(process::destroyForcibly);
  }

  /** Stops it if it runs, and starts it on the same port; returns when it accepts connections. */
  public void restart() {
    stop();
    if (!launch()) {
      throw new IllegalStateException("mosquitto did not come back on " + port + ":\n" + log());
    }
  }

  /** Stops it and deletes its files. */
  @Override
  public void close() {
    try {
      stop();
    } finally {
      deleteFolder();
    }
  }

  private void startOnFreePort() throws IOException {
    if (!login.isAnonymous()) {
      writePasswords();
    }
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      port = freePort();
      Files.writeString(folder.resolve("mosquitto.conf"), configuration());
      if (launch()) {
        return;
      }
      // Somebody else took the port between the search and the start.
    }
    throw new IllegalStateException("mosquitto did not start:\n" + log());
  }

  private void writePasswords() {
    Programs.Result result =
        Programs.run(
            List.of(
                Programs.require("mosquitto_passwd"),
                "-b",
                "-c",
                passwords().toString(),
                login.user(),
                login.password()),
            new byte[0]);
    if (result.exitCode() != 0) {
      throw new IllegalStateException("mosquitto_passwd failed: " + result.output());
    }
  }

  private String configuration() {
    // Started by root it gives up its rights, and could not write into the folder any more.
    String user = System.getProperty("user.name").equals("root") ? "user root\n" : "";
    String access =
        login.isAnonymous()
            ? "allow_anonymous true\n"
            : "allow_anonymous false\npassword_file " + passwords() + "\n";
    return user
        + "persistence true\n"
        + "persistence_location "
        + folder
        + "/\n"
        + "max_inflight_messages 0\n"
        + "max_queued_messages 0\n"
        + "set_tcp_nodelay true\n"
        + "log_dest stderr\n"
        + "listener "
        + port
        + " 127.0.0.1\n"
        + access;
  }

  private Path passwords() {
    return folder.resolve("passwords");
  }

  private boolean launch() {
    try {
      process =
          new ProcessBuilder(
                  Programs.require("mosquitto"),
                  "-v",
                  "-c",
                  folder.resolve("mosquitto.conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long deadline = System.nanoTime() + READY_LIMIT_NANOS;
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (accepts()) {
        return process.isAlive();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    kill();
    return false;
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void end(Runnable signal) {
    signal.run();
    Programs.await(process, "mosquitto");
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
