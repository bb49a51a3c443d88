package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.modem.PinRequiredException;
import io.github.modemqtt.modem.PukRequiredException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.outbox.SqliteOutboxStore;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ClientStateException;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import io.github.modemqtt.session.PublishStage;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.session.RecoveryAttempt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A run of {@code pub} whose messages are on a disk before they are sent. */
final class OutboxRun implements ClientListener, MessageSink {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  /** Reading waits while so many messages do. */
  private static final int CAPACITY = 10_000;

  private final Streams streams;
  private final Path directory;
  private final Progress progress;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ModemMqttClient client;
  private boolean stopped;
  private @Nullable ModemException lost;
  private @Nullable Throwable firstFailure;

  OutboxRun(Streams streams, Path directory) {
    this.streams = streams;
    this.directory = directory;
    this.progress = new Progress(streams);
  }

  /** Makes the client, which gets what earlier runs left. */
  ModemMqttClient open(ModemMqttClient.Builder builder) {
    SqliteOutboxStore store = SqliteOutboxStore.open(directory);
    try {
      ModemMqttClient made =
          builder
              .reconnector(Reconnector.AS_PLANNED) // or it took no more messages for the disk
              .outbox(
                  OutboxOptions.DEFAULTS
                      .withCapacity(CAPACITY)
                      .withTimeToLive(TIME_TO_LIVE)
                      .withStore(store))
              .build();
      client = made;
      return made;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private ModemMqttClient client() {
    return Objects.requireNonNull(client, "not opened");
  }

  void start() {
    client().start();
    watch();
  }

  /** Nothing else tells why the client gives up while it gets its connection. */
  private void watch() {
    client()
        .async()
        .connect()
        .whenComplete(
            (done, failure) -> {
              if (failure instanceof ModemException cause) {
                attemptFailed(cause);
              }
            });
  }

  private void attemptFailed(ModemException cause) {
    if (Progress.isLineLost(cause)
        || cause instanceof PinRejectedException
        || cause instanceof PinRequiredException
        || cause instanceof PukRequiredException) {
      end(cause);
    } else if (!(cause instanceof ClientStateException)) {
      watch();
    }
  }

  /** Puts a message on the disk; waits while too many are there, and the line is. */
  @Override
  public boolean take(OutgoingMessage message) throws InterruptedException {
    lock.lock();
    try {
      while (client().outboxDepth() >= CAPACITY && lost == null && !stopped) {
        changed.await();
      }
      if (stopped) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    client().async().send(message, PublishOptions.DEFAULTS);
    return true;
  }

  /** What is on the disk has arrived where this run wants it. */
  @Override
  public void settle() {}

  /** Waits no longer for what is on the disk. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything has its end, and tells what has not; returns the exit code. */
  int end(Duration patience) throws InterruptedException {
    awaitEnd(patience);
    int waiting = client().outboxDepth();
    if (waiting > 0) {
      streams.say(
          "modemqtt: "
              + waiting
              + (waiting == 1 ? " message waits in " : " messages wait in ")
              + directory
              + "; the next run with this --outbox sends "
              + (waiting == 1 ? "it" : "them"));
    }
    if (client().state() == ClientState.CONNECTED) {
      client().disconnect();
    }
    return exitCode(waiting);
  }

  private int exitCode(int waiting) {
    Throwable failure = lost == null ? firstFailure : lost;
    if (failure != null) {
      streams.say("modemqtt: " + Failures.describe(failure));
      return ExitCode.of(failure);
    }
    return waiting == 0 ? ExitCode.OK : ExitCode.TIME_OVER;
  }

  private void awaitEnd(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (client().outboxDepth() > 0 && lost == null && !stopped && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- from the client ----

  @Override
  public void onPublishResult(Publication publication) {
    if (publication.stage() == PublishStage.FAILED) {
      publication.acknowledged().whenComplete((done, failure) -> givenUp(failure));
    }
    wake();
  }

  private void givenUp(@Nullable Throwable failure) {
    lock.lock();
    try {
      if (firstFailure == null) {
        firstFailure = failure;
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(ModemException cause) {
    lock.lock();
    try {
      lost = cause;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onStep(BringUpStep step, String text) {
    progress.onStep(step, text);
  }

  @Override
  public void onStateChange(ClientState state) {
    progress.onStateChange(state);
  }

  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    progress.onDisconnected(cause, willRecover);
    if (willRecover) {
      attemptFailed(cause);
    } else {
      end(cause);
    }
  }

  @Override
  public void onRecovery(RecoveryAttempt attempt) {
    progress.onRecovery(attempt);
  }
}
