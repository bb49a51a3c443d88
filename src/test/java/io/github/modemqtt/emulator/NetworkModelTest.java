package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delays, jitter, loss and outages of the network, on a clock that the test advances. */
@Timeout(60)
class NetworkModelTest {
  private static final NetworkModel EVEN =
      NetworkModel.IDEAL.withRoundTrip(Duration.ofMillis(1500));

  private VirtualSession session;

  private VirtualSession on(NetworkModel model) throws Exception {
    session = new VirtualSession(builder -> builder.network(model));
    return session;
  }

  @AfterEach
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  private static String publish(int id) {
    return "AT+ECMTPUB=0," + id + ",1,0,\"t\",\"x\"";
  }

  @Test
  void anIdealNetworkTakesNoTime() throws Exception {
    on(NetworkModel.IDEAL).send(VirtualSession.OPEN).send(VirtualSession.CONNECT).send(publish(1));
    assertEquals(
        List.of(
            "0 OK", "0 +ECMTOPEN: 0,0", "0 OK", "0 +ECMTCONN: 0,0,0", "0 OK", "0 +ECMTPUB: 0,1,0"),
        session.said());
  }

  @Test
  void openingTakesARoundTripForTheNameAndOneForTcp() throws Exception {
    on(EVEN).send(VirtualSession.OPEN).afterSeconds(10);
    assertEquals(List.of("0 OK", "3000 +ECMTOPEN: 0,0"), session.said());
  }

  @Test
  void anAddressNeedsNoNameServer() throws Exception {
    on(EVEN).send("AT+ECMTOPEN=0,\"192.0.2.1\",1883").afterSeconds(10);
    assertEquals(List.of("0 OK", "1500 +ECMTOPEN: 0,0"), session.said());
  }

  @Test
  void eightPublishesAreUnderWayAtTheSameTime() throws Exception {
    on(EVEN).connected();
    for (int id = 1; id <= 8; id++) {
      session.send(publish(id)).afterMillis(12);
    }
    session.afterSeconds(10);
    List<String> results = new ArrayList<>();
    for (int id = 1; id <= 8; id++) {
      results.add(120_000 + (id - 1) * 12 + " OK");
    }
    for (int id = 1; id <= 8; id++) {
      results.add(121_500 + (id - 1) * 12 + " +ECMTPUB: 0," + id + ",0");
    }
    assertEquals(results, session.said());
  }

  @Test
  void qosZeroIsDoneWhenTcpHasIt() throws Exception {
    on(EVEN).connected();
    session.send("AT+ECMTPUB=0,0,0,0,\"t\",\"x\"");
    assertEquals(List.of("120000 OK", "120000 +ECMTPUB: 0,0,0"), session.said());
    session.afterMillis(749);
    assertEquals(1, session.broker.received.size());
    session.afterMillis(1);
    assertEquals(2, session.broker.received.size());
  }

  @Test
  void jitterStaysInItsRangeAndKeepsTheOrder() throws Exception {
    on(NetworkModel.NB_IOT).connected();
    for (int id = 1; id <= 40; id++) {
      session.send(publish(id)).afterMillis(100);
    }
    session.afterSeconds(10);
    List<String> results = session.said().stream().filter(s -> s.contains("PUB")).toList();
    List<Long> delays = new ArrayList<>();
    for (int id = 1; id <= 40; id++) {
      String[] parts = results.get(id - 1).split(" ", 2);
      assertEquals("+ECMTPUB: 0," + id + ",0", parts[1]);
      delays.add(Long.parseLong(parts[0]) - 120_000 - (id - 1) * 100);
    }
    assertTrue(delays.stream().allMatch(d -> d >= 1000 && d <= 2000), delays::toString);
    assertTrue(delays.stream().distinct().count() > 10, delays::toString);
  }

  @Test
  void anotherSeedGivesOtherDelays() throws Exception {
    List<String> first = opened(NetworkModel.NB_IOT);
    List<String> same = opened(NetworkModel.NB_IOT);
    List<String> other = opened(NetworkModel.NB_IOT.withSeed(2));
    assertEquals(first, same);
    assertTrue(!first.equals(other), first::toString);
  }

  private static List<String> opened(NetworkModel model) throws Exception {
    try (VirtualSession session = new VirtualSession(builder -> builder.network(model))) {
      return session.send(VirtualSession.OPEN).afterSeconds(60).said();
    }
  }

  @Test
  void aLostSegmentIsLateAndHoldsUpWhatIsBehindIt() throws Exception {
    on(EVEN.withLoss(0.5, Duration.ofSeconds(1))).connected();
    for (int id = 1; id <= 20; id++) {
      session.send(publish(id));
    }
    session.after(Duration.ofMinutes(5));
    List<String> results = session.said().stream().filter(s -> s.contains("PUB")).toList();
    List<String> ids = results.stream().map(s -> s.substring(s.indexOf(' ') + 1)).toList();
    List<String> expected = new ArrayList<>();
    for (int id = 1; id <= 20; id++) {
      expected.add("+ECMTPUB: 0," + id + ",0");
    }
    assertEquals(expected, ids);
    assertTrue(
        results.stream().noneMatch(s -> s.startsWith("121499 ") || s.startsWith("120")),
        results::toString);
    long last = Long.parseLong(results.get(19).split(" ")[0]);
    assertTrue(last >= 122_500, results::toString);
  }

  @Test
  void nothingPassesInAnOutageAndAllOfItAfterwards() throws Exception {
    on(EVEN).connected();
    session.send(publish(1)).afterMillis(100);
    session.broker.send(new Incoming.Message(0, 0, "down", "1"));
    session.module.inject(new Fault.Outage(Duration.ofSeconds(20)));
    session.send(publish(2)).afterMillis(19_999);
    assertEquals(List.of("120000 OK", "120100 OK"), session.said());
    assertEquals(1, session.broker.received.size());
    session.afterSeconds(5);
    assertEquals(
        List.of(
            "140850 +ECMTRECV: 0,0,\"down\",1", "141600 +ECMTPUB: 0,1,0", "141600 +ECMTPUB: 0,2,0"),
        session.said());
    session.send("AT+CEREG?");
    assertEquals(List.of("+CEREG: 0,1", "OK"), session.texts());
  }

  @Test
  void aShortOutageInALongerOneChangesNothing() throws Exception {
    on(EVEN).connected();
    session.module.inject(new Fault.Outage(Duration.ofSeconds(20)));
    session.module.inject(new Fault.Outage(Duration.ofSeconds(1)));
    session.send(publish(1)).afterSeconds(30);
    assertEquals(List.of("120000 OK", "141500 +ECMTPUB: 0,1,0"), session.said());
  }

  @Test
  void anOutageCanBePlanned() throws Exception {
    on(EVEN.withOutages(new NetworkModel.Outage(Duration.ofSeconds(120), Duration.ofSeconds(10))));
    session.connected().send(publish(1)).afterSeconds(30);
    assertEquals(List.of("120000 OK", "131500 +ECMTPUB: 0,1,0"), session.said());
  }

  @Test
  void theLinkBreaksWhenAnOutageIsLongerThanThePatienceOfTcp() throws Exception {
    on(EVEN.withPatience(Duration.ofSeconds(30)));
    session.send("AT+ECMTCFG=\"keepalive\",0,0").connected();
    session.module.inject(new Fault.Outage(Duration.ofSeconds(50)));
    session.send(publish(1)).afterMillis(29_999);
    assertEquals(List.of("120000 OK"), session.said());
    session.afterSeconds(30);
    // From the end of the outage: name, TCP and CONNECT, a round trip each.
    assertEquals(List.of("150000 +ECMTSTAT: 0,1", "174500 +ECMTCONN: 0,0,0"), session.said());
    assertEquals(2, session.broker.connections);
    assertEquals(1, session.broker.reset);
  }

  @Test
  void anIdleLinkSurvivesAnyOutage() throws Exception {
    on(EVEN.withPatience(Duration.ofSeconds(30)));
    session.send("AT+ECMTCFG=\"keepalive\",0,0").connected();
    session.module.inject(new Fault.Outage(Duration.ofHours(1)));
    session.after(Duration.ofHours(1)).send(publish(1)).afterSeconds(2);
    assertEquals(List.of("3720000 OK", "3721500 +ECMTPUB: 0,1,0"), session.said());
    assertEquals(1, session.broker.connections);
  }

  @Test
  void disconnectArrivesBeforeTheEndOfTcp() throws Exception {
    on(EVEN).connected();
    session.send("AT+ECMTCLOSE=0");
    assertEquals(List.of("120000 OK", "120000 +ECMTCLOSE: 0,0"), session.said());
    session.afterMillis(749);
    assertEquals(0, session.broker.closed);
    session.afterMillis(1);
    assertEquals(1, session.broker.closed);
    List<Outgoing> received = session.broker.received;
    assertEquals(new Outgoing.Disconnect(), received.get(received.size() - 1));
  }

  @Test
  void aModuleThatIsSwitchedOffLeavesNoConnectionOpen() throws Exception {
    on(EVEN).connected();
    session.send("AT+ECMTCLOSE=0");
    session.module.close();
    session.clock.settle();
    assertEquals(1, session.broker.closed + session.broker.reset);
  }

  @Test
  void aBrokerThatSaysTooMuchIsHeldUp() throws Exception {
    on(EVEN).connected();
    for (int i = 0; i < 100; i++) {
      session.broker.send(new Incoming.Message(0, 0, "t", "" + i));
    }
    session.clock.settle();
    assertEquals(1, session.broker.held);
    session.afterSeconds(1);
    assertEquals(0, session.broker.held);
    assertEquals(100, session.said().size());
  }

  @Test
  void badValuesAreRefused() {
    NetworkModel ideal = NetworkModel.IDEAL;
    Duration second = Duration.ofSeconds(1);
    for (Runnable bad :
        new Runnable[] {
          () -> ideal.withRoundTrip(second.negated()),
          () -> ideal.withJitter(second),
          () -> ideal.withJitter(second.negated()),
          () -> ideal.withLoss(1, second),
          () -> ideal.withLoss(-0.1, second),
          () -> ideal.withLoss(Double.NaN, second),
          () -> ideal.withLoss(0.1, second.negated()),
          () -> ideal.withPatience(second.negated()),
          () -> new NetworkModel.Outage(second.negated(), second),
          () -> new NetworkModel.Outage(second, second.negated()),
          () -> new Fault.Outage(second.negated())
        }) {
      assertThrows(IllegalArgumentException.class, bad::run);
    }
  }
}
