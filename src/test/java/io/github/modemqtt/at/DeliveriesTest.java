package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveriesTest {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deliveries deliveries = new Deliveries(lock);
  private final List<String> done = new ArrayList<>();

  @Test
  void whatIsAddedDuringADeliveryComesAfterIt() {
    add(
        () -> {
          add(() -> done.add("second"));
          deliveries.drain();
          done.add("first");
        });
    deliveries.drain();
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  void anErrorDoesNotKeepTheOthersBack() {
    add(
        () -> {
          throw new AssertionError("a delivery of this test");
        });
    add(() -> done.add("next"));
    deliveries.drain();
    assertEquals(List.of("next"), done);
  }

  @Test
  void onlyTheDeliveringThreadIsInADelivery() {
    assertFalse(deliveries.isDrainedByCaller());
    add(
        () -> {
          done.add("here " + deliveries.isDrainedByCaller());
          done.add(
              "elsewhere " + CompletableFuture.supplyAsync(deliveries::isDrainedByCaller).join());
        });
    deliveries.drain();
    assertEquals(List.of("here true", "elsewhere false"), done);
    assertFalse(deliveries.isDrainedByCaller());
  }

  @Test
  void nothingIsDeliveredWithTheLockHeld() {
    add(() -> done.add("early"));
    lock.lock();
    try {
      assertTrue(deliveries.wantDraining());
      assertThrows(IllegalStateException.class, deliveries::drain);
    } finally {
      lock.unlock();
    }
    assertEquals(List.of(), done);
  }

  // ---- room ----

  @Test
  void whoAddsWaitsWhileAnotherThreadIsFarBehind() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread slow = deliverBehind(release, 5000);
    Thread reader = start(deliveries::awaitRoom);
    awaitWaiting(reader);
    release.countDown();
    reader.join();
    slow.join();
    assertEquals(5000, done.size());
  }

  @Test
  void nobodyWaitsAfterTheEnd() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread slow = deliverBehind(release, 5000);
    Thread reader = start(deliveries::awaitRoom);
    awaitWaiting(reader);
    lock.lock();
    try {
      deliveries.letEverythingIn();
    } finally {
      lock.unlock();
    }
    reader.join();
    deliveries.awaitRoom();
    release.countDown();
    slow.join();
  }

  @Test
  void thereIsRoomForSomeAndWhoDeliversNeverWaits() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread slow = deliverBehind(release, 1000);
    deliveries.awaitRoom();
    release.countDown();
    slow.join();
    add(
        () -> {
          addMany(5000);
          deliveries.awaitRoom();
        });
    deliveries.drain();
    assertEquals(6000, done.size());
  }

  /** A thread that is stuck in a first delivery, with so many behind it. */
  private Thread deliverBehind(CountDownLatch release, int count) throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    add(
        () -> {
          stuck.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    addMany(count);
    Thread thread = start(deliveries::drain);
    stuck.await();
    return thread;
  }

  private void addMany(int count) {
    for (int i = 0; i < count; i++) {
      add(() -> done.add("one"));
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "deliveries-test");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Nothing tells that a thread waits but its state. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private void add(Runnable delivery) {
    lock.lock();
    try {
      deliveries.add(delivery);
    } finally {
      lock.unlock();
    }
  }
}
