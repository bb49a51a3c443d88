package io.github.modemqtt.bench.parts.unlimited;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the threads of this process that live have used up to a moment, those of the virtual machine
 * itself (compiler, collector) aside.
 *
 * @param nanos the moment
 * @param cpuNanos time on a processor
 * @param bytes allocated
 */
record Usage(long nanos, long cpuNanos, long bytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Usage now() {
    long[] all = THREADS.getAllThreadIds();
    return new Usage(
        System.nanoTime(),
        sum(THREADS.getThreadCpuTime(all)),
        sum(THREADS.getThreadAllocatedBytes(all)));
  }

  private static long sum(long[] ofThreads) {
    long sum = 0;
    for (long ofOne : ofThreads) {
      sum += Math.max(0, ofOne); // -1 for one that has ended meanwhile
    }
    return sum;
  }
}
