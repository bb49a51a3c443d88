package io.github.modemqtt.bench.parts.startup;

import io.github.modemqtt.bench.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A broker, modules in other processes, and a folder for what is only needed now. */
final class Scene implements AutoCloseable {
  private final LocalBroker broker = LocalBroker.start();
  private final Path folder = Files.createTempDirectory("modemqtt-bench");
  private final AtomicInteger modules = new AtomicInteger();

  Scene() throws IOException {}

  Path folder() {
    return folder;
  }

  int brokerPort() {
    return broker.port();
  }

  String brokerName() {
    return broker.name();
  }

  ModuleProcess module(String... options) throws IOException {
    Path link = folder.resolve("modem" + modules.incrementAndGet());
    return ModuleProcess.start(link, broker.port(), options);
  }

  @Override
  public void close() throws Exception {
    broker.close();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
