package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallbackThreadTest {

  @Test
  void anIdleThreadEndsAndAnotherOneComes() {
    try (CallbackThread callbacks = new CallbackThread("callbacks", 10, Duration.ofMillis(1))) {
      Thread first = runOn(callbacks);
      Eventually.holds("the idle thread has ended", () -> !first.isAlive());
      Thread second = runOn(callbacks);

      assertNotSame(first, second);
      assertEquals("callbacks", second.getName());
      assertFalse(callbacks.isCurrent());
    }
  }

  @Test
  void callbacksRunInOrderAlsoWhileThreadsComeAndGo() {
    List<Integer> ran = new ArrayList<>();
    List<Integer> expected = IntStream.range(0, 20_000).boxed().toList();
    try (CallbackThread callbacks = new CallbackThread("callbacks", 10, Duration.ofMillis(1))) {
      for (int i : expected) {
        callbacks.execute(() -> ran.add(i));
        if (i % 1000 == 0) {
          Thread current = runOn(callbacks);
          Eventually.holds("the idle thread has ended", () -> !current.isAlive());
        }
      }
      runOn(callbacks);
    }

    assertEquals(expected, ran);
  }

  private static Thread runOn(CallbackThread callbacks) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    callbacks.execute(
        () -> {
          assertTrue(callbacks.isCurrent());
          thread.complete(Thread.currentThread());
        });
    return Eventually.get(thread);
  }
}
