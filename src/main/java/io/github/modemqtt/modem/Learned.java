package io.github.modemqtt.modem;

import java.time.Instant;

/**
 * Something that the module said, and when.
 *
 * @param value what it said
 * @param at when, by the clock of this machine
 * @param <T> what it is about
 */
public record Learned<T>(T value, Instant at) {
  static <T> Learned<T> now(T value) {
    return new Learned<>(value, Instant.now());
  }
}
