package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.outbox.OutboxStore;
import io.github.modemqtt.outbox.OutboxStoreException;
import io.github.modemqtt.outbox.SqliteOutboxStore;
import io.github.modemqtt.outbox.StoredPublish;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that follow each other, with one outbox on disk. */
@Timeout(60)
class OutboxOnDiskTest {
  private static EmbeddedBroker broker;

  @TempDir Path folder;
  private final RecordingClientListener listener = new RecordingClientListener();
  private Path outbox;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void nameOutbox() {
    outbox = folder.resolve("outbox");
  }

  private static OutgoingMessage message(String topic, int number) {
    return OutgoingMessage.of(TopicName.of(topic), "" + number, Qos.AT_LEAST_ONCE);
  }

  /** A client whose module never answers, and which wants its connection. */
  private ModemMqttClient offline(OutboxStore store) {
    ModemMqttClient client = client(MemoryTransport.pair("dead"), store);
    client.start();
    return client;
  }

  private ModemMqttClient client(MemoryTransport.Pair line, OutboxStore store) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(50))
        .reconnect(QuickTimes.RECONNECT)
        .maxInFlight(1)
        .outbox(OutboxOptions.DEFAULTS.withStore(store))
        .listener(listener)
        .build();
  }

  /** A client that sends what is in the outbox; returns the results that its listener heard. */
  private List<Publication> sentByTheNextClient(int count) {
    MemoryTransport.Pair line = MemoryTransport.pair("live");
    EmulatedModule module =
        RecordedModules.builder(line.module())
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .broker(broker.host(), broker.port())
            .build();
    module.start();
    try (ModemMqttClient client = client(line, SqliteOutboxStore.open(outbox))) {
      client.connect();
      Eventually.holds("all have their end", () -> listener.results().size() == count);
      client.disconnect();
    } finally {
      CarefulDriver.close(module);
    }
    return listener.results();
  }

  private List<StoredPublish> left() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox)) {
      return store.load();
    }
  }

  /** The same files after a crash: the first program had no chance to close them. */
  private void crash() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("after the crash"));
    try (Stream<Path> files = Files.list(outbox)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    outbox = copy;
  }

  @Test
  void whatWasNotAcknowledgedIsSentByTheNextClientInOrder() {
    RawMqttClient observer = RawMqttClient.open(broker.port());
    observer.connect(options -> options.clientId("observer").cleanSession(true));
    observer.subscribe(1, "disk/order", 1);
    try (ModemMqttClient client = offline(SqliteOutboxStore.open(outbox))) {
      for (int i = 0; i < 20; i++) {
        client.async().send(message("disk/order", i), PublishOptions.DEFAULTS);
      }
    }
    assertEquals(20, left().size());
    List<Publication> before = listener.results();
    before.forEach(
        result -> assertEquals(PublishStage.FAILED, result.stage(), "told by the first client"));

    List<Publication> results = sentByTheNextClient(before.size() + 20);

    List<Publication> sent = results.subList(before.size(), results.size());
    assertEquals(
        IntStream.rangeClosed(1, 20).mapToObj(i -> (long) i).toList(),
        sent.stream().map(Publication::sequence).toList());
    assertTrue(sent.stream().allMatch(p -> p.stage() == PublishStage.ACKNOWLEDGED));
    for (int i = 0; i < 20; i++) {
      assertEquals("" + i, observer.receive().text());
    }
    observer.close();
    assertEquals(List.of(), left());
  }

  @Test
  void whatWasAcceptedSurvivesACrash() throws IOException {
    try (ModemMqttClient client = offline(SqliteOutboxStore.open(outbox))) {
      client.async().send(message("disk/crash", 1), PublishOptions.DEFAULTS);
      crash();
    }
    int told = listener.results().size();

    List<Publication> results = sentByTheNextClient(told + 1);

    assertEquals(PublishStage.ACKNOWLEDGED, results.get(told).stage());
    assertEquals(List.of(), left());
  }

  @Test
  void theNextSequenceFollowsTheOnesOfBefore() {
    try (ModemMqttClient client = offline(SqliteOutboxStore.open(outbox))) {
      client.async().send(message("disk/next", 1), PublishOptions.DEFAULTS);
    }
    try (ModemMqttClient client = offline(SqliteOutboxStore.open(outbox))) {
      Publication second = client.async().send(message("disk/next", 2), PublishOptions.DEFAULTS);
      assertEquals(2, second.sequence());
      assertEquals(2, client.outboxDepth());
    }
  }

  @Test
  void expiryIsHonouredAcrossARestart() {
    try (SqliteOutboxStore store = SqliteOutboxStore.open(outbox)) {
      store.put(new StoredPublish(1, message("disk/late", 1), 1, Instant.now().minusSeconds(1)));
      store.put(new StoredPublish(2, message("disk/late", 2), 1, Instant.now().plusSeconds(900)));
    }

    List<Publication> results = sentByTheNextClient(2);

    Publication late = results.stream().filter(p -> p.sequence() == 1).findFirst().orElseThrow();
    assertEquals(PublishStage.FAILED, late.stage());
    assertInstanceOf(MessageExpiredException.class, Eventually.failure(late.acknowledged()));
    assertTrue(results.stream().anyMatch(p -> p.stage() == PublishStage.ACKNOWLEDGED));
    assertEquals(List.of(), left());
  }

  @Test
  void theTimeToLiveOfAMessageIsKept() {
    Duration day = Duration.ofDays(1);
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS); // what the store keeps
    try (ModemMqttClient client = offline(SqliteOutboxStore.open(outbox))) {
      client
          .async()
          .send(
              message("disk/ttl", 1),
              PublishOptions.DEFAULTS.withTimeToLive(day).withPriority(MessagePriority.HIGH));
    }

    StoredPublish kept = left().get(0);
    assertTrue(!kept.expiry().isBefore(before.plus(day)));
    assertTrue(!kept.expiry().isAfter(Instant.now().plus(day)));
    assertEquals(MessagePriority.HIGH.ordinal(), kept.priority());
  }

  /** A store on a disk that is full. */
  private static final class FullStore implements OutboxStore {
    @Override
    public List<StoredPublish> load() {
      return List.of();
    }

    @Override
    public void put(StoredPublish entry) {
      throw new OutboxStoreException("The disk is full", "make room", null);
    }

    @Override
    public void remove(long sequence) {}

    @Override
    public void close() {
      throw new OutboxStoreException("The disk is full", "make room", null);
    }
  }

  @Test
  void whatTheStoreCannotKeepFailsAtOnceAndIsNotSent() {
    try (ModemMqttClient client = offline(new FullStore())) {
      assertThrows(
          OutboxStoreException.class,
          () -> client.async().send(message("disk/full", 1), PublishOptions.DEFAULTS));
      assertEquals(0, client.outboxDepth());
    }
    assertEquals(List.of(), listener.results());
  }

  @Test
  void aSecondClientOnTheSameStoreIsRefused() {
    SqliteOutboxStore store = SqliteOutboxStore.open(outbox);
    try (ModemMqttClient client = offline(store)) {
      assertThrows(OutboxStoreException.class, () -> SqliteOutboxStore.open(outbox));
      assertThrows(OutboxStoreException.class, () -> client(MemoryTransport.pair("second"), store));
      client.async().send(message("disk/one", 1), PublishOptions.DEFAULTS);
    }
    assertEquals(1, left().size());
  }
}
