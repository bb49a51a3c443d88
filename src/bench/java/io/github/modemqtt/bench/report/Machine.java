package io.github.modemqtt.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param cpu the processor's model
 * @param cores how many of it this process may use
 * @param memoryMiB the main memory
 * @param system the operating system
 * @param kernel its kernel
 * @param java the JDK
 * @param loadAverage how many processes wanted to run, on average of the last minute before
 */
public record Machine(
    String cpu,
    int cores,
    long memoryMiB,
    String system,
    String kernel,
    String java,
    double loadAverage) {

  /** This machine, now. */
  public static Machine here() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name", ":", system.getArch()),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 20,
        value(Path.of("/etc/os-release"), "PRETTY_NAME", "=", system.getName()),
        system.getName() + " " + system.getVersion(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        system.getSystemLoadAverage());
  }

  /** The first value of that name in the file, or the other one if there is none. */
  private static String value(Path file, String name, String separator, String other) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(separator) + 1).replace("\"", "").strip())
          .findFirst()
          .orElse(other);
    } catch (IOException e) {
      return other;
    }
  }

  /** All of it in a sentence. */
  public String text() {
    return "%s, %d cores, %,d MiB; %s, %s; %s; load average %.2f at the beginning"
        .formatted(cpu, cores, memoryMiB, system, kernel, java, loadAverage);
  }
}
