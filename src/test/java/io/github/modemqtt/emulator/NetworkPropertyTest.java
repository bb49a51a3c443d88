package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random networks, outages and publishes: every result comes in time, and always the same ones. */
@Timeout(120)
class NetworkPropertyTest {
  private static final int SEEDS = 40;
  private static final int PUBLISHES = 25;

  /** Outages, retransmissions and send time-outs of a schedule together are shorter by far. */
  private static final Duration BOUND = Duration.ofMinutes(30);

  /** How the module logs an exception in one of its tasks. */
  private static final String FAILED_TASK = "a task of the emulated module failed";

  private static final String QUEUE_FULL = "audit SEND_QUEUE_FULL";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private PrintStream errors;

  static List<Long> seeds() {
    return new Random(20261120).longs(SEEDS).boxed().toList();
  }

  @BeforeEach
  void watchTheLog() {
    errors = System.err;
    System.setErr(new PrintStream(log, true));
  }

  @AfterEach
  void restoreTheLog() {
    System.setErr(errors);
  }

  /** Patient enough for all outages, and without pings; only a full queue loses something. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPublishThatWasQueuedOnALinkThatHoldsGetsOneResult(long seed) throws Exception {
    Schedule schedule = new Schedule(seed, Duration.ofHours(1), "AT+ECMTCFG=\"keepalive\",0,0");
    List<String> said = schedule.run();
    int lost = 0;
    for (int id = 1; id <= PUBLISHES; id++) {
      String prefix = " +ECMTPUB: 0," + id + ",";
      long results = said.stream().filter(s -> s.contains(prefix)).count();
      assertTrue(results <= 1, said::toString);
      lost += 1 - (int) results;
    }
    assertTrue(lost <= said.stream().filter(QUEUE_FULL::equals).count(), said::toString);
    assertEquals(said, schedule.run());
    assertFalse(log.toString().contains(FAILED_TASK), log::toString);
  }

  /**
   * Links break and pings are lost: what was in flight then has no result, but the module lives.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aModuleOnALinkThatBreaksIsConnectedAgainInTheEnd(long seed) throws Exception {
    Schedule schedule = new Schedule(seed, Duration.ofSeconds(5), "AT+ECMTCFG=\"keepalive\",0,60");
    List<String> said = schedule.run();
    assertEquals(said, schedule.run());
    assertTrue(said.contains("status +ECMTCONN:0,3"), said::toString);
    assertTrue(said.stream().anyMatch(s -> s.endsWith(" +ECMTPUB: 0,999,0")), said::toString);
    assertFalse(log.toString().contains(FAILED_TASK), log::toString);
  }

  /** A run that depends on its seed alone. */
  private record Schedule(long seed, Duration patience, String setting) {

    List<String> run() throws Exception {
      Random random = new Random(seed);
      NetworkModel model = model(random);
      try (VirtualSession session =
          new VirtualSession(
              builder -> builder.network(model).firmwareDelays(FirmwareDelays.EC616))) {
        session.send(setting).send(VirtualSession.OPEN).after(BOUND);
        session.send(VirtualSession.CONNECT).after(BOUND);
        for (int id = 1; id <= PUBLISHES; id++) {
          step(session, random, id);
        }
        session.after(BOUND);
        List<String> said = new ArrayList<>(session.said());
        said.add("status " + session.status());
        session.send("AT+ECMTPUB=0,999,1,0,\"t\",\"x\"").after(BOUND);
        said.addAll(session.said());
        session.module.audit().forEach(entry -> said.add("audit " + entry.kind()));
        return said;
      }
    }

    private NetworkModel model(Random random) {
      Duration roundTrip = Duration.ofMillis(random.nextInt(4000));
      return NetworkModel.IDEAL
          .withRoundTrip(roundTrip)
          .withJitter(roundTrip.dividedBy(2 + random.nextInt(4)))
          .withLoss(random.nextInt(4) * 0.05, Duration.ofMillis(500 + random.nextInt(2000)))
          .withPatience(patience)
          .withSeed(random.nextLong());
    }

    private static void step(VirtualSession session, Random random, int id) throws Exception {
      if (random.nextInt(5) == 0) {
        session.module.inject(new Fault.Outage(Duration.ofMillis(random.nextInt(40_000))));
      }
      if (random.nextInt(4) == 0) {
        session.broker.send(new Incoming.Message(id, random.nextInt(3), "down", "m" + id));
      }
      String payload = "x".repeat(random.nextInt(1000));
      session.send("AT+ECMTPUB=0," + id + ",1,0,\"t\",\"" + payload + "\"");
      session.after(Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3000))));
    }
  }
}
