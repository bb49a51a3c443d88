package io.github.modemqtt.metrics;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientMetrics;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.RecoveryAttempt;
import io.github.modemqtt.session.RecoveryStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one client as meters of a Micrometer registry.
 *
 * <p>The meters are registered when the client is built, and removed when it is closed. Which there
 * are is said in the {@linkplain io.github.modemqtt.metrics package description}. Thread-safe.
 *
 * <p>Two clients in one registry need different client ids, or different tags: of two meters with
 * the same name and tags a registry keeps the first. Give the client an id of its own ({@code
 * clientId}); the generated one makes new meters at each start of the program.
 */
public final class MicrometerClientMetrics implements ClientMetrics {
  private final MeterRegistry registry;
  private final Tags tags;
  private volatile @Nullable ClientMeters meters;

  /**
   * Makes metrics for one client.
   *
   * @param registry where the meters go
   */
  public MicrometerClientMetrics(MeterRegistry registry) {
    this(registry, Tags.empty());
  }

  /**
   * Makes metrics for one client, with further tags at all meters.
   *
   * @param registry where the meters go
   * @param tags such as the site or the device; their values should be few
   */
  public MicrometerClientMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
  }

  /**
   * Registers the meters of the client.
   *
   * @param gauges the client's values
   * @throws IllegalStateException if these metrics serve a client already
   */
  @Override
  public synchronized void bind(ClientGauges gauges) {
    if (meters != null) {
      throw new IllegalStateException(
          "These metrics serve a client already; each client needs its own");
    }
    meters = new ClientMeters(new Meters(registry, tags.and("client", gauges.clientId())), gauges);
  }

  @Override
  public void onClosed() {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.remove();
    }
  }

  @Override
  public void onState(ClientState state) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.states().enter(state);
    }
  }

  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.connection().lost(cause);
    }
  }

  @Override
  public void onRecoveryAttempt(RecoveryAttempt attempt) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.connection().attempt(attempt);
    }
  }

  @Override
  public void onRecovered(RecoveryStep step, Duration outage) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.connection().recovered(step, outage);
    }
  }

  @Override
  public void onQueued(Qos qos, int payloadBytes) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.publishes(qos).queued(payloadBytes);
    }
  }

  @Override
  public void onAccepted(Qos qos, int attempt, Duration sinceQueued) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.publishes(qos).accepted(attempt);
    }
  }

  @Override
  public void onAcknowledged(Qos qos, Duration sinceAccepted, Duration sinceQueued) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.publishes(qos).acknowledged(sinceAccepted, sinceQueued);
    }
  }

  @Override
  public void onPublishFailed(Qos qos, Throwable cause, Duration sinceQueued) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.publishes(qos).failed(cause);
    }
  }

  @Override
  public void onOutboxRefusal() {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.outboxRefusals().increment();
    }
  }

  @Override
  public void onMessage(int payloadBytes) {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.received().record(payloadBytes);
    }
  }

  @Override
  public void onHandlerDrop() {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.handlerDrops().increment();
    }
  }

  @Override
  public void onMessageDuplicate() {
    ClientMeters bound = meters;
    if (bound != null) {
      bound.duplicates().increment();
    }
  }
}
