package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.mqtt.Qos;

/** What drives a module. */
interface Host extends AutoCloseable {
  /** Messages under way at most, for all hosts. */
  int WINDOW = 8;

  /**
   * Publishes messages; returns when all have their result.
   *
   * @return the time from the first command to the module's answer to the last one, in nanoseconds
   */
  long publish(int count, String payload, Qos qos);

  @Override
  void close();
}
