package io.github.modemqtt.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StoredPublishCodecTest {
  @Test
  void everyMessageComesBackAsItWas() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      StoredPublish entry = Entries.random(random.nextLong(), random);

      assertEquals(entry, StoredPublishCodec.decode(StoredPublishCodec.encode(entry)));
    }
  }

  @Test
  void theFarthestExpiriesComeBack() throws IOException {
    for (Instant expiry : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH}) {
      StoredPublish some = Entries.of(7, "x");
      StoredPublish entry = new StoredPublish(7, some.message(), Integer.MIN_VALUE, expiry);

      assertEquals(entry, StoredPublishCodec.decode(StoredPublishCodec.encode(entry)));
    }
  }

  @Test
  void anyBytesAreAMessageOrRefused() {
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = StoredPublishCodec.encode(Entries.random(i, random));
      int head = Math.min(bytes.length, 40);
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(head)] = (byte) random.nextInt();
      }
      try {
        StoredPublishCodec.decode(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      } catch (CorruptJournalException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void tooFewBytesAreRefused() {
    assertThrows(
        CorruptJournalException.class, () -> StoredPublishCodec.decode(new byte[] {1, 2, 3}));
  }
}
