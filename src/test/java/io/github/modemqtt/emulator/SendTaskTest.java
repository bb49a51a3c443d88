package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue of ten and the send time-out of 10 s, while TCP is stuck in an outage. */
@Timeout(60)
class SendTaskTest {
  /** So many fill the send buffer of TCP exactly. */
  private static final int IN_TCP = 8;

  private static final String LARGE = "\"" + "x".repeat(1015) + "\"";
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  private VirtualSession session;

  @BeforeEach
  void start() throws Exception {
    session = new VirtualSession(builder -> builder.network(NetworkModel.IDEAL));
    session.connected();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  private void fillTcp() throws Exception {
    session.module.inject(new Fault.Outage(OUTAGE));
    publish(1, IN_TCP);
    assertEquals(List.of("OK", "OK", "OK", "OK", "OK", "OK", "OK", "OK"), session.texts());
  }

  private void publish(int first, int last) throws Exception {
    for (int id = first; id <= last; id++) {
      session.send("AT+ECMTPUB=0," + id + ",1,0,\"t\"," + LARGE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT+ECMTPUB=0,9,0,0,\"t\",\"x\" | +ECMTPUB: 0,9,2",
        "AT+ECMTPUB=0,9,1,0,\"t\",\"x\" | +ECMTPUB: 0,9,2",
        "AT+ECMTPUB=0,9,2,0,\"t\",\"x\" | +ECMTPUB: 0,9,2",
        "AT+ECMTSUB=0,9,\"t\",1         | +ECMTSUB: 0,9,2,0",
        "AT+ECMTUNS=0,9,\"t\"           | +ECMTUNS: 0,9,2",
      },
      quoteCharacter = '\'')
  void whatFindsNoRoomInTcpForTenSecondsIsNotSent(String command, String result) throws Exception {
    fillTcp();
    session.send(command).afterMillis(9_999);
    assertEquals(List.of("120000 OK"), session.said());
    session.afterMillis(1);
    assertEquals(List.of("130000 " + result), session.said());
    assertEquals("+ECMTCONN:0,3", session.status());
  }

  @ParameterizedTest
  @CsvSource({"AT+ECMTCLOSE=0, '+ECMTCLOSE: 0,-1'", "AT+ECMTDISC=0, '+ECMTDISC: 0,-1'"})
  void aDisconnectThatFindsNoRoomFails(String command, String result) throws Exception {
    fillTcp();
    session.send(command).afterSeconds(10);
    assertEquals(List.of("120000 OK", "130000 " + result), session.said());
    assertEquals("+ECMTCONN:0,1", session.status());
    session.send(command);
    assertEquals(List.of("+CME ERROR: 3"), session.texts());
  }

  @Test
  void afterACloseThatFailedTheModuleConnectsOverTheOldLink() throws Exception {
    fillTcp();
    session.send("AT+ECMTCLOSE=0").after(OUTAGE);
    session.said();
    session.send(VirtualSession.CONNECT);
    assertEquals(List.of("OK", "+ECMTCONN: 0,0,0"), session.texts());
    assertEquals(1, session.broker.connections);
  }

  @Test
  void afterACloseThatFailedTheModuleOpensAnew() throws Exception {
    fillTcp();
    session.send("AT+ECMTCLOSE=0").after(OUTAGE);
    session.said();
    session.send(VirtualSession.OPEN);
    assertEquals(List.of("OK", "+ECMTOPEN: 0,0"), session.texts());
    assertEquals(2, session.broker.connections);
  }

  @Test
  void oneAfterTheOtherTimesOut() throws Exception {
    fillTcp();
    publish(9, 11);
    session.afterSeconds(30);
    assertEquals(
        List.of(
            "120000 OK",
            "120000 OK",
            "120000 OK",
            "130000 +ECMTPUB: 0,9,2",
            "140000 +ECMTPUB: 0,10,2",
            "150000 +ECMTPUB: 0,11,2"),
        session.said());
  }

  @Test
  void whatWaitsIsSentWhenTheOutageEnds() throws Exception {
    fillTcp();
    session.afterSeconds(55);
    publish(9, 19);
    session.said();
    session.afterSeconds(5);
    List<String> results = new ArrayList<>();
    for (int id = 1; id <= 19; id++) {
      results.add("+ECMTPUB: 0," + id + ",0");
    }
    assertEquals(results, session.texts().stream().sorted(VirtualSession.BY_ID).toList());
  }

  @Test
  void theTwelfthCommandThatTcpHasNoRoomForIsAnsweredLateAndLost() throws Exception {
    fillTcp();
    publish(IN_TCP + 1, IN_TCP + 11);
    session.said();
    publish(20, 20);
    session.afterMillis(999);
    assertEquals(List.of(), session.said());
    session.afterMillis(1);
    assertEquals(List.of("121000 OK"), session.said());
    session.after(OUTAGE.multipliedBy(5));
    List<String> results = session.texts();
    assertEquals(19, results.size());
    assertTrue(results.stream().noneMatch(text -> text.contains(",20,")), results::toString);
  }

  @Test
  void aCommandThatFindsRoomWithinASecondIsNotLost() throws Exception {
    fillTcp();
    publish(9, 9);
    session.afterMillis(9_500);
    publish(10, 20);
    session.said();
    session.afterMillis(500);
    assertEquals(List.of("130000 +ECMTPUB: 0,9,2", "130000 OK"), session.said());
    session.after(OUTAGE.multipliedBy(3));
    assertTrue(session.texts().contains("+ECMTPUB: 0,20,0"));
  }

  @Test
  void publishesThatWaitWhenTheLinkIsLostAreNotSent() throws Exception {
    fillTcp();
    publish(9, 11);
    session.said();
    session.module.inject(new Fault.DropLink());
    session.clock.settle();
    assertEquals(
        List.of("+ECMTSTAT: 0,1", "+ECMTPUB: 0,9,2", "+ECMTPUB: 0,10,2", "+ECMTPUB: 0,11,2"),
        session.texts());
  }

  @Test
  void publishesInFrontOfACloseAreNotSentAnyMore() throws Exception {
    fillTcp();
    publish(9, 11);
    session.send("AT+ECMTCLOSE=0");
    session.said();
    session.afterSeconds(10);
    assertEquals(
        List.of("130000 +ECMTPUB: 0,9,2", "130000 +ECMTPUB: 0,10,2", "130000 +ECMTPUB: 0,11,2"),
        session.said());
    session.afterSeconds(10);
    assertEquals(List.of("140000 +ECMTCLOSE: 0,-1"), session.said());
  }

  @Test
  void acknowledgementsQueueBehindWhatTheHostPublished() throws Exception {
    session.close();
    NetworkModel slow = NetworkModel.IDEAL.withRoundTrip(Duration.ofMillis(1500));
    session = new VirtualSession(builder -> builder.network(slow));
    session.connected();
    publish(1, IN_TCP + 2);
    session.broker.send(new Incoming.Message(77, 1, "down", "x"));
    session.afterSeconds(10);
    List<Outgoing> received = session.broker.received;
    assertEquals(1 + IN_TCP + 3, received.size());
    assertEquals(
        new Outgoing.Acknowledge(Outgoing.Step.PUBACK, 77), received.get(received.size() - 1));
  }

  @Test
  void aResetWhileACommandWaitsForTheQueueSaysNothing() throws Exception {
    fillTcp();
    publish(9, 20);
    session.said();
    session.module.reset();
    session.after(OUTAGE);
    assertEquals(List.of(), session.texts());
    session.send("AT");
    assertEquals(List.of("OK"), session.texts());
  }

  @Test
  void theSendTaskWaitsForTheReceiveTask() throws Exception {
    session.close();
    FirmwareDelays none = FirmwareDelays.NONE;
    FirmwareDelays slices =
        new FirmwareDelays(
            none.open(),
            Duration.ofSeconds(2),
            none.taskEnd(),
            none.pingCheck(),
            none.tcpConnect(),
            none.boot());
    session = new VirtualSession(builder -> builder.firmwareDelays(slices));
    session.connected().send("AT+ECMTCLOSE=0").afterMillis(500);
    session.module.inject(new Fault.DropLink());
    session.afterSeconds(2);
    assertEquals(List.of("OK", "+ECMTCLOSE: 0,-1"), session.texts());
    assertEquals("+ECMTCONN:0,1", session.status());
  }
}
