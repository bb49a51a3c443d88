package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExpiryTimerTest {
  private static final long SOON = Duration.ofMillis(20).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final Semaphore checks = new Semaphore(0);

  private boolean checked() throws InterruptedException {
    return checks.tryAcquire(10, TimeUnit.SECONDS);
  }

  @Test
  void checksWhenTheEarliestDeadlineIsOver() throws Exception {
    try (ExpiryTimer timer = new ExpiryTimer(checks::release)) {
      timer.schedule(HOUR);
      timer.schedule(SOON);
      timer.schedule(HOUR);

      assertTrue(checked());
      assertEquals(0, checks.availablePermits());
    }
  }

  @Test
  void aDeadlineThatIsOverIsCheckedAtOnce() throws Exception {
    try (ExpiryTimer timer = new ExpiryTimer(checks::release)) {
      timer.schedule(-HOUR);

      assertTrue(checked());
    }
  }

  @Test
  void aCheckCanScheduleTheNextOne() throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    ExpiryTimer[] itself = new ExpiryTimer[1];
    try (ExpiryTimer timer =
        new ExpiryTimer(
            () -> {
              thrice.countDown();
              itself[0].schedule(SOON);
            })) {
      itself[0] = timer;
      timer.schedule(SOON);

      assertTrue(thrice.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void nothingIsCheckedAfterTheEndOrWithoutADeadline() throws Exception {
    ExpiryTimer closed = new ExpiryTimer(checks::release);
    closed.schedule(HOUR);
    closed.close();
    closed.schedule(0);
    try (ExpiryTimer timer = new ExpiryTimer(checks::release)) {
      timer.schedule(Long.MAX_VALUE);
      timer.schedule(SOON);

      assertTrue(checked());
      assertEquals(0, checks.availablePermits());
    }
  }
}
