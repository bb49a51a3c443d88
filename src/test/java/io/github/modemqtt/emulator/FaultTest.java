package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.Fault.Moment;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault does, byte for byte. */
class FaultTest extends EcmtTest {
  private static final String STATUS = "AT+ECMTCONN?";
  private static final String PUBLISH = "AT+ECMTPUB=0,5,1,0,\"t\",\"x\"";

  @Test
  void aDroppedLinkIsReportedAndConnectedAgain() throws Exception {
    openAndConnect();
    module.inject(new Fault.DropLink());
    host.expect("\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,0\r\n").nothingMore();
    broker.take(MqttMessageType.CONNECT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void oneConnectIsRefusedAndTheNextOneIsNot(int code) throws Exception {
    open();
    module.inject(new Fault.RefuseConnect(code));
    host.ok(CONNECT);
    host.expect("\r\n+ECMTCONN: 0,0," + code + "\r\n\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,0\r\n")
        .nothingMore();
  }

  @Test
  void eachRefusalTakesOneConnect() throws Exception {
    open();
    module.inject(new Fault.RefuseConnect(4));
    module.inject(new Fault.RefuseConnect(5));
    host.ok(CONNECT);
    host.expectLine("+ECMTCONN: 0,0,4").expectLine("+ECMTSTAT: 0,1");
    host.expectLine("+ECMTCONN: 0,0,5").expectLine("+ECMTSTAT: 0,1");
    host.expectLine("+ECMTCONN: 0,0,0").nothingMore();
  }

  @Test
  void linesForTheSameMomentComeTogether() {
    module.inject(new Fault.InjectLine("+X: 1", Moment.BEFORE_OK));
    module.inject(new Fault.InjectLine("+X: 2", Moment.BEFORE_OK));
    host.send("AT\r").expect("\r\n+X: 1\r\n\r\n+X: 2\r\n\r\nOK\r\n").nothingMore();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void refusalsHaveACodeOfMqtt(int code) {
    assertThrows(IllegalArgumentException.class, () -> new Fault.RefuseConnect(code));
  }

  @Test
  void onlyTheNextUrcWithThePrefixIsLost() throws Exception {
    openAndConnect();
    module.inject(new Fault.LoseNextUrc("+ECMTPUB"));
    host.ok("AT+ECMTSUB=0,1,\"t\",0").expectLine("+ECMTSUB: 0,1,0,1");
    host.ok(PUBLISH);
    broker.take(MqttMessageType.SUBSCRIBE);
    broker.take(MqttMessageType.PUBLISH);
    // The answer to this one comes after the lost one.
    host.ok("AT+ECMTPUB=0,6,1,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,6,0").nothingMore();
  }

  @Test
  void whatComesAfterALateUrcOvertakesIt() throws Exception {
    openAndConnect();
    module.inject(new Fault.DelayNextUrc("+ECMTPUB: 0,5", Duration.ofSeconds(3)));
    host.ok(PUBLISH);
    host.ok("AT+ECMTPUB=0,6,1,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,6,0").nothingMore();
    clock.advance(Duration.ofMillis(2999));
    host.nothingMore();
    clock.advance(Duration.ofMillis(1));
    host.expectLine("+ECMTPUB: 0,5,0").nothingMore();
  }

  @Test
  void aUrcComesTwice() throws Exception {
    openAndConnect();
    module.inject(new Fault.DuplicateNextUrc("+ECMTPUB"));
    host.ok(PUBLISH).expect("\r\n+ECMTPUB: 0,5,0\r\n\r\n+ECMTPUB: 0,5,0\r\n").nothingMore();
  }

  @Test
  void faultsForTheSameUrcHappenOneAfterTheOther() throws Exception {
    openAndConnect();
    module.inject(new Fault.DuplicateNextUrc("+ECMTPUB"));
    module.inject(new Fault.LoseNextUrc("+ECMT"));
    host.ok(PUBLISH).expect("\r\n+ECMTPUB: 0,5,0\r\n\r\n+ECMTPUB: 0,5,0\r\n");
    host.ok(PUBLISH).ok(PUBLISH).expectLine("+ECMTPUB: 0,5,0").nothingMore();
  }

  @Test
  void aLineBeforeTheEcho() {
    host.ok("ATE1");
    module.inject(new Fault.InjectLine("+X: 1", Moment.BEFORE_ECHO));
    host.send("AT\r").expect("\r\n+X: 1\r\nAT\r\nOK\r\n");
    host.send("AT\r").expect("AT\r\nOK\r\n");
  }

  @Test
  void aLineBeforeOk() {
    module.inject(new Fault.InjectLine("+CMEE: 7", Moment.BEFORE_OK));
    host.send("AT+CMEE?\r").expect("\r\n+CMEE: 1\r\n\r\n+CMEE: 7\r\n\r\nOK\r\n");
    host.nothingMore();
  }

  @Test
  void aLineBetweenOkAndResultWaitsForACommandWithAResult() throws Exception {
    module.inject(new Fault.InjectLine("+ECMTSTAT: 0,1", Moment.BETWEEN_OK_AND_RESULT));
    host.nothingMore().ok("AT+ECMTCFG=\"version\",0,4");
    host.send(OPEN + "\r").expect("\r\nOK\r\n\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTOPEN: 0,0\r\n");
    broker.accept();
    connect();
  }

  @Test
  void aLineInsideThePrompt() throws Exception {
    openAndConnect();
    module.inject(new Fault.InjectLine("+ECMTRECV: 0,0,\"t\",> ", Moment.INSIDE_PROMPT));
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect("\r\n> \r\n+ECMTRECV: 0,0,\"t\",> \r\n");
    host.send("x\u001A").expectLine("OK").expectLine("+ECMTPUB: 0,0,0").nothingMore();
  }

  @Test
  void aLineNow() {
    module.inject(new Fault.InjectLine("\u00e9", Moment.NOW));
    host.expect("\r\n\u00c3\u00a9\r\n").nothingMore();
  }

  @Test
  void garbledBytesAreThoseThatTheSeedChooses() {
    module.inject(new Fault.GarbleBytes(2, 7));
    host.send("AT\r").expect("\r\noK\f\n").nothingMore();
  }

  @Test
  void garblingAllBytesChangesOneBitOfEach() {
    module.inject(new Fault.GarbleBytes(1000, 1));
    host.send("AT\r");
    byte[] garbled = host.read().getBytes(StandardCharsets.ISO_8859_1);
    byte[] sent = "\r\nOK\r\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(sent.length, garbled.length);
    for (int i = 0; i < sent.length; i++) {
      assertEquals(1, Integer.bitCount((sent[i] ^ garbled[i]) & 0xFF));
    }
    host.nothingMore();
  }

  @Test
  void droppedBytesAreThoseThatTheSeedChooses() {
    module.inject(new Fault.DropBytes(2, 7));
    host.send("AT\r").expect("\r\nK\n").nothingMore();
  }

  @Test
  void aWholeMessageCanBeDropped() {
    module.inject(new Fault.DropBytes(1000, 1));
    host.send("AT+CMEE?\r").expectLine("OK").nothingMore();
  }

  @Test
  void byteFaultsNeedAByte() {
    assertThrows(IllegalArgumentException.class, () -> new Fault.GarbleBytes(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Fault.DropBytes(0, 1));
  }

  @Test
  void aCutLineEnds() throws Exception {
    openAndConnect();
    module.inject(new Fault.CutLine());
    host.expectEnd();
  }

  @Test
  void aMuteWithADurationEndsByItself() throws Exception {
    module.inject(new Fault.Mute(Duration.ofSeconds(5)));
    clock.advance(Duration.ofMillis(4999));
    sendAndSettle("AT+CMEE?");
    clock.advance(Duration.ofMillis(1));
    host.nothingMore();
  }

  @Test
  void aMuteCanBeLifted() throws Exception {
    module.inject(Fault.Mute.untilLifted());
    sendAndSettle("AT+CMEE?");
    clock.advance(Duration.ofHours(1));
    sendAndSettle("AT+CMEE?");
    module.mute(false);
    host.nothingMore();
  }

  @Test
  void aMuteThatWasLiftedDoesNotEndALaterOne() throws Exception {
    module.inject(new Fault.Mute(Duration.ofSeconds(5)));
    module.mute(false);
    module.inject(Fault.Mute.untilLifted());
    clock.advance(Duration.ofSeconds(6));
    sendAndSettle("AT+CMEE?");
    module.mute(false);
    host.nothingMore();
  }

  @Test
  void aResetForgetsTheConnectionButNotTheErrorFormat() throws Exception {
    openAndConnect();
    host.ok("AT+CMEE=2");
    module.inject(new Fault.Reset());
    clock.advance(Duration.ZERO);
    host.send("AT+ECMTCLOSE=0\r").expectLine("+CME ERROR: operation not allowed");
  }

  @Test
  void aConnectedClientGetsStuckUntilAReset() throws Exception {
    openAndConnect();
    module.inject(new Fault.StuckConnecting());
    host.expectLine("+ECMTSTAT: 0,1").answers(STATUS, "+ECMTCONN:0,2");
    host.ok(OPEN).ok(CONNECT).refused("AT+ECMTDISC=0").refused("AT+ECMTCLOSE=0").refused(PUBLISH);
    clock.advance(Duration.ofHours(1));
    host.answers(STATUS, "+ECMTCONN:0,2");
    module.reset();
    clock.advance(Duration.ZERO);
    openAndConnectAgain();
  }

  @Test
  void aClientThatIsNotConnectedGetsStuckWithItsConnect() throws Exception {
    open();
    module.inject(new Fault.StuckConnecting());
    host.answers(STATUS, "+ECMTCONN:0,1").ok(CONNECT).answers(STATUS, "+ECMTCONN:0,2");
    clock.advance(Duration.ofHours(1));
    host.refused("AT+ECMTCLOSE=0").answers(STATUS, "+ECMTCONN:0,2");
  }

  private void openAndConnectAgain() throws Exception {
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,0").ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void withoutNetworkTheClientTriesOncePerKeepAliveTime() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60").ok("AT+CEREG=1");
    openAndConnect();
    module.inject(new Fault.NoNetwork(Duration.ofSeconds(90)));
    host.expect("\r\n+CEREG: 2\r\n\r\n+ECMTSTAT: 0,1\r\n");
    host.answers("AT+CGPADDR", "+CGPADDR: 0").refused("AT+ECMTCLOSE=0");
    clock.advance(Duration.ofSeconds(89));
    host.answers(STATUS, "+ECMTCONN:0,2");
    clock.advance(Duration.ofSeconds(1));
    host.expectLine("+CEREG: 1").answers("AT+CGPADDR", "+CGPADDR: 0,\"10.0.0.2\"");
    host.answers(STATUS, "+ECMTCONN:0,2");
    clock.advance(Duration.ofSeconds(30));
    host.expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aResetDoesNotBringTheNetworkBack() throws Exception {
    module.inject(new Fault.NoNetwork(Duration.ofSeconds(90)));
    module.inject(new Fault.Reset());
    clock.advance(Duration.ofSeconds(89));
    host.answers("AT+CEREG?", "+CEREG: 0,2").refused(OPEN);
    clock.advance(Duration.ofSeconds(1));
    host.answers("AT+CEREG?", "+CEREG: 0,1").ok(OPEN).expectLine("+ECMTOPEN: 0,0");
  }
}
