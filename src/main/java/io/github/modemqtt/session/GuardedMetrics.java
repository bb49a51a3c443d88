package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.Qos;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps failures of the user's metrics from the client, and tells nothing after the end. */
final class GuardedMetrics implements ClientMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedMetrics.class);

  private final ClientMetrics metrics;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  GuardedMetrics(ClientMetrics metrics) {
    this.metrics = metrics;
  }

  private void tell(Runnable call) {
    if (!closed.get()) {
      guarded(call);
    }
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      if (failed.compareAndSet(false, true)) {
        LOG.warn("The client's metrics failed; further failures are not logged", e);
      }
    }
  }

  /** A failure of this one is the user's: metrics that cannot be bound are no use. */
  @Override
  public void bind(ClientGauges gauges) {
    metrics.bind(gauges);
  }

  @Override
  public void onClosed() {
    if (closed.compareAndSet(false, true)) {
      guarded(metrics::onClosed);
    }
  }

  @Override
  public void onState(ClientState state) {
    tell(() -> metrics.onState(state));
  }

  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    tell(() -> metrics.onDisconnected(cause, willRecover));
  }

  @Override
  public void onRecoveryAttempt(RecoveryAttempt attempt) {
    tell(() -> metrics.onRecoveryAttempt(attempt));
  }

  @Override
  public void onRecovered(RecoveryStep step, Duration outage) {
    tell(() -> metrics.onRecovered(step, outage));
  }

  @Override
  public void onQueued(Qos qos, int payloadBytes) {
    tell(() -> metrics.onQueued(qos, payloadBytes));
  }

  @Override
  public void onAccepted(Qos qos, int attempt, Duration sinceQueued) {
    tell(() -> metrics.onAccepted(qos, attempt, sinceQueued));
  }

  @Override
  public void onAcknowledged(Qos qos, Duration sinceAccepted, Duration sinceQueued) {
    tell(() -> metrics.onAcknowledged(qos, sinceAccepted, sinceQueued));
  }

  @Override
  public void onPublishFailed(Qos qos, Throwable cause, Duration sinceQueued) {
    tell(() -> metrics.onPublishFailed(qos, cause, sinceQueued));
  }

  @Override
  public void onOutboxRefusal() {
    tell(metrics::onOutboxRefusal);
  }

  @Override
  public void onMessage(int payloadBytes) {
    tell(() -> metrics.onMessage(payloadBytes));
  }

  @Override
  public void onHandlerDrop() {
    tell(metrics::onHandlerDrop);
  }

  @Override
  public void onMessageDuplicate() {
    tell(metrics::onMessageDuplicate);
  }
}
