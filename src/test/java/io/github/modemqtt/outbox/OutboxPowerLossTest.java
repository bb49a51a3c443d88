package io.github.modemqtt.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power goes at any moment of a program's life; sectors get lost, and come out of order. */
@Timeout(120)
class OutboxPowerLossTest {
  private static final int LOSSES = 300;

  /** When a message was surely on the disk, and when somebody began to remove it. */
  private record Life(StoredPublish entry, int kept, int removed) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasPutIsThere(long seed) {
    Random random = new Random(seed);
    SimulatedDisk disk = new SimulatedDisk();
    Map<Long, Life> lives = live(disk, random, 1500);
    for (int i = 0; i < LOSSES; i++) {
      int moment = random.nextInt(disk.moment() + 1);
      byte[] image = disk.afterPowerLoss(moment, random);
      String where = "seed " + seed + ", moment " + moment + " of " + disk.moment();
      check(where, moment, lives, afterRestart(where, image));
    }
  }

  private static Map<Long, Life> live(SimulatedDisk disk, Random random, int operations) {
    Map<Long, Life> lives = new HashMap<>();
    TreeMap<Long, StoredPublish> there = new TreeMap<>();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      for (long sequence = 1; sequence <= operations; sequence++) {
        StoredPublish entry = Entries.random(sequence, random);
        store.put(entry);
        there.put(sequence, entry);
        lives.put(sequence, new Life(entry, disk.moment(), Integer.MAX_VALUE));
        while (there.size() > 20 || !there.isEmpty() && random.nextInt(3) == 0) {
          long gone = random.nextInt(4) == 0 ? there.lastKey() : there.firstKey();
          Life life = lives.get(gone);
          lives.put(gone, new Life(life.entry(), life.kept(), disk.moment()));
          there.remove(gone);
          store.remove(gone);
        }
      }
    }
    return lives;
  }

  private static Map<Long, StoredPublish> afterRestart(String where, byte[] image) {
    try (FileOutboxStore store = FileOutboxStore.open(where, new SimulatedDisk(image))) {
      List<StoredPublish> loaded = store.load();
      return loaded.stream().collect(Collectors.toMap(StoredPublish::sequence, entry -> entry));
    } catch (OutboxStoreException e) {
      throw new AssertionError(where, e);
    }
  }

  private static void check(
      String where, int moment, Map<Long, Life> lives, Map<Long, StoredPublish> found) {
    found.forEach((sequence, entry) -> assertEquals(lives.get(sequence).entry(), entry, where));
    lives.forEach(
        (sequence, life) -> {
          if (life.kept() <= moment && moment < life.removed()) {
            assertTrue(found.containsKey(sequence), () -> where + ": lost " + sequence);
          }
        });
  }
}
