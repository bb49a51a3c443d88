package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A channel on a scripted modem. */
final class Bench implements AutoCloseable {
  /** For what is not the subject of the test, and must never run out. */
  static final Duration LONG = Duration.ofSeconds(30);

  static final Duration SHORT = Duration.ofMillis(25);

  /** A module that answers AT whenever the test gets round to it. */
  static final AtChannelOptions PATIENT =
      AtChannelOptions.DEFAULTS.withProbing(LONG, 2, Duration.ofMillis(30));

  /** A module that is given up soon. */
  static final AtChannelOptions IMPATIENT = PATIENT.withProbing(SHORT, 2, Duration.ofMillis(30));

  final ScriptedModem modem = new ScriptedModem();
  final Seen seen = new Seen();
  final AtChannel channel;

  Bench() {
    this(PATIENT);
  }

  Bench(AtChannelOptions options) {
    channel = AtChannel.open(modem.host(), options, seen);
  }

  static AtChannelOptions options(
      int queueCapacity, Duration writeTimeout, @Nullable Executor executor, int callbackCapacity) {
    return new AtChannelOptions(
        queueCapacity,
        8192,
        PATIENT.unitSilence(),
        PATIENT.probeTimeout(),
        PATIENT.probes(),
        PATIENT.resyncQuiet(),
        writeTimeout,
        executor,
        callbackCapacity);
  }

  /** Lets one command through, so that everything before it has been dealt with. */
  void roundTrip() {
    CompletableFuture<String> done = channel.submit(TestCommand.of("AT+ROUND"));
    modem.expect("AT+ROUND\r").lines("OK");
    get(done);
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(15, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> future.get(15, TimeUnit.SECONDS));
    return assertInstanceOf(type, failed.getCause());
  }

  @Override
  public void close() {
    channel.close();
    modem.close();
  }
}
