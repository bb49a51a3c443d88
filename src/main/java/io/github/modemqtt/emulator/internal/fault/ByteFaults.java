package io.github.modemqtt.emulator.internal.fault;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;

/** Spoils whole messages on the line, one fault for each. */
public final class ByteFaults {
  private static final int BITS = 8;

  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  private record Pending(boolean drop, int count, long seed) {}

  /**
   * Plans to flip bits.
   *
   * @param count the number of bytes
   * @param seed chooses them
   */
  public void garble(int count, long seed) {
    pending.add(new Pending(false, count, seed));
  }

  /**
   * Plans to leave bytes out.
   *
   * @param count the number of bytes
   * @param seed chooses them
   */
  public void drop(int count, long seed) {
    pending.add(new Pending(true, count, seed));
  }

  /**
   * A message goes over the line.
   *
   * @param message what was sent; not changed
   * @return what arrives
   */
  public byte[] spoil(byte[] message) {
    Pending fault = pending.poll();
    if (fault == null) {
      return message;
    }
    Random random = new Random(fault.seed());
    int[] chosen =
        random
            .ints(0, message.length)
            .distinct()
            .limit(Math.min(fault.count(), message.length))
            .sorted()
            .toArray();
    return fault.drop() ? without(message, chosen) : flipped(message, chosen, random);
  }

  private static byte[] flipped(byte[] message, int[] chosen, Random random) {
    byte[] spoiled = message.clone();
    for (int at : chosen) {
      spoiled[at] ^= (byte) (1 << random.nextInt(BITS));
    }
    return spoiled;
  }

  private static byte[] without(byte[] message, int[] chosen) {
    byte[] spoiled = new byte[message.length];
    int length = 0;
    for (int at = 0; at < message.length; at++) {
      if (Arrays.binarySearch(chosen, at) < 0) {
        spoiled[length++] = message[at];
      }
    }
    return Arrays.copyOf(spoiled, length);
  }
}
