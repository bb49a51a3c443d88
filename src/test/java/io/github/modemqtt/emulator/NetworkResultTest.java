package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results that depend on the network, with their moments, at a round trip of 1.5 s. */
@Timeout(60)
class NetworkResultTest {
  private static final NetworkModel EVEN =
      NetworkModel.IDEAL.withRoundTrip(Duration.ofMillis(1500));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NO_KEEP_ALIVE = "AT+ECMTCFG=\"keepalive\",0,0";
  private static final String KEEP_ALIVE = "AT+ECMTCFG=\"keepalive\",0,60";

  private VirtualSession session;

  private VirtualSession start() throws Exception {
    return start(FirmwareDelays.NONE);
  }

  private VirtualSession start(FirmwareDelays delays) throws Exception {
    session = new VirtualSession(builder -> builder.network(EVEN).firmwareDelays(delays));
    return session;
  }

  /** Configured, open and connected at second 120. */
  private VirtualSession connected(String setting) throws Exception {
    start().send(setting).connected();
    return session;
  }

  /** TCP is up at second 10; nothing was sent on it. */
  private VirtualSession opened(String setting) throws Exception {
    start().send(setting).send(VirtualSession.OPEN).afterSeconds(10);
    assertEquals(List.of("0 OK", "0 OK", "3000 +ECMTOPEN: 0,0"), session.said());
    return session;
  }

  @AfterEach
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  // ---- OPEN ----

  static Stream<Arguments> hostsThatCannotBeOpened() {
    return Stream.of(
        Arguments.of("no such host", BrokerLocator.nowhere(), 1500),
        Arguments.of("refused", BrokerLocator.refusing(), 3000),
        Arguments.of("unreachable", BrokerLocator.unreachable(), 31_500));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostsThatCannotBeOpened")
  void aHostThatCannotBeOpenedTakesTheSettingsWithIt(
      String name, BrokerLocator locator, long millis) throws Exception {
    start().broker.locator = locator;
    session.send(KEEP_ALIVE).send(VirtualSession.OPEN).after(HOUR);
    assertEquals(List.of("0 OK", "0 OK", millis + " +ECMTOPEN: 0,-1"), session.said());
    session.send("AT+ECMTCFG=\"keepalive\",0");
    assertEquals(List.of("+CME ERROR: 3"), session.texts());
  }

  @Test
  void anOpenInALongOutageFailsInTheLookUp() throws Exception {
    start().module.inject(new Fault.Outage(HOUR));
    session.send(VirtualSession.OPEN).after(HOUR);
    assertEquals(List.of("0 OK", "30000 +ECMTOPEN: 0,-1"), session.said());
  }

  @Test
  void anOpenOfAnAddressInALongOutageFailsInTcp() throws Exception {
    start().module.inject(new Fault.Outage(HOUR));
    session.send("AT+ECMTOPEN=0,\"192.0.2.1\",1883").after(HOUR);
    assertEquals(List.of("0 OK", "30000 +ECMTOPEN: 0,-1"), session.said());
    assertEquals(0, session.broker.connections);
  }

  @Test
  void anOpenWaitsForTheEndOfAShortOutage() throws Exception {
    start().module.inject(new Fault.Outage(Duration.ofSeconds(20)));
    session.send(VirtualSession.OPEN).after(HOUR);
    assertEquals(List.of("0 OK", "23000 +ECMTOPEN: 0,0"), session.said());
  }

  @Test
  void theNextOpenWorks() throws Exception {
    start().broker.locator = BrokerLocator.refusing();
    session.send(VirtualSession.OPEN).afterSeconds(10);
    session.broker.locator = new InstantBroker().locator;
    session.send(VirtualSession.OPEN).afterSeconds(10);
    assertEquals(
        List.of("0 OK", "3000 +ECMTOPEN: 0,-1", "10000 OK", "13000 +ECMTOPEN: 0,0"),
        session.said());
  }

  // ---- CONN ----

  @Test
  void withoutConnackNothingIsSaid() throws Exception {
    opened(NO_KEEP_ALIVE).broker.neverAnswer(Outgoing.Connect.class);
    session.send(VirtualSession.CONNECT).after(HOUR);
    assertEquals(List.of("10000 OK"), session.said());
    assertEquals("+ECMTCONN:0,3", session.status());
  }

  @Test
  void withoutConnackTheKeepAliveGivesTheLinkUp() throws Exception {
    opened(KEEP_ALIVE).broker.neverAnswer(Outgoing.Connect.class);
    session.broker.neverAnswer(Outgoing.Ping.class);
    session.send(VirtualSession.CONNECT).afterSeconds(70);
    assertEquals(List.of("10000 OK", "78000 +ECMTSTAT: 0,1"), session.said());
    session.broker.answerAgain();
    session.afterSeconds(10);
    assertEquals(List.of("82500 +ECMTCONN: 0,0,0"), session.said());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aRefusalIsResultZeroAndTheCodeOfTheBroker(int code) throws Exception {
    opened(NO_KEEP_ALIVE).broker.neverAnswer(Outgoing.Connect.class);
    session.send(VirtualSession.CONNECT).afterMillis(750);
    session.broker.send(new Incoming.ConnAck(code));
    session.after(HOUR);
    assertEquals(List.of("10000 OK", "11500 +ECMTCONN: 0,0," + code), session.said());
    assertEquals("+ECMTCONN:0,3", session.status());
  }

  @Test
  void anUnreadableConnackIsCodeSix() throws Exception {
    opened(NO_KEEP_ALIVE).broker.neverAnswer(Outgoing.Connect.class);
    session.send(VirtualSession.CONNECT).afterMillis(750);
    session.broker.send(new Incoming.UnreadableConnAck());
    session.after(HOUR);
    assertEquals(List.of("10000 OK", "11500 +ECMTCONN: 0,0,6"), session.said());
  }

  @Test
  void aConnectThatCannotBeSentTriesTcpOnceMore() throws Exception {
    opened(NO_KEEP_ALIVE).broker.end(true);
    session.afterSeconds(10);
    session.broker.locator = BrokerLocator.refusing();
    session.send(VirtualSession.CONNECT).after(HOUR);
    assertEquals(List.of("20000 OK", "23000 +ECMTCONN: 0,2,2"), session.said());
    assertEquals("+ECMTCONN:0,1", session.status());
    session.broker.locator = new InstantBroker().locator;
    session.send(VirtualSession.CONNECT).afterSeconds(10);
    assertEquals(List.of("OK", "+ECMTCONN: 0,0,0"), session.texts());
  }

  @Test
  void withAKeepAliveAConnectThatCannotBeSentEndsInReconnecting() throws Exception {
    opened(KEEP_ALIVE).broker.end(true);
    session.afterSeconds(10);
    session.broker.locator = BrokerLocator.unreachable();
    session.send(VirtualSession.CONNECT).afterSeconds(40);
    assertEquals(
        List.of("20000 OK", "51500 +ECMTCONN: 0,2,2", "51500 +ECMTSTAT: 0,1"), session.said());
    assertEquals("+ECMTCONN:0,2", session.status());
  }

  // ---- answers that never come ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT+ECMTSUB=0,5,\"t\",1         | +ECMTSUB: 0,5,0,1",
        "AT+ECMTUNS=0,5,\"t\"           | +ECMTUNS: 0,5,0",
        "AT+ECMTPUB=0,5,1,0,\"t\",\"x\" | +ECMTPUB: 0,5,0",
      },
      quoteCharacter = '\'')
  void aResultComesWithTheAnswerAndNeverWithoutIt(String command, String result) throws Exception {
    connected(NO_KEEP_ALIVE).send(command).after(HOUR);
    assertEquals(List.of("120000 OK", "121500 " + result), session.said());
    session.broker.neverAnswer(Outgoing.Subscribe.class);
    session.broker.neverAnswer(Outgoing.Unsubscribe.class);
    session.broker.neverAnswer(Outgoing.Publish.class);
    session.send(command).after(HOUR);
    assertEquals(List.of("OK"), session.texts());
    assertEquals("+ECMTCONN:0,3", session.status());
  }

  @Test
  void qosTwoTakesTwoRoundTrips() throws Exception {
    connected(NO_KEEP_ALIVE).send("AT+ECMTPUB=0,5,2,0,\"t\",\"x\"").after(HOUR);
    assertEquals(List.of("120000 OK", "123000 +ECMTPUB: 0,5,0"), session.said());
    session.broker.neverAnswer(Outgoing.Acknowledge.class);
    session.send("AT+ECMTPUB=0,6,2,0,\"t\",\"x\"").after(HOUR);
    assertEquals(List.of("OK"), session.texts());
  }

  // ---- keep alive ----

  @Test
  void aPingThatIsNeverAnsweredCostsTheLink() throws Exception {
    start().send(KEEP_ALIVE).send(VirtualSession.OPEN).afterSeconds(10);
    session.broker.neverAnswer(Outgoing.Ping.class);
    session.send(VirtualSession.CONNECT).afterSeconds(5);
    session.said();
    session.afterSeconds(120);
    // CONNACK comes at 11.5 s; the ping goes when 60 s of silence are over, and is counted 4 times.
    assertEquals(List.of("79500 +ECMTSTAT: 0,1", "84000 +ECMTCONN: 0,0,0"), session.said());
  }

  @Test
  void aPingThatIsAnsweredAfterAShortOutageDoesNot() throws Exception {
    start().send(KEEP_ALIVE).send(VirtualSession.OPEN).afterSeconds(10);
    session.send(VirtualSession.CONNECT).afterSeconds(60);
    session.said();
    session.module.inject(new Fault.Outage(Duration.ofSeconds(5)));
    session.afterSeconds(60);
    assertEquals(List.of(), session.said());
    assertEquals(1, session.broker.connections);
  }

  @Test
  void aLongOutageRepeatsTheReconnectOncePerKeepAliveTime() throws Exception {
    connected(KEEP_ALIVE);
    session.module.inject(new Fault.Outage(Duration.ofSeconds(300)));
    session.afterSeconds(280);
    List<String> said = session.said();
    assertEquals(1, said.size());
    assertEquals("+ECMTSTAT: 0,1", said.get(0).split(" ", 2)[1]);
    assertEquals("+ECMTCONN:0,2", session.status());
    session.afterSeconds(200);
    assertEquals(List.of("+ECMTCONN: 0,0,0"), session.texts());
    assertEquals(2, session.broker.connections);
  }

  // ---- the link is lost ----

  @Test
  void aResetOfTheBrokerIsReportedAfterItsWay() throws Exception {
    connected(NO_KEEP_ALIVE).broker.end(true);
    session.afterSeconds(60);
    assertEquals(List.of("120750 +ECMTSTAT: 0,1", "125250 +ECMTCONN: 0,0,0"), session.said());
  }

  @Test
  void aFinIsNoticedAtTheEndOfTheSlice() throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
            new FirmwareDelays(
                none.open(),
                Duration.ofSeconds(2),
                none.taskEnd(),
                none.pingCheck(),
                none.tcpConnect(),
                none.boot()))
        .connected()
        .broker
        .end(false);
    session.afterSeconds(60);
    assertEquals(List.of("122000 +ECMTSTAT: 0,1", "128500 +ECMTCONN: 0,0,0"), session.said());
  }

  @Test
  void aLinkThatIsLostWhileItIsOpenOnlyIsNotReported() throws Exception {
    opened(NO_KEEP_ALIVE).broker.end(true);
    session.after(HOUR);
    assertEquals(List.of(), session.said());
    assertEquals("+ECMTCONN:0,1", session.status());
  }

  @Test
  void aFinBetweenOpenAndConnIsNoticedAfterTheConnect() throws Exception {
    opened(NO_KEEP_ALIVE).broker.end(false);
    session.broker.neverAnswer(Outgoing.Connect.class);
    session.afterSeconds(10).send(VirtualSession.CONNECT);
    session.broker.answerAgain();
    session.afterSeconds(60);
    assertEquals(
        List.of("20000 OK", "20000 +ECMTSTAT: 0,1", "24500 +ECMTCONN: 0,0,0"), session.said());
  }

  @Test
  void aLinkThatIsLostWhileItIsMadeAnewIsLostInSilence() throws Exception {
    connected(NO_KEEP_ALIVE).broker.locator = BrokerLocator.unreachable();
    session.broker.end(true);
    session.after(HOUR);
    assertEquals(List.of("120750 +ECMTSTAT: 0,1"), session.said());
    assertEquals("+ECMTCONN:0,2", session.status());
    session.send(VirtualSession.OPEN).send(VirtualSession.CONNECT).send("AT+ECMTCLOSE=0");
    session.after(HOUR);
    assertEquals(List.of("OK", "OK", "+CME ERROR: 3"), session.texts());
  }

  @ParameterizedTest
  @CsvSource({"AT+ECMTCLOSE=0, '+ECMTCLOSE: 0,-1'", "AT+ECMTDISC=0, '+ECMTDISC: 0,-1'"})
  void aLinkThatIsLostWhileTheClientLeavesMakesThatFail(String command, String result)
      throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
            new FirmwareDelays(
                none.open(),
                Duration.ofSeconds(2),
                none.taskEnd(),
                none.pingCheck(),
                none.tcpConnect(),
                none.boot()))
        .connected()
        .broker
        .end(true);
    session.send(command).afterSeconds(60);
    assertEquals(List.of("120000 OK", "122000 " + result), session.said());
    session.send(VirtualSession.CONNECT).afterSeconds(60);
    assertEquals("+ECMTCONN: 0,0,0", session.texts().get(1));
  }

  @Test
  void aCloseInAnOutageSucceedsAsTcpTakesTheDisconnect() throws Exception {
    connected(NO_KEEP_ALIVE).module.inject(new Fault.Outage(Duration.ofSeconds(30)));
    session.send("AT+ECMTCLOSE=0").afterSeconds(10);
    assertEquals(List.of("120000 OK", "120000 +ECMTCLOSE: 0,0"), session.said());
    assertEquals(0, session.broker.closed);
    session.afterSeconds(30);
    assertEquals(1, session.broker.closed);
  }
}
