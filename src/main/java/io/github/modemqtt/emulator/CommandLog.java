package io.github.modemqtt.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** The command lines that a module received; when it is full, the oldest go. */
final class CommandLog {
  static final int CAPACITY = 1024;

  private final LinkedBlockingDeque<String> lines = new LinkedBlockingDeque<>(CAPACITY);

  void add(String line) {
    while (!lines.offer(line)) {
      lines.poll();
    }
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  Optional<String> take(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(lines.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }
}
