package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The exchanges that are known from the firmware, byte for byte. */
class GoldenTranscriptTest extends EcmtTest {

  @Test
  void aWholeSession() throws Exception {
    host.send("AT+ECMTCFG=\"keepalive\",0,300\r").expect("\r\nOK\r\n");
    host.send("AT+ECMTOPEN=0,\"broker.example\",1883\r").expect("\r\nOK\r\n\r\n+ECMTOPEN: 0,0\r\n");
    host.send("AT+ECMTCONN=0,\"dev1\",\"user\",\"pass\"\r")
        .expect("\r\nOK\r\n\r\n+ECMTCONN: 0,0,0\r\n");
    broker.accept();
    broker.take(MqttMessageType.CONNECT);
    host.send("AT+ECMTSUB=0,1,\"t/in\",1\r").expect("\r\nOK\r\n\r\n+ECMTSUB: 0,1,0,1\r\n");
    broker.take(MqttMessageType.SUBSCRIBE);
    host.send("AT+ECMTPUB=0,0,0,0,\"t/out\",\"{\"a\":1,\"b\":\"x\"}\"\r")
        .expect("\r\nOK\r\n\r\n+ECMTPUB: 0,0,0\r\n");
    assertEquals("{\"a\":1,\"b\":\"x\"}", takePayload());
    broker.publish("t/in", "hello".getBytes(UTF_8), MqttQoS.AT_MOST_ONCE, 0);
    host.expect("\r\n+ECMTRECV: 0,0,\"t/in\",hello\r\n");
    host.send("AT+ECMTPUB=0,2,1,0,\"t/out\"\r").expect("\r\n> ");
    host.send("any bytes\u001a").expect("\r\nOK\r\n\r\n+ECMTPUB: 0,2,0\r\n");
    assertEquals("any bytes", takePayload());
    module.dropLink();
    host.expect("\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,0\r\n");
    host.send("AT+ECMTCONN?\r").expect("\r\n+ECMTCONN:0,3\r\n\r\nOK\r\n");
    host.send(OPEN + "\r").expect("\r\nOK\r\n").nothingMore();
    host.send("AT+ECMTCLOSE=0\r").expect("\r\nOK\r\n\r\n+ECMTCLOSE: 0,0\r\n");
    host.send("AT+ECMTDISC=0\r").expect("\r\n+CME ERROR: 3\r\n");
  }

  private String takePayload() throws Exception {
    MqttPublishMessage publish = broker.take(MqttPublishMessage.class, MqttMessageType.PUBLISH);
    return new String(ScriptedBroker.payload(publish), UTF_8);
  }

  @Test
  void publishingWithoutConnection() {
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"x\"\r").expect("\r\n+CME ERROR: 3\r\n");
  }

  @Test
  void anUnreachableBrokerDeletesAllSettings() throws Exception {
    broker.pause();
    host.ok("AT+ECMTCFG=\"keepalive\",0,300");
    host.send(OPEN + "\r").expect("\r\nOK\r\n\r\n+ECMTOPEN: 0,-1\r\n");
    host.refused("AT+ECMTCFG=\"keepalive\",0");
  }

  @Test
  void aWrongPasswordIsRefusedAgainAndAgainUntilTheModuleGivesUp() throws Exception {
    broker.refuse(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, true);
    open();
    host.send(CONNECT + "\r").expect("\r\nOK\r\n\r\n+ECMTCONN: 0,0,4\r\n");
    host.expect("\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,4\r\n");
    host.expect("\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,4\r\n");
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,1");
  }

  @Test
  void theFirstOpenSleepsForASecondBeforeItsOk() throws Exception {
    start(FirmwareDelays.EC616);
    sendAndSettle(OPEN);
    clock.advance(Duration.ofMillis(999));
    host.send("AT+CMEE?\r");
    module.injectUrc("+STILL: 1");
    host.expectLine("+STILL: 1");
    clock.advance(Duration.ofMillis(1));
    host.expect("\r\nOK\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n\r\n+ECMTOPEN: 0,0\r\n");
  }

  @Test
  void payloadBytesArriveUnchanged() throws Exception {
    openAndConnect();
    byte[] binary = {0, 13, 10, 0x1A, (byte) 0xFF, 0x1B, 'x'};
    host.send("AT+ECMTPUB=0,7,0,1,\"b\"\r").expect("\r\n> ");
    host.send(new String(binary, ISO_8859_1) + "\u001a")
        .expect("\r\nOK\r\n\r\n+ECMTPUB: 0,7,0\r\n");
    MqttPublishMessage publish = broker.take(MqttPublishMessage.class, MqttMessageType.PUBLISH);
    assertArrayEquals(binary, ScriptedBroker.payload(publish));
    assertEquals(true, publish.fixedHeader().isRetain());
  }
}
