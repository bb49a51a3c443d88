package io.github.modemqtt.bench.parts.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process takes, as its system sees it.
 *
 * @param residentKib what of it is in memory now
 * @param mostKib the most that was
 * @param threads the JVM's own with the program's
 * @param heapKib what lives on the heap, after a collection
 * @param cpuMillis all of its processor time
 */
record OwnStatus(long residentKib, long mostKib, long threads, long heapKib, long cpuMillis) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String MARK = "status";

  static OwnStatus now() throws IOException {
    List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
    long cpu =
        ProcessHandle.current().info().totalCpuDuration().map(time -> time.toMillis()).orElse(0L);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new OwnStatus(
        number(lines, "VmRSS:"),
        number(lines, "VmHWM:"),
        number(lines, "Threads:"),
        (runtime.totalMemory() - runtime.freeMemory()) / 1024,
        cpu);
  }

  private static long number(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").trim());
      }
    }
    return 0;
  }

  void print() {
    System.out.println(
        String.join(
            " ",
            MARK,
            String.valueOf(residentKib),
            String.valueOf(mostKib),
            String.valueOf(threads),
            String.valueOf(heapKib),
            String.valueOf(cpuMillis)));
  }

  /** Of the output of the process that printed it. */
  static OwnStatus in(String output) {
    for (String line : output.split("\n")) {
      String[] words = line.split(" ");
      if (words[0].equals(MARK)) {
        return new OwnStatus(
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4]),
            Long.parseLong(words[5]));
      }
    }
    throw new IllegalStateException("no status in: " + output);
  }
}
