package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command is answered in each state of the context. */
class StateMatrixTest extends EcmtTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String C3 = "\r\n+CME ERROR: 3\r\n";
  private static final String SET = "AT+ECMTCFG=\"version\",0,4";
  private static final String QUERY = "AT+ECMTCFG=\"version\",0";
  private static final String SUB = "AT+ECMTSUB=0,1,\"t\",0";
  private static final String UNS = "AT+ECMTUNS=0,1,\"t\"";
  private static final String PUB = "AT+ECMTPUB=0,0,0,0,\"t\",\"x\"";
  private static final String DISC = "AT+ECMTDISC=0";
  private static final String CLOSE = "AT+ECMTCLOSE=0";
  private static final String READ = "AT+ECMTCONN?";
  private static final Duration SLICE = Duration.ofSeconds(2);

  enum Position {
    NONE,
    CONFIGURED,
    OPENING,
    OPENED,
    RECONNECTING,
    CONNECTED,
    CONNECT_FAILED,
    CLOSE_FAILED,
    DISCONNECT_FAILED,
    DISCONNECT_NOT_SENT,
    CLOSING,
    DISCONNECTING
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    String opened = OK + urc("+ECMTOPEN: 0,0");
    String connected = OK + urc("+ECMTCONN: 0,0,0");
    row(cells, Position.NONE, null, opened, C3, C3, C3, C3, C3, C3, null);
    row(cells, Position.CONFIGURED, "4", opened, C3, C3, C3, C3, C3, C3, "1");
    row(cells, Position.OPENING, "4", OK, OK, C3, C3, C3, C3, C3, "1");
    row(
        cells,
        Position.OPENED,
        "4",
        OK,
        connected,
        C3,
        C3,
        C3,
        OK + urc("+ECMTDISC: 0,-1"),
        OK + urc("+ECMTCLOSE: 0,0"),
        "1");
    row(cells, Position.RECONNECTING, "4", OK, OK, C3, C3, C3, C3, C3, "2");
    row(
        cells,
        Position.CONNECTED,
        "4",
        OK,
        OK,
        OK + urc("+ECMTSUB: 0,1,0,1"),
        OK + urc("+ECMTUNS: 0,1,0"),
        OK + urc("+ECMTPUB: 0,0,0"),
        OK + urc("+ECMTDISC: 0,0"),
        OK + urc("+ECMTCLOSE: 0,0"),
        "3");
    row(cells, Position.CONNECT_FAILED, "4", opened, connected, C3, C3, C3, C3, C3, "1");
    row(cells, Position.CLOSE_FAILED, "4", opened, connected, C3, C3, C3, C3, C3, "1");
    row(cells, Position.DISCONNECT_NOT_SENT, "4", opened, connected, C3, C3, C3, C3, C3, "1");
    row(cells, Position.DISCONNECT_FAILED, "4", opened, connected, C3, C3, C3, C3, C3, "1");
    row(cells, Position.CLOSING, "4", null, C3, C3, C3, C3, C3, C3, "1");
    row(cells, Position.DISCONNECTING, "4", null, C3, C3, C3, C3, C3, C3, "1");
    return cells;
  }

  private static String urc(String text) {
    return "\r\n" + text + "\r\n";
  }

  private static void row(
      List<Arguments> cells,
      Position position,
      String version,
      String open,
      String connect,
      String subscribe,
      String unsubscribe,
      String publish,
      String disconnect,
      String close,
      String read) {
    cells.add(Arguments.of(position, SET, OK));
    cells.add(
        Arguments.of(position, QUERY, version == null ? C3 : urc("+ECMTCFG: \"version\",4") + OK));
    if (open != null) {
      cells.add(Arguments.of(position, OPEN, open));
    }
    cells.add(Arguments.of(position, CONNECT, connect));
    cells.add(Arguments.of(position, SUB, subscribe));
    cells.add(Arguments.of(position, UNS, unsubscribe));
    cells.add(Arguments.of(position, PUB, publish));
    cells.add(Arguments.of(position, DISC, disconnect));
    cells.add(Arguments.of(position, CLOSE, close));
    cells.add(Arguments.of(position, READ, read == null ? OK : urc("+ECMTCONN:0," + read) + OK));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cells")
  void answers(Position position, String command, String expected) throws Exception {
    reach(position);
    host.send(command + "\r").expect(expected).nothingMore();
  }

  private void reach(Position position) throws Exception {
    switch (position) {
      case NONE -> {}
      case CONFIGURED -> host.ok(SET);
      case OPENING -> {
        holdConnections();
        host.ok(OPEN);
      }
      case OPENED -> open();
      case RECONNECTING -> {
        openAndConnect();
        holdConnections();
        module.dropLink();
        host.expectLine("+ECMTSTAT: 0,1");
      }
      case CONNECTED -> openAndConnect();
      case CONNECT_FAILED -> failToConnect();
      case CLOSE_FAILED -> failToLeave(CLOSE, "+ECMTCLOSE: 0,-1");
      case DISCONNECT_NOT_SENT -> failToLeave(DISC, "+ECMTDISC: 0,-1");
      case DISCONNECT_FAILED -> {
        open();
        host.ok(DISC).expectLine("+ECMTDISC: 0,-1");
      }
      case CLOSING -> leaveSlowly(CLOSE);
      case DISCONNECTING -> leaveSlowly(DISC);
    }
  }

  private void failToConnect() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,0");
    open();
    module.dropLink();
    int port = broker.pause();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,2,2");
    broker.resume(port);
  }

  /** TCP has no room for DISCONNECT, and no longer one when the send time-out is over. */
  private void failToLeave(String command, String result) throws Exception {
    openAndConnect();
    module.inject(new Fault.Outage(Duration.ofSeconds(15)));
    for (int id = 1; id <= 8; id++) {
      host.ok("AT+ECMTPUB=0," + id + ",1,0,\"t\",\"" + "x".repeat(1015) + "\"");
    }
    sendAndSettle(command);
    host.expectLine("OK");
    clock.advance(Duration.ofSeconds(10));
    host.expectLine(result);
    // The outage goes by, so that what comes next does not wait for it.
    broker.neverAnswer(MqttMessageType.PUBLISH);
    clock.advance(Duration.ofSeconds(5));
    for (int id = 1; id <= 8; id++) {
      broker.take(MqttMessageType.PUBLISH);
    }
  }

  /** The receive task keeps the client to itself until its slice is over. */
  private void leaveSlowly(String command) throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
        new FirmwareDelays(
            none.open(), SLICE, none.taskEnd(), none.pingCheck(), none.tcpConnect(), none.boot()));
    open();
    sendAndSettle(CONNECT);
    host.expectLine("OK");
    clock.advance(SLICE);
    host.expectLine("+ECMTCONN: 0,0,0");
    host.ok(command);
  }

  @Test
  void aConnectQueuedBehindAnOpenRunsWhenTcpIsUp() throws Exception {
    holdConnections();
    host.ok(OPEN).ok(CONNECT);
    releaseConnections();
    host.expectLine("+ECMTOPEN: 0,0").expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aConnectQueuedBehindAnOpenThatFailsIsForgotten() throws Exception {
    broker.pause();
    holdConnections();
    host.ok(OPEN).ok(CONNECT);
    releaseConnections();
    host.expectLine("+ECMTOPEN: 0,-1").answers("AT+CMEE?", "+CMEE: 1").refused(CONNECT);
  }

  @Test
  void anOpenRightAfterACloseIsLostAndTheNextOneWorks() throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
        new FirmwareDelays(
            none.open(),
            none.receiveSlice(),
            Duration.ofMillis(150),
            none.pingCheck(),
            none.tcpConnect(),
            none.boot()));
    openAndConnect();
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    host.ok(OPEN).nothingMore();
    clock.advance(Duration.ofMillis(150));
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,0");
  }

  @Test
  void closeWaitsForTheEndOfTheReceiveSlice() throws Exception {
    leaveSlowly(CLOSE);
    clock.advance(SLICE.minusMillis(1));
    host.nothingMore();
    clock.advance(Duration.ofMillis(1));
    host.expectLine("+ECMTCLOSE: 0,0").refused(QUERY);
  }

  @Test
  void onlyConnectionZeroExists() throws Exception {
    openAndConnect();
    host.refused("AT+ECMTCLOSE=1").refused("AT+ECMTPUB=1,0,0,0,\"t\",\"x\"");
  }
}
