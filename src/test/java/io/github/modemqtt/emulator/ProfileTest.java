package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What differs from the EC616, byte for byte. */
class ProfileTest extends EcmtTest {

  private void start(ModuleProfile profile) throws Exception {
    start(FirmwareDelays.NONE, profile);
  }

  static List<Arguments> oldSizes() {
    return List.of(
        Arguments.of("AT+ECMTCONN=0,\"%s\",\"u\",\"p\"", 31),
        Arguments.of("AT+ECMTCONN=0,\"c\",\"%s\",\"p\"", 31),
        Arguments.of("AT+ECMTCONN=0,\"c\",\"u\",\"%s\"", 63),
        Arguments.of("AT+ECMTSUB=0,1,\"%s\",0", 127),
        Arguments.of("AT+ECMTUNS=0,1,\"%s\"", 127),
        Arguments.of("AT+ECMTPUB=0,0,0,0,\"%s\",\"x\"", 127),
        Arguments.of("AT+ECMTPUB=0,0,0,0,\"t\",\"%s\"", 1023));
  }

  @ParameterizedTest
  @MethodSource("oldSizes")
  void olderBuildsTakeLess(String command, int size) throws Exception {
    start(ModuleProfile.EC616_OLD);
    open();
    if (!command.contains("CONN")) {
      connect();
    }
    host.refused(String.format(command, "x".repeat(size + 1)));
    host.send(String.format(command, "x".repeat(size)) + "\r").expectLine("OK");
  }

  @Test
  void theReferenceCommandSetHasNoBlankBehindTheFirstColon() throws Exception {
    start(ModuleProfile.EC616_REF);
    host.send("AT+CMEE?\r").expect("\r\n+CMEE:1\r\n\r\nOK\r\n");
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    host.send("AT+ECMTCFG=\"keepalive\",0\r");
    host.expect("\r\n+ECMTCFG:\"keepalive\",60\r\n\r\nOK\r\n");
    host.ok(OPEN).expectLine("+ECMTOPEN:0,0");
    broker.accept();
    host.ok(CONNECT).expectLine("+ECMTCONN:0,0,0");
    host.ok("AT+ECMTSUB=0,1,\"t\",1").expectLine("+ECMTSUB:0,1,0,1");
    host.ok("AT+ECMTPUB=0,2,1,0,\"t\",\"x\"").expectLine("+ECMTPUB:0,2,0");
    broker.publish("a: b", "c: d".getBytes(StandardCharsets.UTF_8), MqttQoS.AT_MOST_ONCE, 0);
    host.expectLine("+ECMTRECV:0,0,\"a: b\",c: d");
    host.ok("AT+ECMTUNS=0,3,\"t\"").expectLine("+ECMTUNS:0,3,0");
    module.dropLink();
    host.expectLine("+ECMTSTAT:0,1").expectLine("+ECMTCONN:0,0,0");
    host.ok("AT+ECMTDISC=0").expectLine("+ECMTDISC:0,0");
  }

  @Test
  void theReferenceCommandSetKeepsTheBlankOfErrors() throws Exception {
    start(ModuleProfile.EC616_REF);
    host.send("AT+ECMTCLOSE=0\r").expect("\r\n+CME ERROR: 3\r\n");
  }

  @Test
  void theReferenceCommandSetHasLessQuotes() throws Exception {
    start(ModuleProfile.EC616_REF);
    host.ok("AT+CEREG=2").ok("AT+CREG=2");
    host.send("AT+CEREG?\r").expect("\r\n+CEREG:2,1,1A2B,0123ABCD,9\r\n\r\nOK\r\n");
    host.send("AT+CREG?\r").expect("\r\n+CREG:2,1,\"1A2B\",\"0123ABCD\",9\r\n\r\nOK\r\n");
    host.send("AT+CGPADDR\r").expect("\r\n+CGPADDR:0,10.0.0.2\r\n\r\nOK\r\n");
    host.send("AT+ECICCID\r").expect("\r\n+NCCID:89999010000000000013\r\n\r\nOK\r\n");
  }

  @Test
  void injectedLinesAreNotRewritten() throws Exception {
    start(ModuleProfile.EC616_REF);
    module.injectUrc("+ECMTSTAT: 0,1");
    host.expectLine("+ECMTSTAT: 0,1");
  }

  @Test
  void aBuildWithPlainErrorsSaysErrorUntilItIsTold() throws Exception {
    start(ModuleProfile.EC616_PLAIN_ERRORS);
    host.send("AT+ECMTCLOSE=0\r").expect("\r\nERROR\r\n");
    host.send("AT+CMEE?\r").expect("\r\n+CMEE: 0\r\n\r\nOK\r\n");
    host.ok("AT+CMEE=1").refused("AT+ECMTCLOSE=0");
  }

  @Test
  void aBuildWithABannerAndEcho() throws Exception {
    start(ModuleProfile.EC616.withEcho(true).withBootLines("+ECRDY", "+IP:10.0.0.2"));
    host.expect("\r\n+ECRDY\r\n\r\n+IP:10.0.0.2\r\n");
    host.send("AT\r").expect("AT\r\nOK\r\n");
  }

  @Test
  void theEc626SaysThatItIsNotConnectedAndThenThatItIs() throws Exception {
    start(ModuleProfile.EC626);
    open();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,2,2");
    broker.take(MqttMessageType.CONNECT);
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,2").refused("AT+ECMTSUB=0,1,\"t\",0");
    clock.advance(Duration.ofMillis(129));
    host.nothingMore();
    clock.advance(Duration.ofMillis(1));
    host.expectLine("+ECMTCONN: 0,0,0").answers("AT+ECMTCONN?", "+ECMTCONN:0,3");
    host.ok("AT+ECMTSUB=0,1,\"t\",0").expectLine("+ECMTSUB: 0,1,0,1");
  }

  @Test
  void theEc626ReconnectsWithOneResult() throws Exception {
    start(ModuleProfile.EC626);
    open();
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,2,2");
    clock.advance(Duration.ofMillis(130));
    host.expectLine("+ECMTCONN: 0,0,0");
    module.dropLink();
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0").nothingMore();
  }
}
