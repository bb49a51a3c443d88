package io.github.modemqtt.bench.parts.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages that a client is given.
 *
 * @param bytes the size of each payload
 * @param qos 0 or 1
 * @param window how many are under way at once
 * @param count how many
 */
record Load(int bytes, int qos, int window, int count) {
  private static final int SECONDS = 60;

  /**
   * What came of it.
   *
   * @param perSecond messages a second: to the last acknowledgement; at QoS 0 to the last arrival,
   *     without the way through the network
   * @param line bytes on the serial line for each
   * @param air what went over the network for all
   */
  record Result(double perSecond, double line, Traffic air) {}

  Result run(Peer peer, String topic, Arrivals arrivals, Duration oneWay) throws Exception {
    byte[] payload = payload();
    Arrivals.OfTopic arriving = arrivals.of(topic);
    long line = peer.line();
    Traffic air = peer.air();
    Semaphore room = new Semaphore(window);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      acquire(room, 1);
      peer.publish(topic, payload, qos).whenComplete((done, failure) -> ended(room, failure));
    }
    acquire(room, window);
    double seconds = (System.nanoTime() - start) / 1e9;
    arriving.await(count, SECONDS);
    return new Result(
        qos == 0 ? arriving.perSecondSince(start + oneWay.toNanos()) : count / seconds,
        (peer.line() - line) / (double) count,
        peer.air().minus(air));
  }

  private static void ended(Semaphore room, Throwable failure) {
    if (failure == null) {
      room.release(); // else it is missed, and the measurement fails
    }
  }

  private static void acquire(Semaphore room, int permits)
      throws InterruptedException, TimeoutException {
    if (!room.tryAcquire(permits, SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("no acknowledgement in " + SECONDS + " s");
    }
  }

  /** Text, as most readings are. */
  private byte[] payload() {
    return "21.5 degrees;".repeat(bytes).substring(0, bytes).getBytes(US_ASCII);
  }
}
