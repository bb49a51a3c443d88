package io.github.modemqtt.outbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteOutboxStoreTest {
  private static final int MANY = 20_000;
  private static final int THREADS = 8;
  private static final int DAMAGES = 300;
  private static final int USER_VERSION = 63; // the last byte of the field in SQLite's header
  private static final String FILE = "outbox.db";
  private static final String TOPIC = "topic-to-damage";

  @TempDir Path folder;
  private int crashes;

  private Path outbox() {
    return folder.resolve("some/outbox");
  }

  private List<StoredPublish> leftIn(Path directory) {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(directory)) {
      return store.load();
    }
  }

  private static List<Long> sequences(List<StoredPublish> entries) {
    return entries.stream().map(StoredPublish::sequence).toList();
  }

  /** What a crash at this moment would leave. */
  private List<Long> afterCrash() {
    Path copy = folder.resolve("crash" + crashes++);
    try {
      Files.createDirectory(copy);
      try (Stream<Path> files = Files.list(outbox())) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sequences(leftIn(copy));
  }

  private OutboxDatabase database() {
    try {
      return OutboxDatabase.open("/data", OutboxFolder.file(outbox()));
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static SqliteOutboxStore storeOn(OutboxDatabase database) {
    return new SqliteOutboxStore(new OutboxWriter("/data", database, List.of()));
  }

  private long diskUse() throws IOException {
    try (Stream<Path> files = Files.list(outbox())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  // ---- keeping ----

  @Test
  void keepsMessagesByTheirSequence() {
    Random random = new Random(5);
    List<StoredPublish> entries =
        LongStream.of(1, 2, 7, 9).mapToObj(n -> Entries.random(n, random)).toList();
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      for (int i : new int[] {2, 0, 3, 1}) {
        store.put(entries.get(i));
      }
    }

    assertEquals(entries, leftIn(outbox()));
    assertEquals(entries, leftIn(outbox()));
  }

  @Test
  void forgetsWhatIsRemovedAndReplacesWhatIsPutAgain() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
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
  void theFarthestExpiriesAndAnEmptyPayloadComeBack() {
    OutgoingMessage empty = OutgoingMessage.of(TopicName.of("t"), new byte[0], Qos.EXACTLY_ONCE);
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(new StoredPublish(1, empty, Integer.MIN_VALUE, Instant.MAX));
      store.put(new StoredPublish(2, empty, Integer.MAX_VALUE, Instant.MIN));
    }

    assertEquals(
        List.of(
            new StoredPublish(1, empty, Integer.MIN_VALUE, Instant.ofEpochMilli(Long.MAX_VALUE)),
            new StoredPublish(2, empty, Integer.MAX_VALUE, Instant.ofEpochMilli(Long.MIN_VALUE))),
        leftIn(outbox()));
  }

  @Test
  void aCommitIsSynchronizedAndTheFileLocked() throws SQLException {
    try (OutboxDatabase database = database()) {
      assertEquals("wal", database.pragma("journal_mode"));
      assertEquals("2", database.pragma("synchronous"), "FULL");
      assertEquals("1", database.pragma("fullfsync"));
      assertEquals("exclusive", database.pragma("locking_mode"));
      assertEquals("1", database.pragma("user_version"));
    }
  }

  @Test
  void aPutIsInTheFilesBeforeItReturns() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      for (int i = 1; i <= 10; i++) {
        store.put(Entries.of(i, "x"));

        assertEquals(LongStream.rangeClosed(1, i).boxed().toList(), afterCrash());
      }
    }
  }

  @Test
  void aRemovalIsWrittenWithTheNextPut() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "x"));
      store.remove(1);
      store.put(Entries.of(2, "x"));

      assertEquals(List.of(2L), afterCrash());
    }
  }

  @Test
  void aRemovalIsWrittenSoonWithoutAPut() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "x"));
      store.remove(1);

      Eventually.holds("it is removed", () -> afterCrash().isEmpty());
    }
  }

  @Test
  void manyThreadsCanPutAtTheSameTime() {
    int each = 50;
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      inThreads(
          t -> {
            for (int i = 0; i < each; i++) {
              store.put(Entries.of(t * each + i, "x"));
            }
          });
    }

    assertEquals(LongStream.range(0, THREADS * each).boxed().toList(), sequences(leftIn(outbox())));
  }

  private static void inThreads(IntConsumer work) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, THREADS)
            .mapToObj(
                t ->
                    CompletableFuture.runAsync(
                        () -> work.accept(t), task -> new Thread(task).start()))
            .toList();
    all.forEach(Eventually::get);
  }

  @Test
  void anInterruptedCallerDoesNoHarm() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      Thread.currentThread().interrupt();
      store.put(Entries.of(1, "x"));
      assertTrue(Thread.interrupted());
      store.put(Entries.of(2, "x"));
    }

    assertEquals(2, leftIn(outbox()).size());
  }

  @Test
  @Timeout(240) // thousands of synchronizations, on whatever disk there is
  void theFilesStaySmallHoweverManyMessagesPass() throws IOException {
    long largest = 0;
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.of(0, "stays"));
      for (int i = 1; i <= MANY / THREADS; i++) {
        int round = i * THREADS;
        inThreads(
            t -> {
              store.put(Entries.random(round + t, new Random(round + t)));
              store.remove(round + t);
            });
        largest = i % 100 == 0 ? Math.max(largest, diskUse()) : largest;
      }
    }

    long most = largest;
    assertTrue(most < 3_000_000, () -> most + " bytes");
    assertEquals(List.of(0L), sequences(leftIn(outbox())));
    assertTrue(diskUse() < 200_000, "without its log");
  }

  // ---- failures ----

  @Test
  void aFullDiskRefusesAMessageAndTakesTheNextWhenThereIsRoom() throws SQLException {
    OutboxDatabase database = database();
    try (SqliteOutboxStore store = storeOn(database)) {
      store.put(Entries.of(1, "x"));
      database.pragma("max_page_count=" + database.pragma("page_count"));

      OutboxStoreException full =
          assertThrows(
              OutboxStoreException.class, () -> store.put(Entries.of(2, "x".repeat(5000))));
      assertTrue(full.getMessage().contains("The outbox in /data cannot be written"));
      assertTrue(full.getMessage().contains("full"), full::getMessage);
      assertTrue(full.remedy().contains("make room"));
      assertEquals(1, store.size());
      assertEquals(List.of(1L), afterCrash());

      database.pragma("max_page_count=1000000");
      store.put(Entries.of(3, "x".repeat(5000)));
      assertEquals(2, store.size());
    }
    assertEquals(List.of(1L, 3L), sequences(leftIn(outbox())));
  }

  @Test
  void aRemovalThatCannotBeWrittenIsTriedAgainAtTheEnd() throws SQLException {
    OutboxDatabase database = database();
    SqliteOutboxStore store = storeOn(database);
    store.put(Entries.of(1, "x"));
    database.pragma("max_page_count=" + database.pragma("page_count"));
    store.remove(1);
    assertThrows(OutboxStoreException.class, () -> store.put(Entries.of(2, "x".repeat(50_000))));
    assertEquals(List.of(1L), afterCrash());
    store.close();

    assertEquals(List.of(), leftIn(outbox()));
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsTold() throws SQLException {
    OutboxDatabase database = database();
    SqliteOutboxStore store = storeOn(database);
    store.put(Entries.of(1, "x"));
    store.remove(1);
    database.close();

    assertThrows(OutboxStoreException.class, store::close);
  }

  @Test
  void anotherProgramIsRefused() throws IOException {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "x"));

      String said = OutboxOpener.run(List.of(), Set.of(), outbox());

      assertTrue(said.contains("in use by another client or program"), said);
    }
    assertTrue(OutboxOpener.run(List.of(), Set.of(), outbox()).contains("1 message"));
  }

  @Test
  void aMissingDriverIsNamed() throws IOException {
    for (List<String> options :
        List.of(List.<String>of(), List.of("--limit-modules", "java.base"))) {
      String said = OutboxOpener.run(options, Set.of("sqlite-jdbc"), outbox());

      assertTrue(said.startsWith(OutboxStoreException.class.getName()), said);
      assertTrue(said.contains("org.xerial:sqlite-jdbc"), said);
    }
  }

  @Test
  void aLibraryThatCannotBeUnpackedIsAFailureThatNamesTheRemedy() throws IOException {
    List<String> options = List.of("-Dorg.sqlite.tmpdir=" + folder.resolve("missing"));

    String said = OutboxOpener.run(options, Set.of(), outbox());

    assertTrue(said.startsWith(OutboxStoreException.class.getName()), said);
    assertTrue(said.contains("org.sqlite.tmpdir"), said);
  }

  @Test
  void aStoreThatIsInUseIsRefused() throws IOException {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), outbox());
      for (Path same : List.of(outbox(), outbox().resolve("../outbox"), link)) {
        OutboxStoreException refused =
            assertThrows(OutboxStoreException.class, () -> SqliteOutboxStore.open(same));
        assertTrue(refused.getMessage().contains("in use"), refused::getMessage);
      }
      store.put(Entries.of(1, "x"));
    }

    assertEquals(1, leftIn(outbox()).size());
  }

  @Test
  void twoClientsCannotHaveOneStore() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.load();

      OutboxStoreException refused = assertThrows(OutboxStoreException.class, store::load);
      assertTrue(refused.getMessage().contains("in use by another client"));
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    SqliteOutboxStore store = SqliteOutboxStore.open(outbox());
    store.close();
    store.close();

    for (Runnable use :
        List.<Runnable>of(
            store::load, () -> store.put(Entries.of(1, "x")), () -> store.remove(1))) {
      OutboxStoreException closed = assertThrows(OutboxStoreException.class, use::run);
      assertTrue(closed.getMessage().contains("is closed"));
    }
  }

  private byte[] aGoodFile() throws IOException {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      Random random = new Random(11);
      for (int i = 0; i < 100; i++) {
        store.put(Entries.random(i, random));
      }
    }
    return Files.readAllBytes(outbox().resolve(FILE));
  }

  private OutboxStoreException refused(byte[] content) throws IOException {
    Path directory = Files.createDirectory(folder.resolve("other" + crashes++));
    Path file = Files.write(directory.resolve(FILE), content);
    OutboxStoreException refused =
        assertThrows(OutboxStoreException.class, () -> SqliteOutboxStore.open(directory));
    assertArrayEquals(content, Files.readAllBytes(file));
    return refused;
  }

  @Test
  void aDamagedFileIsRefusedAndLeftAsItIs() throws IOException {
    byte[] damaged = aGoodFile();
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 8192, (byte) 0xA5);

    assertTrue(refused(damaged).getMessage().contains("is corrupt"));
  }

  @Test
  void aFileOfAnotherKindIsRefusedAndLeftAsItIs() throws IOException {
    byte[] text = "something else, and long enough".getBytes(US_ASCII);

    assertTrue(refused(text).getMessage().contains("is corrupt"));
  }

  @Test
  void aFileOfAnotherVersionIsRefusedAndLeftAsItIs() throws IOException {
    byte[] newer = aGoodFile();
    newer[USER_VERSION] = 2;

    OutboxStoreException refused = refused(newer);

    assertTrue(refused.getMessage().contains("has version 2, known is 1"), refused::getMessage);
    assertTrue(refused.remedy().contains("the version of the library that wrote it"));
  }

  @Test
  void aFieldThatNoMessageHasIsRefused() throws IOException {
    byte[] bytes = aGoodFile();
    int topic = indexOf(bytes, TOPIC.getBytes(US_ASCII));
    assertTrue(topic < 0, "only the message below has it");
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.on(TOPIC, 200));
    }
    byte[] wrong = Files.readAllBytes(outbox().resolve(FILE));
    wrong[indexOf(wrong, TOPIC.getBytes(US_ASCII))] = '#';

    OutboxStoreException refused = refused(wrong);

    assertTrue(refused.getMessage().contains("is corrupt: message 200"), refused::getMessage);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
  }

  @Test
  void anyBytesAreAnOutboxOrRefused() throws IOException {
    Random random = new Random(12);
    byte[] good = aGoodFile();
    int opened = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bytes = good.clone();
      for (int j = random.nextInt(20); j >= 0; j--) {
        int limit = random.nextBoolean() ? bytes.length : 200;
        bytes[random.nextInt(limit)] = (byte) random.nextInt();
      }
      Path directory = Files.createDirectory(folder.resolve("any" + i));
      Files.write(directory.resolve(FILE), bytes);
      try {
        assertTrue(leftIn(directory).size() <= 100);
        opened++;
      } catch (OutboxStoreException e) {
        assertFalse(e.remedy().isEmpty());
      }
    }
    assertTrue(opened < DAMAGES);
  }

  @Test
  void aDirectoryCanHaveAnyName() {
    Path odd = folder.resolve("odd? #100%25 file:x&mode=ro ü");
    try (SqliteOutboxStore store = SqliteOutboxStore.open(odd)) {
      store.put(Entries.of(1, "x"));
      assertTrue(Files.exists(odd.resolve(FILE)));
    }

    assertEquals(1, leftIn(odd).size());
  }

  @Test
  void aDirectoryThatCannotBeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    for (Path directory : List.of(file, file.resolve("below"))) {
      OutboxStoreException refused =
          assertThrows(OutboxStoreException.class, () -> SqliteOutboxStore.open(directory));
      assertTrue(refused.getMessage().contains("cannot be opened"), refused::getMessage);
    }
  }

  @Test
  void whatIsCreatedIsForItsOwnerOnly() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system knows no POSIX permissions");
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox())) {
      store.put(Entries.of(1, "x"));
      assertOwnerOnly();
    }
    assertOwnerOnly();
  }

  private void assertOwnerOnly() throws IOException {
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(outbox())));
    try (Stream<Path> files = Files.list(outbox())) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }
}
