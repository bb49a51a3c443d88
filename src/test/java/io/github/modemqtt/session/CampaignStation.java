package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.DurableObserver.Seen;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryPort;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client, its module, and all that happens to them in a campaign of faults. */
final class CampaignStation implements AutoCloseable {
  private static final Duration ROUND_TRIP = Duration.ofMillis(40);
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  private static final Duration TIMER_SLACK = Duration.ofSeconds(10);
  private static final Pattern COUNT = Pattern.compile("(\\d{1,6}):");
  private static final int MOST_UNDER_WAY = 6;
  private static final int EVERY_NTH_AFTER_A_PROMPT = 7;
  private static final EcmtTimeouts TIMEOUTS =
      new EcmtTimeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));
  private static final FirmwareDelays DELAYS =
      new FirmwareDelays(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ZERO,
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofMillis(50));

  private final int number;
  private final long seed;
  private final RandomFaults faults;
  private final List<String> faultNames = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<String> journal = new ConcurrentLinkedQueue<>();
  private final MemoryPort port;
  private final EmulatedModule module;
  private final ModemMqttClient client;
  private final List<Publication> publications = new ArrayList<>();
  private final Map<Long, AtomicInteger> results = new ConcurrentHashMap<>();
  private final Map<Long, Long> ages = new ConcurrentHashMap<>();
  private final List<CompletableFuture<?>> operations = new ArrayList<>();
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final AtomicLong oldest = new AtomicLong();
  private final AtomicInteger underWay = new AtomicInteger();
  private int churn;

  CampaignStation(int number, long seed, int brokerPort) {
    this.number = number;
    this.seed = seed;
    this.faults = new RandomFaults(seed);
    this.port = new MemoryPort(name());
    this.module =
        RecordedModules.builder(port)
            .broker("127.0.0.1", brokerPort)
            .firmwareDelays(DELAYS)
            .registrationDelay(Duration.ofMillis(20))
            // no real network is so quick that a loss and its end touch the same message
            .network(NetworkModel.IDEAL.withRoundTrip(ROUND_TRIP))
            .build();
    this.client =
        ModemMqttClient.builder()
            .transport(port::newTransport)
            .broker("broker.example", 1883)
            .clientId(name())
            .keepAlive(Duration.ofSeconds(5))
            .bringUp(QuickTimes.BRING_UP.withRegistrationTimeout(Duration.ofSeconds(5)))
            .channel(
                QuickTimes.CHANNEL
                    .withProbing(Duration.ofMillis(200), 5, Duration.ofMillis(5))
                    .withCommandLimit(Duration.ofMillis(1500)))
            .timeouts(TIMEOUTS)
            .reopenPause(Duration.ofMillis(20))
            .healthInterval(Duration.ofSeconds(1))
            .subscribeTimeout(TIME_TO_LIVE)
            .reconnect(
                QuickTimes.RECONNECT.withPatience(Duration.ofSeconds(2), Duration.ofSeconds(3)))
            .outbox(OutboxOptions.DEFAULTS.withTimeToLive(TIME_TO_LIVE).withMaxAttempts(1_000_000))
            .listener(new Journal())
            .atListener(new LineJournal())
            .build();
  }

  String name() {
    return "station-" + number;
  }

  private void note(String what) {
    journal.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
  }

  // ---- what is done ----

  void start() {
    module.start();
    client.start();
    operations.add(client.async().subscribe("s/" + number, Qos.AT_LEAST_ONCE, this::received));
    operations.add(
        client.async().subscribe("s/" + number + "/+/x", Qos.AT_MOST_ONCE, this::received));
    operations.add(client.async().subscribe(topic(1), Qos.EXACTLY_ONCE, message -> {}));
  }

  private void received(io.github.modemqtt.mqtt.Message message) {
    received.add(message.topic() + " " + message.payloadAsText());
  }

  /** The same seed brings the same faults. */
  Duration nextFault(Duration meanPause) {
    RandomFaults.Planned fault = faults.next();
    faultNames.add(fault.name());
    note("!!!! " + fault.name());
    fault.happen(module);
    return faults.pause(meanPause);
  }

  int faults() {
    return faultNames.size();
  }

  /** Publishes a message, unless enough are under way. */
  synchronized void publish() {
    if (underWay.get() >= MOST_UNDER_WAY) {
      return;
    }
    int count = publications.size();
    OutgoingMessage message =
        OutgoingMessage.of(
            TopicName.of(topic(count % 3)),
            payload(count).getBytes(ISO_8859_1),
            Qos.ofLevel(count % 3));
    underWay.incrementAndGet();
    Publication publication = client.async().send(message, PublishOptions.DEFAULTS);
    ages.put(publication.sequence(), System.nanoTime());
    publications.add(publication);
    publication.acknowledged().whenComplete((done, failure) -> underWay.decrementAndGet());
    if (count % 50 == 49) {
      churn();
    }
  }

  /** Subscribes and unsubscribes something else. */
  private void churn() {
    churn++;
    String filter = "s/" + number + "/churn";
    operations.add(
        churn % 2 == 1
            ? client.async().subscribe(filter, Qos.AT_LEAST_ONCE, message -> {})
            : client.async().unsubscribe(filter));
  }

  private String topic(int qos) {
    return "c/" + number + "/" + qos;
  }

  private static String payload(int count) {
    String prompted = count % EVERY_NTH_AFTER_A_PROMPT == 0 ? "\r\u0000\r\n" : "";
    return count + ":" + prompted + "payload of " + count;
  }

  // ---- what has come of it ----

  synchronized int messages() {
    return publications.size();
  }

  synchronized boolean allPublicationsHaveEnded() {
    return publications.stream().allMatch(publication -> publication.acknowledged().isDone());
  }

  boolean isConnected() {
    return client.state() == ClientState.CONNECTED;
  }

  List<String> probes(String text) {
    return List.of("s/" + number + " " + text, "s/" + number + "/a/x " + text);
  }

  boolean hasReceived(String probe) {
    return received.contains(probe);
  }

  /** What is wrong; empty if nothing is. */
  synchronized List<String> violations(List<Seen> seenByAll) {
    List<String> wrong = new ArrayList<>();
    Map<String, List<Integer>> seen = new HashMap<>();
    for (Seen message : seenByAll) {
      if (message.topic().startsWith("c/" + number + "/")) {
        seen.computeIfAbsent(message.topic(), topic -> new ArrayList<>())
            .add(numberOf(message, wrong));
      }
    }
    for (int i = 0; i < publications.size(); i++) {
      check(publications.get(i), i, seen, wrong);
    }
    if (oldest.get() > TIME_TO_LIVE.plus(TIMER_SLACK).toNanos()) {
      wrong.add("a result came only after " + Duration.ofNanos(oldest.get()));
    }
    seen.forEach((topic, numbers) -> checkOrder(topic, numbers, wrong));
    for (CompletableFuture<?> operation : operations) {
      if (!operation.isDone()) {
        wrong.add("a subscribe or unsubscribe has not ended");
      }
    }
    return wrong;
  }

  private static int numberOf(Seen message, List<String> wrong) {
    Matcher matcher = COUNT.matcher(message.payload());
    int count = matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : -1;
    if (count < 0 || !message.payload().equals(payload(count))) {
      wrong.add("the observer got another payload: " + message.toString().replace('\0', '0'));
    }
    return count;
  }

  private void check(
      Publication publication, int count, Map<String, List<Integer>> seen, List<String> wrong) {
    String what = "message " + count + ", " + publication;
    int told = results.getOrDefault(publication.sequence(), new AtomicInteger()).get();
    if (told != 1) {
      wrong.add("its result was told " + told + " times: " + what);
    }
    if (publication.acknowledged().isCompletedExceptionally()) {
      publication
          .acknowledged()
          .exceptionally(
              failure -> {
                Throwable cause = Completion.unwrap(failure);
                note("message " + count + " failed: " + cause);
                if (!(cause instanceof ModemException)) {
                  wrong.add("it failed with " + cause + ": " + what);
                }
                return null;
              });
    } else if (count % 3 > 0 && !seen.getOrDefault(topic(count % 3), List.of()).contains(count)) {
      wrong.add("it is acknowledged, but the observer has not got it: " + what);
    }
  }

  private static void checkOrder(String topic, List<Integer> numbers, List<String> wrong) {
    Set<Integer> known = new TreeSet<>();
    int last = -1;
    for (int count : numbers) {
      if (known.add(count)) {
        if (count < last) {
          wrong.add("on " + topic + ", " + count + " came for the first time after " + last);
        }
        last = Math.max(last, count);
      }
    }
  }

  synchronized long failedMessages() {
    return publications.stream()
        .filter(publication -> publication.acknowledged().isCompletedExceptionally())
        .count();
  }

  List<AuditEntry> audit() {
    return module.audit();
  }

  /** For the message of a failure: seed, faults, and the rest in words. */
  String story() {
    return name() + ", seed " + seed + ", faults:\n  " + String.join("\n  ", faultNames);
  }

  String journal() {
    return journal.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  // ---- the end ----

  void closeClient() {
    client.close();
  }

  ClientState state() {
    return client.state();
  }

  /** Whether the client has given its port back. */
  boolean portIsFree() {
    Transport line = port.newTransport();
    try {
      line.open();
      return true;
    } catch (ModemException e) {
      return false;
    } finally {
      line.close();
    }
  }

  @Override
  public void close() {
    client.close();
    module.close();
  }

  private final class Journal implements ClientListener {
    @Override
    public void onStateChange(ClientState state) {
      note("state " + state);
    }

    @Override
    public void onDisconnected(ModemException cause, boolean willRecover) {
      note("lost: " + cause);
    }

    @Override
    public void onRecovery(RecoveryAttempt attempt) {
      note("recovery: " + attempt);
    }

    @Override
    public void onPublishResult(Publication publication) {
      results
          .computeIfAbsent(publication.sequence(), sequence -> new AtomicInteger())
          .incrementAndGet();
      long now = System.nanoTime();
      long age = now - ages.getOrDefault(publication.sequence(), now);
      oldest.accumulateAndGet(age, Math::max);
      note("result after " + age / 1_000_000 + " ms: " + publication);
    }
  }

  private final class LineJournal implements AtListener {
    @Override
    public void onCommand(long nanoTime, String line) {
      note("> " + line);
    }

    @Override
    public void onLine(long nanoTime, LineKind kind, String text) {
      note("< " + kind + " " + text);
    }

    @Override
    public void onTimeout(long nanoTime, String command, Duration waited) {
      note("time-out of " + command + " after " + waited);
    }

    @Override
    public void onTrouble(long nanoTime, String what) {
      note("trouble: " + what);
    }
  }
}
