package io.github.modemqtt.bench.parts.unlimited;

/** Adds up what many stretches of the same work take. */
final class Meter {
  private long nanos;
  private long cpuNanos;
  private long bytes;
  private long count;

  /** Work that returns how often it was done. */
  interface Work {
    long run() throws Exception;
  }

  void measure(Work work) throws Exception {
    Usage before = Usage.now();
    long done = work.run();
    Usage after = Usage.now();
    nanos += after.nanos() - before.nanos();
    cpuNanos += after.cpuNanos() - before.cpuNanos();
    bytes += after.bytes() - before.bytes();
    count += done;
  }

  Cost cost() {
    return new Cost(count / (nanos / 1e9), cpuNanos / 1e3 / count, bytes / (double) count);
  }

  /**
   * What one of many takes.
   *
   * @param perSecond how many there were in a second
   * @param cpuMicros of this process
   * @param bytes allocated
   */
  record Cost(double perSecond, double cpuMicros, double bytes) {}
}
