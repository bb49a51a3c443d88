package io.github.modemqtt.testsupport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, with a limit that only a failure reaches. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long INTERVAL_NANOS = 1_000_000;

  private Eventually() {}

  /** Waits until a condition holds that nothing announces. */
  public static void holds(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not become true that " + what);
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  /** Waits for a future, and throws what it fails with. */
  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(cause);
    } catch (TimeoutException e) {
      throw new AssertionError("The future did not complete: " + future, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Waits for a future that has to fail. */
  public static Throwable failure(CompletableFuture<?> future) {
    try {
      Object value = get(future);
      throw new AssertionError("The future completed with " + value);
    } catch (RuntimeException e) {
      return e;
    }
  }
}
