package io.github.modemqtt.bench.parts.scale;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.modemqtt.bench.ProcessFigures;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What this process has at a moment.
 *
 * @param minutes since the first sample
 * @param heapMiB live heap, after collections
 * @param residentMiB what the system keeps in memory, the whole heap included
 * @param directMiB buffers outside the heap
 * @param threads threads
 * @param files open files and sockets; 0 where the system does not tell
 */
record Sample(
    double minutes,
    double heapMiB,
    double residentMiB,
    double directMiB,
    double threads,
    double files) {
  private static final double MIB = 1 << 20;

  static Sample take(long startNanos) {
    ProcessFigures figures = ProcessFigures.now();
    return new Sample(
        (System.nanoTime() - startNanos) / 60e9,
        figures.heapBytes() / MIB,
        figures.residentBytes() / MIB,
        directBytes() / MIB,
        figures.threads(),
        openFiles());
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : 0;
  }

  List<Object> row() {
    return List.of(minutes, heapMiB, residentMiB, directMiB, (long) threads, (long) files);
  }
}
