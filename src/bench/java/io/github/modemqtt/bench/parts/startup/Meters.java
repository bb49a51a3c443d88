package io.github.modemqtt.bench.parts.startup;

import io.github.modemqtt.metrics.MicrometerClientMetrics;
import io.github.modemqtt.session.ClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Keeps Micrometer away from who does not use it. */
final class Meters {
  private Meters() {}

  static ClientMetrics metrics() {
    return new MicrometerClientMetrics(new SimpleMeterRegistry());
  }
}
