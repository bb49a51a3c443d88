package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.model.NetworkModel;
import java.util.SplittableRandom;

/** Draws how long the segments of one direction take. */
final class Travel {
  private final long halfRoundTrip;
  private final long jitter;
  private final double loss;
  private final long retransmission;
  private final SplittableRandom random;

  /**
   * Each direction has a random sequence of its own, so that the one does not depend on what
   * happens to be sent in the other.
   */
  Travel(NetworkModel model, SplittableRandom random) {
    halfRoundTrip = model.roundTrip().toNanos() / 2;
    jitter = model.jitter().toNanos();
    loss = model.loss();
    retransmission = model.retransmission().toNanos();
    this.random = random;
  }

  long nextNanos() {
    long nanos = halfRoundTrip + Math.round((2 * random.nextDouble() - 1) * jitter);
    for (int i = 0; i < NetworkModel.MAX_RETRANSMISSIONS && random.nextDouble() < loss; i++) {
      nanos += retransmission << i;
    }
    return Math.max(0, nanos);
  }
}
