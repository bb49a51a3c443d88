package io.github.modemqtt.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Registers meters with common tags, and takes all of them back. Thread-safe. */
final class Meters {
  private static final String PREFIX = "modemqtt.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Set<Meter.Id> registered = new LinkedHashSet<>();
  private boolean removed;

  Meters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  Counter counter(String name, String description, String... more) {
    return kept(
        Counter.builder(PREFIX + name)
            .description(description)
            .tags(tags.and(more))
            .register(registry));
  }

  Timer timer(String name, String description, String... more) {
    return kept(
        Timer.builder(PREFIX + name)
            .description(description)
            .tags(tags.and(more))
            .register(registry));
  }

  DistributionSummary bytes(String name, String description, String... more) {
    return kept(
        DistributionSummary.builder(PREFIX + name)
            .description(description)
            .baseUnit("bytes")
            .tags(tags.and(more))
            .register(registry));
  }

  <T> void gauge(
      String name,
      String description,
      String unit,
      T source,
      ToDoubleFunction<T> value,
      String... more) {
    kept(
        Gauge.builder(PREFIX + name, source, value)
            .description(description)
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags.and(more))
            .register(registry));
  }

  <T> void counted(
      String name,
      String description,
      String unit,
      T source,
      ToDoubleFunction<T> value,
      String... more) {
    kept(
        FunctionCounter.builder(PREFIX + name, source, value)
            .description(description)
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags.and(more))
            .register(registry));
  }

  /** The clock that the registry measures time with, in nanoseconds from an unknown start. */
  long monotonicNanos() {
    return registry.config().clock().monotonicTime();
  }

  private synchronized <M extends Meter> M kept(M meter) {
    if (removed) {
      registry.remove(meter); // it came while the client was closing
    } else {
      registered.add(meter.getId());
    }
    return meter;
  }

  synchronized void remove() {
    removed = true;
    registered.forEach(registry::remove);
    registered.clear();
  }
}
