package io.github.modemqtt.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.testsupport.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileOutboxStoreTest {
  private static final int MANY = 20_000;

  @TempDir Path folder;

  private Path outbox() {
    return folder.resolve("some/outbox");
  }

  private List<StoredPublish> leftIn(Path directory) {
    try (FileOutboxStore store = FileOutboxStore.open(directory)) {
      return store.load();
    }
  }

  private static List<Long> leftOn(byte[] content) {
    try (FileOutboxStore store = FileOutboxStore.open("disk", new SimulatedDisk(content))) {
      return store.load().stream().map(StoredPublish::sequence).toList();
    }
  }

  // ---- keeping ----

  @Test
  void keepsMessagesByTheirSequence() {
    Random random = new Random(5);
    List<StoredPublish> entries =
        LongStream.of(1, 2, 7, 9).mapToObj(n -> Entries.random(n, random)).toList();
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      for (int i : new int[] {2, 0, 3, 1}) {
        store.put(entries.get(i));
      }
    }

    assertEquals(entries, leftIn(outbox()));
    assertEquals(entries, leftIn(outbox()));
  }

  @Test
  void forgetsWhatIsRemovedAndReplacesWhatIsPutAgain() {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "gone"));
      store.put(Entries.of(2, "old"));
      store.remove(1);
      store.remove(99);
      store.put(Entries.of(2, "new"));
      store.remove(3);
      store.put(Entries.of(3, "put after it was removed"));
      assertEquals(2, store.size());
    }

    assertEquals(
        List.of(Entries.of(2, "new"), Entries.of(3, "put after it was removed")), leftIn(outbox()));
  }

  @Test
  void aPutIsSynchronizedBeforeItReturns() {
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      for (int i = 1; i <= 10; i++) {
        int before = disk.syncs();
        store.put(Entries.of(i, "x"));

        assertEquals(before + 1, disk.syncs());
        assertEquals(LongStream.rangeClosed(1, i).boxed().toList(), leftOn(disk.content()));
      }
    }
  }

  @Test
  void aRemovalIsWrittenWithTheNextPut() {
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      store.put(Entries.of(1, "x"));
      int before = disk.syncs();
      store.remove(1);
      store.put(Entries.of(2, "x"));

      assertEquals(before + 1, disk.syncs());
      assertEquals(List.of(2L), leftOn(disk.content()));
    }
  }

  @Test
  void aRemovalIsWrittenSoonWithoutAPut() {
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      store.put(Entries.of(1, "x"));
      store.remove(1);

      Eventually.holds("it is removed", () -> leftOn(disk.content()).isEmpty());
    }
  }

  @Test
  void manyThreadsCanPutAtTheSameTime() {
    int threads = 8;
    int each = 50;
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, threads)
              .mapToObj(
                  t ->
                      CompletableFuture.runAsync(
                          () -> {
                            for (int i = 0; i < each; i++) {
                              store.put(Entries.of(t * each + i, "x"));
                            }
                          },
                          task -> new Thread(task).start()))
              .toList();
      all.forEach(Eventually::get);
    }

    assertEquals(
        LongStream.range(0, threads * each).boxed().toList(),
        leftIn(outbox()).stream().map(StoredPublish::sequence).toList());
  }

  @Test
  void anInterruptedCallerDoesNoHarm() {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      Thread.currentThread().interrupt();
      store.put(Entries.of(1, "x"));
      assertTrue(Thread.interrupted());
      store.put(Entries.of(2, "x"));
    }

    assertEquals(2, leftIn(outbox()).size());
  }

  @Test
  void theFileStaysSmallHoweverManyMessagesPass() {
    Random random = new Random(3);
    SimulatedDisk disk = new SimulatedDisk();
    int largest = 0;
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      store.put(Entries.of(1, "stays"));
      for (int i = 2; i < MANY; i++) {
        store.put(Entries.random(i, random));
        store.remove(i);
        largest = Math.max(largest, disk.size());
      }
    }

    assertTrue(largest < 300_000, () -> "a file too large");
    assertEquals(List.of(1L), leftOn(disk.content()));
  }

  // ---- failures ----

  @Test
  void aFullDiskRefusesAMessageAndTakesTheNextWhenThereIsRoom() {
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("/data", disk)) {
      store.put(Entries.of(1, "x"));
      disk.limit(disk.size() + 30);

      OutboxStoreException full =
          assertThrows(OutboxStoreException.class, () -> store.put(Entries.of(2, "x")));
      assertTrue(full.getMessage().contains("The outbox in /data cannot be written"));
      assertTrue(full.getMessage().contains("No space left on device"));
      assertTrue(full.remedy().contains("make room"));
      assertEquals(List.of(1L), leftOn(disk.content()));

      disk.limit(Long.MAX_VALUE);
      store.put(Entries.of(3, "x"));
      assertEquals(2, store.size());
    }
    assertEquals(List.of(1L, 3L), leftOn(disk.content()));
  }

  @Test
  void afterAFailedSynchronizationEverythingIsWrittenAnew() {
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      store.put(Entries.of(1, "x"));
      disk.failSyncs(new IOException("Input/output error"));
      assertThrows(OutboxStoreException.class, () -> store.put(Entries.of(2, "x")));
      assertThrows(OutboxStoreException.class, () -> store.put(Entries.of(3, "x")));
      disk.failSyncs(null);
      store.put(Entries.of(4, "x"));
    }

    assertEquals(List.of(1L, 4L), leftOn(disk.content()));
    for (int i = 0; i < 100; i++) {
      byte[] afterLoss = disk.afterPowerLoss(disk.moment(), new Random(i));
      assertEquals(List.of(1L, 4L), leftOn(afterLoss));
    }
  }

  @Test
  void aRemovalThatCannotBeWrittenIsTriedAgainAtTheEnd() {
    SimulatedDisk disk = new SimulatedDisk();
    FileOutboxStore store = FileOutboxStore.open("disk", disk);
    store.put(Entries.of(1, "x"));
    disk.limit(disk.size());
    store.remove(1);
    assertThrows(OutboxStoreException.class, () -> store.put(Entries.of(2, "x")));
    disk.limit(Long.MAX_VALUE);
    store.close();

    assertEquals(List.of(), leftOn(disk.content()));
  }

  @Test
  void aStoreThatIsInUseIsRefused() throws IOException {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), outbox());
      for (Path same : List.of(outbox(), outbox().resolve("../outbox"), link)) {
        OutboxStoreException refused =
            assertThrows(OutboxStoreException.class, () -> FileOutboxStore.open(same));
        assertTrue(refused.getMessage().contains("in use"), refused::getMessage);
      }
      store.put(Entries.of(1, "x"));
    }

    assertEquals(1, leftIn(outbox()).size());
  }

  @Test
  void twoClientsCannotHaveOneStore() {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      store.load();

      OutboxStoreException refused = assertThrows(OutboxStoreException.class, store::load);
      assertTrue(refused.getMessage().contains("in use by another client"));
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    FileOutboxStore store = FileOutboxStore.open(outbox());
    store.close();
    store.close();

    for (Runnable use :
        List.<Runnable>of(
            store::load, () -> store.put(Entries.of(1, "x")), () -> store.remove(1))) {
      OutboxStoreException closed = assertThrows(OutboxStoreException.class, use::run);
      assertTrue(closed.getMessage().contains("is closed"));
    }
  }

  @Test
  void damageInTheMiddleIsRefusedAndTheFileLeftAsItIs() throws IOException {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      for (int i = 0; i < 5; i++) {
        store.put(Entries.of(i, "payload"));
      }
    }
    Path file = outbox().resolve("outbox.journal");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);

    OutboxStoreException corrupt =
        assertThrows(OutboxStoreException.class, () -> FileOutboxStore.open(outbox()));

    assertTrue(corrupt.getMessage().contains("is corrupt"), corrupt::getMessage);
    assertArrayEquals(damaged, Files.readAllBytes(file));
  }

  @Test
  void aFileOfAnotherKindOrVersionIsRefusedAndLeftAsItIs() throws IOException {
    byte[] newer = new byte[40];
    ByteBuffer.wrap(newer).put("mqttout\0".getBytes(US_ASCII)).putInt(2);
    for (byte[] content : List.of(newer, "something else, and long enough".getBytes(US_ASCII))) {
      Path directory = Files.createDirectories(folder.resolve("other" + content.length));
      Path file = Files.write(directory.resolve("outbox.journal"), content);

      OutboxStoreException refused =
          assertThrows(OutboxStoreException.class, () -> FileOutboxStore.open(directory));

      assertTrue(refused.getMessage().contains("cannot be read"), refused::getMessage);
      assertArrayEquals(content, Files.readAllBytes(file));
    }
  }

  @Test
  void anyBytesAreAnOutboxOrRefused() {
    Random random = new Random(11);
    SimulatedDisk disk = new SimulatedDisk();
    try (FileOutboxStore store = FileOutboxStore.open("disk", disk)) {
      for (int i = 0; i < 10; i++) {
        store.put(Entries.random(i, random));
      }
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = disk.content();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        List<Long> left = leftOn(bytes);
        sizes.add(left.size());
        assertEquals(LongStream.range(0, left.size()).boxed().toList(), left);
      } catch (OutboxStoreException e) {
        assertFalse(e.remedy().isEmpty());
      }
    }
    assertFalse(sizes.isEmpty());
    assertTrue(sizes.stream().allMatch(size -> size == 9), sizes::toString);
  }

  @Test
  void randomBytesAreRefused() {
    Random random = new Random(12);
    byte[] begin = "mqttout\0\0\0\0\1".getBytes(US_ASCII);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[25 + random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        ByteBuffer.wrap(bytes).put(begin);
      }
      assertThrows(OutboxStoreException.class, () -> leftOn(bytes));
    }
  }

  @Test
  void aDirectoryThatCannotBeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    for (Path directory : List.of(file, file.resolve("below"))) {
      OutboxStoreException refused =
          assertThrows(OutboxStoreException.class, () -> FileOutboxStore.open(directory));
      assertTrue(refused.getMessage().contains("cannot be opened"), refused::getMessage);
    }
  }

  @Test
  void whatIsCreatedIsForItsOwnerOnly() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system knows no POSIX permissions");
    FileOutboxStore.open(outbox()).close();

    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(outbox())));
    try (Stream<Path> files = Files.list(outbox())) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void whatACrashLeftOfASuccessorIsNoObstacle() throws IOException {
    try (FileOutboxStore store = FileOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "x"));
    }
    Files.writeString(outbox().resolve("outbox.new"), "half");

    assertEquals(1, leftIn(outbox()).size());
    assertDoesNotThrow(() -> leftIn(outbox()));
    assertFalse(Files.exists(outbox().resolve("outbox.new")));
  }
}
