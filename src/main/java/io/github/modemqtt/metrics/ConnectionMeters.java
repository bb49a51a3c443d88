package io.github.modemqtt.metrics;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.session.ClientStateException;
import io.github.modemqtt.session.RecoveryAttempt;
import io.github.modemqtt.session.RecoveryStep;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How a connection is lost and got back. Thread-safe. */
final class ConnectionMeters {
  private final Meters meters;
  private final List<Timer> recoveries;

  ConnectionMeters(Meters meters) {
    this.meters = meters;
    recoveries = Stream.of(RecoveryStep.values()).map(this::outages).toList();
  }

  private Timer outages(RecoveryStep step) {
    return meters.timer(
        "recovery.duration",
        "Outages that have ended, by what ended them",
        "step",
        TagValue.of(step));
  }

  void lost(ModemException cause) {
    meters
        .counter(
            "connection.losses",
            "Losses of the connection or the line",
            "cause",
            TagValue.of(cause))
        .increment();
  }

  void attempt(RecoveryAttempt attempt) {
    meters
        .counter(
            "recovery.attempts",
            "Attempts to get the connection back",
            "step",
            TagValue.of(attempt.step()),
            "cause",
            cause(attempt))
        .increment();
  }

  private static String cause(RecoveryAttempt attempt) {
    boolean first = attempt.cause() instanceof ClientStateException;
    return first ? TagValue.NONE : TagValue.of(attempt.cause());
  }

  void recovered(RecoveryStep step, Duration outage) {
    recoveries.get(step.ordinal()).record(outage);
  }
}
