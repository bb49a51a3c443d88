package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;

/** What is remembered of a payload to know it again: FNV-1a, 64 bits. */
final class PayloadHash {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private PayloadHash() {}

  static long of(Message message) {
    long hash = BASIS;
    for (byte b : message.payload()) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return hash;
  }
}
