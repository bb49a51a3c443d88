package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.Jvm;
import io.github.modemqtt.bench.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Emulated modules in a process of their own. */
record ModulesProcess(Process process, Path ports) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 20_000_000;

  static ModulesProcess start(int count, LocalBroker broker) throws IOException {
    Path ports = Files.createTempDirectory("modules").resolve("ports");
    Process process =
        new ProcessBuilder(
                Jvm.command(
                    List.of("-Xmx1g"),
                    ModulesMain.class,
                    String.valueOf(count),
                    String.valueOf(broker.port()),
                    ports.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long end = System.nanoTime() + START.toNanos();
    while (!Files.exists(ports)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        process.destroyForcibly();
        throw new IOException("the modules do not start");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return new ModulesProcess(process, ports);
  }

  List<Integer> numbers() throws IOException {
    return Files.readAllLines(ports).stream().map(Integer::valueOf).toList();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the modules do not end well, or complain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      Files.delete(ports);
      Files.delete(ports.getParent());
    }
  }
}
