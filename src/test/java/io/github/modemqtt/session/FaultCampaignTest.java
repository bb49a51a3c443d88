package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.testsupport.DurableObserver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.MosquittoBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many clients publish and subscribe, while everything goes wrong that can: nothing is lost that
 * was reported as delivered, and in the end all is well again.
 *
 * <p><b>Why the observer may be believed.</b> Mosquitto writes a message to the sockets of its
 * subscribers before it acknowledges it to the publisher, so that a kill directly after the
 * acknowledgement finds the message in the observer's socket already. That needs an unlimited
 * number of messages under way to a subscriber, and TCP that sends at once, as {@link
 * MosquittoBroker} sets both. After a kill Mosquitto knows what it had saved before: once, right at
 * the start, with the observer's session and subscription in it. So what is published before the
 * observer is back waits for it in that session. Mosquitto is killed only while the observer is
 * attached and has got what waited for it.
 */
@Timeout(240)
class FaultCampaignTest {
  private static final Logger LOG = LoggerFactory.getLogger(FaultCampaignTest.class);
  private static final Duration SETTLED = Duration.ofSeconds(90);
  private static final Duration BROKER_PAUSE = Duration.ofSeconds(5);
  private static final int PUBLISH_MILLIS = 50;
  private static final long SEED = 616;

  private final List<CampaignStation> stations = new ArrayList<>();

  @Test
  void whateverGoesWrongNothingAcknowledgedIsLostOnMosquitto() throws Exception {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        DurableObserver observer = DurableObserver.start(broker.port(), "c/#")) {
      broker.restart(); // saves the observer's session
      observer.awaitAttached();
      Random random = new Random(SEED);
      int[] brokerFaults = {0};
      run(
          new Campaign(20, 54, Duration.ofMillis(800), broker.port()),
          observer,
          () -> {
            boolean kill = random.nextInt(3) > 0;
            observer.awaitAttached();
            if (kill) {
              broker.kill();
            } else {
              broker.stop();
            }
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(700)).toNanos());
            broker.restart();
            brokerFaults[0]++;
          });
      assertTrue(brokerFaults[0] > 2, "the broker was restarted " + brokerFaults[0] + " times");
    }
  }

  @Test
  void whateverGoesWrongNothingAcknowledgedIsLostOnTheEmbeddedBroker() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        DurableObserver observer = DurableObserver.start(broker.port(), "c/#")) {
      run(new Campaign(5, 20, Duration.ofMillis(400), broker.port()), observer, () -> {});
    }
  }

  private record Campaign(int stations, int faultsEach, Duration meanPause, int port) {}

  private void run(Campaign campaign, DurableObserver observer, Runnable brokerFault)
      throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < campaign.stations; i++) {
      stations.add(new CampaignStation(i, SEED + i, campaign.port));
    }
    try {
      stations.forEach(CampaignStation::start);
      letThingsGoWrong(campaign, brokerFault);
      List<String> wrong = new ArrayList<>();
      settled(wrong);
      subscriptionsWork(observer, wrong);
      stations.forEach(CampaignStation::closeClient);
      for (CampaignStation station : stations) {
        station
            .violations(observer.seen())
            .forEach(text -> wrong.add(station.name() + ": " + text));
        if (station.state() != ClientState.CLOSED || !station.portIsFree()) {
          wrong.add(station.name() + " is " + station.state() + ", or still has its port");
        }
      }
      noThreadIsLeft(wrong);
      stations.forEach(CampaignStation::close);
      audit(wrong);
      LOG.info(
          "{} faults, {} messages of which {} failed, {} s",
          stations.stream().mapToInt(CampaignStation::faults).sum(),
          stations.stream().mapToInt(CampaignStation::messages).sum(),
          stations.stream().mapToLong(CampaignStation::failedMessages).sum(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
      report(wrong);
    } finally {
      stations.forEach(CampaignStation::close);
    }
  }

  private void letThingsGoWrong(Campaign campaign, Runnable brokerFault)
      throws InterruptedException {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    CountDownLatch done = new CountDownLatch(campaign.stations);
    timer.scheduleWithFixedDelay(
        () -> stations.forEach(CampaignStation::publish), 0, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
    for (CampaignStation station : stations) {
      timer.schedule(
          () -> nextFault(campaign, station, timer, done),
          campaign.meanPause.toMillis(),
          TimeUnit.MILLISECONDS);
    }
    while (!done.await(BROKER_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      brokerFault.run();
    }
    timer.shutdownNow();
    timer.awaitTermination(1, TimeUnit.MINUTES);
  }

  private static void nextFault(
      Campaign campaign,
      CampaignStation station,
      ScheduledExecutorService timer,
      CountDownLatch done) {
    Duration pause = station.nextFault(campaign.meanPause);
    if (station.faults() < campaign.faultsEach) {
      timer.schedule(
          () -> nextFault(campaign, station, timer, done), pause.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      timer.schedule(done::countDown, 2, TimeUnit.SECONDS); // publishing goes on until it is over
    }
  }

  // ---- what must hold ----

  private void settled(List<String> wrong) {
    for (CampaignStation station : stations) {
      if (!holds(station::allPublicationsHaveEnded)) {
        wrong.add(station.name() + ": messages have not ended within their time to live");
      }
    }
    for (CampaignStation station : stations) {
      if (!holds(station::isConnected)) {
        wrong.add(station.name() + ": is not connected, but " + station.state());
      }
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SETTLED.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }

  /** A client may still have to find out about the last loss, so that is tried more than once. */
  private void subscriptionsWork(DurableObserver observer, List<String> wrong) {
    List<String> missing = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    do {
      missing.clear();
      for (CampaignStation station : stations) {
        for (String probe : station.probes("probe")) {
          if (!station.hasReceived(probe)) {
            missing.add(station.name() + ": no longer subscribed: " + probe);
            int blank = probe.indexOf(' ');
            observer.publish(probe.substring(0, blank), probe.substring(blank + 1));
          }
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    } while (!missing.isEmpty() && System.nanoTime() < deadline);
    wrong.addAll(missing);
  }

  private static void noThreadIsLeft(List<String> wrong) {
    try {
      Eventually.holds("no thread of a client is left", () -> threads().isEmpty());
    } catch (AssertionError e) {
      wrong.add("threads are left: " + threads());
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("station-"))
        .filter(
            name -> !name.startsWith("modemqtt-emulator") && !name.startsWith("modemqtt-recording"))
        .toList();
  }

  /**
   * Three kinds cannot be avoided, since they follow from what a fault has taken away or doubled.
   *
   * <p>A module that is still opening, because the answer to an OPEN was lost, tells that neither
   * by its state, which is that of one with settings only, nor by its refusal to close. The next
   * OPEN then is without an effect, and the result of the first one counts.
   *
   * <p>If nothing answers the data after a prompt, the module may still wait for its end, so an ESC
   * is sent; to a module whose answer was lost it comes after the end.
   *
   * <p>A {@code +ECMTCONN} that comes twice says that the module has connected again. Then the
   * firmware has forgotten the subscription under way, and it is made again; here it was not.
   */
  private void audit(List<String> wrong) {
    for (CampaignStation station : stations) {
      for (AuditEntry entry : station.audit()) {
        boolean unavoidable =
            entry.kind() == AuditEntry.Kind.DATA_ENDED_EARLY
                || entry.kind() == AuditEntry.Kind.SUBSCRIPTIONS_OVERLAP
                || entry.kind() == AuditEntry.Kind.NO_RESULT_WILL_COME
                    && entry.command().startsWith("AT+ECMTOPEN");
        if (!unavoidable) {
          wrong.add(station.name() + ": " + entry);
        }
      }
    }
  }

  private void report(List<String> wrong) {
    if (wrong.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(String.join("\n", wrong));
    for (CampaignStation station : stations) {
      if (wrong.stream().anyMatch(line -> line.startsWith(station.name() + ":"))) {
        text.append("\n\n").append(station.story());
        text.append("\nall of it: ").append(written(station));
      }
    }
    fail(text.toString());
  }

  private static Path written(CampaignStation station) {
    Path file = Path.of("target", "campaign", station.name() + ".txt");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, station.journal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
