package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  private void add(Runnable delivery) {
    lock.lock();
    try {
      deliveries.add(delivery);
    } finally {
      lock.unlock();
    }
  }
}
