package io.github.modemqtt.emulator.internal.ecmt;

import java.util.Arrays;

/**
 * The payload of a prompted publish: bytes up to a chunk that <em>ends</em> with Ctrl-Z or Esc.
 *
 * <p>Keeps the firmware's fault: what was collected before an overflow, or the length of it before
 * the guard time ran out, is not forgotten and precedes the payload of the next prompted publish.
 * Sending or cancelling one heals it.
 */
final class PromptInput {
  private static final byte SEND = 0x1A;
  private static final byte CANCEL = 0x1B;

  /** What a chunk led to. */
  enum Outcome {
    MORE,
    SEND,
    CANCEL,
    OVERFLOW
  }

  private final byte[] buffer;
  private int length;
  private byte[] payload = {};

  PromptInput(int maxPayload) {
    buffer = new byte[maxPayload + 1]; // and Ctrl-Z
  }

  Outcome accept(byte[] chunk) {
    if (length + chunk.length > buffer.length) {
      return Outcome.OVERFLOW;
    }
    System.arraycopy(chunk, 0, buffer, length, chunk.length);
    int end = length + chunk.length;
    byte last = buffer[end - 1];
    if (last != SEND && last != CANCEL) {
      length = end;
      return Outcome.MORE;
    }
    payload = Arrays.copyOf(buffer, end - 1);
    clear();
    return last == SEND ? Outcome.SEND : Outcome.CANCEL;
  }

  /** What was collected when the last outcome was {@link Outcome#SEND}. */
  byte[] payload() {
    return payload;
  }

  /** The bytes go, their number stays. */
  void guardExpired() {
    Arrays.fill(buffer, (byte) 0);
  }

  /** As after a reset. */
  void clear() {
    Arrays.fill(buffer, (byte) 0);
    length = 0;
  }
}
