package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT, refusals, loss of the link, keep alive. */
class EcmtLinkTest extends EcmtTest {

  private MqttConnectMessage takeConnect() throws Exception {
    return broker.take(MqttConnectMessage.class, MqttMessageType.CONNECT);
  }

  @Test
  void openIsTcpOnlyAndConnectIsThePacket() throws Exception {
    open();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
    MqttConnectMessage connect = takeConnect();
    assertEquals("MQTT", connect.variableHeader().name());
    assertEquals(4, connect.variableHeader().version());
    assertEquals(120, connect.variableHeader().keepAliveTimeSeconds());
    assertTrue(connect.variableHeader().isCleanSession());
    assertFalse(connect.variableHeader().isWillFlag());
    assertEquals("dev1", connect.payload().clientIdentifier());
    assertEquals("user", connect.payload().userName());
    assertEquals("pass", new String(connect.payload().passwordInBytes()));
  }

  @Test
  void theSettingsShapeTheConnect() throws Exception {
    host.ok("AT+ECMTCFG=\"version\",0,3")
        .ok("AT+ECMTCFG=\"keepalive\",0,60")
        .ok("AT+ECMTCFG=\"session\",0,0")
        .ok("AT+ECMTCFG=\"will\",0,1,2,1,\"w/t\",\"gone\"");
    open();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
    MqttConnectMessage connect = takeConnect();
    assertEquals("MQIsdp", connect.variableHeader().name());
    assertEquals(60, connect.variableHeader().keepAliveTimeSeconds());
    assertFalse(connect.variableHeader().isCleanSession());
    assertEquals(2, connect.variableHeader().willQos());
    assertTrue(connect.variableHeader().isWillRetain());
    assertEquals("w/t", connect.payload().willTopic());
    assertEquals("gone", new String(connect.payload().willMessageInBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AT+ECMTCONN=0,\"dev1\"", "AT+ECMTCONN=0,\"dev1\",\"user\"", "AT+ECMTCONN=0"})
  void credentialsCountOnlyAllTogether(String command) throws Exception {
    open();
    host.ok(command).expectLine("+ECMTCONN: 0,0,0");
    MqttConnectMessage connect = takeConnect();
    assertEquals("", connect.payload().clientIdentifier());
    assertNull(connect.payload().userName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTCONN=0,\"\",\"u\",\"p\"",
        "AT+ECMTCONN=0,\"dev1\",\"\",\"\"",
        "AT+ECMTCONN=0,\"1234567890123456789012345678901234567890123456789\",\"u\",\"p\""
      })
  void emptyAndLongCredentialsAreRefused(String command) throws Exception {
    open();
    host.refused(command);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aRefusalIsResultZeroWithTheBrokersCodeAndLooksConnected(int code) throws Exception {
    broker.refuse(MqttConnectReturnCode.valueOf((byte) code), false);
    open();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0," + code);
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,3");
    host.ok("AT+ECMTDISC=0").expectLine("+ECMTDISC: 0,0");
  }

  @Test
  void anUnreadableConnackIsCodeSix() throws Exception {
    broker.neverAnswer(MqttMessageType.CONNECT);
    open();
    host.ok(CONNECT);
    takeConnect();
    broker.sendRaw(new byte[] {0x20, 2, 0, 77});
    host.expectLine("+ECMTCONN: 0,0,6");
  }

  @Test
  void theLinkStaysSilentWhenTheBrokerDoesNotAnswerConnect() throws Exception {
    broker.neverAnswer(MqttMessageType.CONNECT);
    open();
    host.ok(CONNECT);
    takeConnect();
    broker.publish("sync", new byte[0], MqttQoS.AT_MOST_ONCE, 0);
    host.expectLine("+ECMTRECV: 0,0,\"sync\",");
    clock.advance(Duration.ofSeconds(100));
    host.nothingMore().answers("AT+ECMTCONN?", "+ECMTCONN:0,3");
  }

  @Test
  void aLostLinkIsReportedAndMadeAnewWithoutSubscriptions() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"t\",0").expectLine("+ECMTSUB: 0,1,0,1");
    broker.take(MqttSubscribeMessage.class, MqttMessageType.SUBSCRIBE);
    broker.resetConnection();
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
    MqttConnectMessage again = takeConnect();
    assertEquals("dev1", again.payload().clientIdentifier());
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,0,0");
    broker.take(MqttMessageType.PUBLISH);
  }

  @Test
  void aBrokerThatClosesIsNoticedToo() throws Exception {
    openAndConnect();
    broker.closeConnection();
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aFailedReconnectIsSilentAndOnlyTheKeepAliveTriesAgain() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    int port = broker.pause();
    module.dropLink();
    host.expectLine("+ECMTSTAT: 0,1");
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,2").refused("AT+ECMTCLOSE=0").ok(OPEN).ok(CONNECT);
    host.nothingMore();
    clock.awaitTimer(Duration.ofSeconds(60));
    broker.resume(port);
    clock.advance(Duration.ofSeconds(60));
    host.expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aConnectThatCannotBeSentIsFollowedByAReconnectIfNothingWasEverSent() throws Exception {
    open();
    module.dropLink();
    broker.pause();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,2,2").expectLine("+ECMTSTAT: 0,1");
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,2");
  }

  @Test
  void aResetBetweenOpenAndConnectIsHealedByTheConnect() throws Exception {
    open();
    module.dropLink();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aBrokerThatClosesBetweenOpenAndConnectIsNoticedAfterTheConnect() throws Exception {
    open();
    broker.closeConnection();
    host.ok(CONNECT).expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aPingIsSentWhenNothingElseIs() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    clock.advance(Duration.ofSeconds(60));
    broker.take(MqttMessageType.PINGREQ);
    host.nothingMore();
  }

  @Test
  void anUnansweredPingIsCountedFourTimesAndThenTheLinkIsLost() throws Exception {
    broker.neverAnswer(MqttMessageType.PINGREQ);
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    clock.advance(Duration.ofSeconds(60));
    broker.take(MqttMessageType.PINGREQ);
    clock.advance(Duration.ofMillis(7999));
    host.nothingMore();
    clock.advance(Duration.ofMillis(1));
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void keepAliveZeroNeverPings() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,0");
    openAndConnect();
    clock.advance(Duration.ofHours(24));
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,0,0");
    broker.take(MqttMessageType.PUBLISH);
  }

  @Test
  void closeDisconnectsInGoodOrderAndForgetsTheSettings() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    host.ok("AT+ECMTCLOSE=0").expectLine("+ECMTCLOSE: 0,0");
    broker.take(MqttMessageType.DISCONNECT);
    host.refused("AT+ECMTCFG=\"keepalive\",0").ok("AT+ECMTCONN?");
    openAndConnect();
    host.answers("AT+ECMTCFG=\"keepalive\",0", "+ECMTCFG: \"keepalive\",0");
  }

  @Test
  void afterDiscOfAnOpenedConnectionOnlyConnAndOpenWork() throws Exception {
    open();
    host.ok("AT+ECMTDISC=0").expectLine("+ECMTDISC: 0,-1");
    host.refused("AT+ECMTCLOSE=0");
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
  }

  @Test
  void aResetForgetsTheConnection() throws Exception {
    openAndConnect();
    module.reset();
    clock.settle();
    clock.advance(Duration.ZERO);
    host.ok("AT+ECMTCONN?").answers("AT+CEREG?", "+CEREG: 0,1");
  }

  @Test
  void withTlsNothingCanBeOpened() {
    host.ok("AT+ECMTCFG=\"ssl\",\"psk\",\"00ff\",\"me\"");
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,-1");
  }
}
