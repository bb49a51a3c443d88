package io.github.modemqtt.metrics;

import io.github.modemqtt.session.ClientState;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.stream.Stream;

/** Which state a client is in, how many times it came there, and for how long. Thread-safe. */
final class StateMeters {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Meters meters;
  private final List<Counter> entries;
  private final long[] ended = new long[ClientState.values().length];
  private ClientState current;
  private long since;

  StateMeters(Meters meters, ClientState first) {
    this.meters = meters;
    current = first;
    since = meters.monotonicNanos();
    entries = Stream.of(ClientState.values()).map(this::entries).toList();
    for (ClientState state : ClientState.values()) {
      register(state, TagValue.of(state));
    }
  }

  private Counter entries(ClientState state) {
    return meters.counter("state.entries", "Entries into a state", "state", TagValue.of(state));
  }

  private void register(ClientState state, String tag) {
    meters.gauge(
        "state", "1 for the state now", "", this, now -> now.isIn(state) ? 1 : 0, "state", tag);
    meters.counted(
        "state.time",
        "Time in a state",
        "seconds",
        this,
        now -> now.nanosIn(state) / NANOS_PER_SECOND,
        "state",
        tag);
  }

  void enter(ClientState next) {
    synchronized (this) {
      long now = meters.monotonicNanos();
      ended[current.ordinal()] += now - since;
      current = next;
      since = now;
    }
    entries.get(next.ordinal()).increment();
  }

  private synchronized boolean isIn(ClientState state) {
    return state == current;
  }

  private synchronized long nanosIn(ClientState state) {
    long running = state == current ? meters.monotonicNanos() - since : 0;
    return ended[state.ordinal()] + running;
  }
}
