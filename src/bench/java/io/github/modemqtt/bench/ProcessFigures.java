package io.github.modemqtt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process takes at a moment.
 *
 * @param heapBytes what is live, after a collection
 * @param residentBytes what of it the system keeps in memory; 0 where it does not tell
 * @param threads the threads that live
 */
public record ProcessFigures(long heapBytes, long residentBytes, int threads) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int COLLECTIONS = 3;

  /** The figures of this moment. */
  public static ProcessFigures now() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return new ProcessFigures(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        resident(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  /** The time that all threads together have run so far. */
  public static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** What the system keeps in memory of this process, in bytes; 0 where it does not tell. */
  public static long resident() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many threads there are of each kind: the first word of their names. */
  public static Map<String, Integer> threadsByKind() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String kind = thread.getName().replaceAll("(-line|-io|-clock|-net)?[ -][^ ]*[0-9].*", "$1");
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }
}
