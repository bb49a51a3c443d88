package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.internal.audit.AuditLog;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.emulator.model.AuditEntry.Kind;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit finds, and what it does not take for a fault. */
class AuditTest extends EcmtTest {
  private static final String CTRL_Z = "\u001A";
  private static final String ESC = "\u001B";
  private static final String PROMPTED = "AT+ECMTPUB=0,0,0,0,\"t\"\r";
  private static final String PROMPT = "\r\n> ";
  private static final String CLOSE = "AT+ECMTCLOSE=0";

  private void found(Kind... kinds) {
    assertEquals(List.of(kinds), module.audit().stream().map(AuditEntry::kind).toList());
  }

  @Test
  void anOrdinarySessionHasNoEntries() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"t/#\",1").expectLine("+ECMTSUB: 0,1,0,1");
    host.ok("AT+ECMTPUB=0,2,1,0,\"t\",\"{\"a\":\"b\"}\"").expectLine("+ECMTPUB: 0,2,0");
    host.send(PROMPTED).expect(PROMPT).send("a\rb" + CTRL_Z).expectLine("OK");
    host.expectLine("+ECMTPUB: 0,0,0");
    host.ok("AT+ECMTUNS=0,1,\"t/#\"").expectLine("+ECMTUNS: 0,1,0");
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    found();
    assertEquals(0, module.furtherAuditEntries());
  }

  @Test
  void anEntryTellsWhatWhenAndWithWhichCommandButNoSecret() throws Exception {
    open();
    clock.advance(Duration.ofSeconds(5));
    host.ok("AT+ECMTCONN=0,\"opensesame\"").expectLine("+ECMTCONN: 0,0,0");
    assertEquals(
        List.of(
            new AuditEntry(
                Kind.INCOMPLETE_CREDENTIALS,
                Instant.parse("2026-11-20T06:30:05Z"),
                "AT+ECMTCONN=...",
                "Client id, user name and password count only if all three are given and not"
                    + " empty.")),
        module.audit());
  }

  @Test
  void connectBeforeTheResultOfOpen() throws Exception {
    holdConnections();
    host.ok(OPEN).ok(CONNECT);
    found(Kind.CONNECT_BEFORE_OPENED);
    releaseConnections();
  }

  @Test
  void connectBehindARefusedOpenIsOnlyRefused() {
    host.refused(CONNECT);
    found();
  }

  @ParameterizedTest
  @CsvSource({"AT+ECMTCLOSE=0,+ECMTCLOSE", "AT+ECMTDISC=0,+ECMTDISC"})
  void openWithinHalfASecondAfterTheEnd(String command, String urc) throws Exception {
    startWithLingeringTask();
    openAndConnect();
    host.ok(command).expectLine(urc + ": 0,0");
    clock.advance(Duration.ofMillis(499));
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,0");
    found(Kind.REOPENED_TOO_SOON);
  }

  @Test
  void openHalfASecondAfterTheEndIsFine() throws Exception {
    startWithLingeringTask();
    openAndConnect();
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    clock.advance(Duration.ofMillis(500));
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,0");
    found();
  }

  private void startWithLingeringTask() throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
        new FirmwareDelays(
            none.open(),
            none.receiveSlice(),
            FirmwareDelays.EC616.taskEnd(),
            none.pingCheck(),
            none.tcpConnect(),
            none.boot()));
  }

  @ParameterizedTest
  @ValueSource(strings = {OPEN, CONNECT})
  void whatIsAnsweredWithOkAndNothing(String command) throws Exception {
    openAndConnect();
    host.ok(command).nothingMore();
    found(Kind.NO_RESULT_WILL_COME);
  }

  @Test
  void whatIsRefusedIsNoTrap() {
    host.refused(CLOSE).refused("AT+ECMTDISC=0").refused("AT+ECMTSUB=0,1,\"t\",0");
    found();
  }

  @Test
  void inputWhileACommandRuns() throws Exception {
    start(FirmwareDelays.EC616);
    sendAndSettle(OPEN);
    host.send("AT\r");
    clock.advance(Duration.ofSeconds(1));
    host.expectLine("OK").expectLine("OK");
    found(Kind.INPUT_WHILE_RUNNING);
  }

  @Test
  void theStartOfAnotherLineInTheSameChunk() {
    host.send("AT\rAT+C").expectLine("OK").send("MEE?\r").expectLine("+CMEE: 1").expectLine("OK");
    found(Kind.INPUT_WHILE_RUNNING);
  }

  @Test
  void lineEndsAndSpacesWhileACommandRunsDoNoHarm() throws Exception {
    start(FirmwareDelays.EC616);
    sendAndSettle(OPEN);
    host.send("\r\n \r\n");
    clock.advance(Duration.ofSeconds(1));
    host.expectLine("OK").expectLine("+ECMTOPEN: 0,0");
    host.send("AT\r\n").expectLine("OK");
    host.send("A").send("T\r").expectLine("OK");
    found();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CSQ\r", "at+csq\r", "AT+CS"})
  void inputBehindAnInlinePublish(String behind) throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"a\"\r" + behind)
        .expectLine("OK")
        .expectLine("+ECMTPUB: 0,0,0");
    found(Kind.INPUT_BEHIND_INLINE_PUBLISH);
  }

  @Test
  void aLineFeedBehindAnInlinePublishIsFine() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"AT+CSQ\"\r\n").expectLine("OK");
    host.expectLine("+ECMTPUB: 0,0,0");
    found();
  }

  @Test
  void carriageReturnInAnInlinePayload() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"a\rb\"").expectLine("+ECMTPUB: 0,0,0");
    found(Kind.CARRIAGE_RETURN_IN_PAYLOAD);
  }

  @Test
  void lineFeedInAnInlinePayloadIsFine() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"a\nb\"").expectLine("+ECMTPUB: 0,0,0");
    found();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTCONN=0",
        "AT+ECMTCONN=0,\"dev1\"",
        "AT+ECMTCONN=0,\"dev1\",\"user\",",
      })
  void lessThanThreeCredentials(String command) throws Exception {
    open();
    host.ok(command).expectLine("+ECMTCONN: 0,0,0");
    found(Kind.INCOMPLETE_CREDENTIALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+ECMTCONN=0,\"\",\"u\",\"p\"", "AT+ECMTCONN=0,\"d\",\"\",\"\""})
  void emptyCredentials(String command) throws Exception {
    open();
    host.refused(command);
    found(Kind.INCOMPLETE_CREDENTIALS);
  }

  @Test
  void settingsThatWereLostAndNotRepeated() throws Exception {
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    open();
    found(Kind.SETTINGS_NOT_REPEATED);
  }

  @Test
  void settingsThatAreRepeatedOrWereNeverUsed() throws Exception {
    openAndConnect();
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    broker.take(MqttMessageType.DISCONNECT);
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    openAndConnect();
    host.ok(CLOSE).expectLine("+ECMTCLOSE: 0,0");
    broker.take(MqttMessageType.DISCONNECT);
    host.ok("AT+ECMTCFG=\"keepalive\",0,60");
    open();
    found();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTPUB=0,7,1,0,\"t\",\"x\"",
        "AT+ECMTPUB=0,7,2,0,\"t\",\"x\"",
        "AT+ECMTPUB=0,7,0,0,\"t\",\"x\"",
        "AT+ECMTSUB=0,7,\"t\",0",
        "AT+ECMTUNS=0,7,\"t\""
      })
  void aMessageIdThatIsInFlight(String command) throws Exception {
    broker.neverAnswer(MqttMessageType.PUBLISH);
    openAndConnect();
    host.ok("AT+ECMTPUB=0,7,1,0,\"t\",\"x\"").ok(command);
    found(Kind.MESSAGE_ID_IN_FLIGHT);
  }

  @Test
  void aMessageIdThatWasAnsweredOrForgottenIsFree() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,7,1,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,7,0");
    host.ok("AT+ECMTSUB=0,7,\"t\",0").expectLine("+ECMTSUB: 0,7,0,1");
    broker.neverAnswer(MqttMessageType.PUBLISH);
    host.ok("AT+ECMTPUB=0,7,1,0,\"t\",\"x\"");
    module.dropLink();
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0");
    host.ok("AT+ECMTPUB=0,7,1,0,\"t\",\"x\"");
    found();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void messageIdZeroWithQos(int qos) throws Exception {
    broker.neverAnswer(MqttMessageType.PUBLISH);
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0," + qos + ",0,\"t\",\"x\"");
    found(Kind.MESSAGE_ID_ZERO);
  }

  @Test
  void messageIdZeroWithoutQosIsFine() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,0,0");
    found();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+ECMTSUB=0,2,\"u\",0", "AT+ECMTUNS=0,2,\"u\""})
  void subscriptionsThatOverlap(String second) throws Exception {
    broker.neverAnswer(MqttMessageType.SUBSCRIBE);
    broker.neverAnswer(MqttMessageType.UNSUBSCRIBE);
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"t\",0").ok(second);
    found(Kind.SUBSCRIPTIONS_OVERLAP);
  }

  @Test
  void subscriptionsOneAfterTheOtherAreFine() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"t\",0").expectLine("+ECMTSUB: 0,1,0,1");
    host.ok("AT+ECMTUNS=0,2,\"t\"").expectLine("+ECMTUNS: 0,2,0");
    found();
  }

  @Test
  void aCommandThatFindsTheSendQueueFull() throws Exception {
    openAndConnect();
    module.inject(new Fault.Outage(Duration.ofMinutes(1)));
    // 8 fill the send buffer of TCP, 1 waits for room in it, and 10 wait in the queue.
    String rest = ",1,0,\"t\",\"" + "x".repeat(1000) + "\"";
    for (int id = 1; id <= 19; id++) {
      host.ok("AT+ECMTPUB=0," + id + rest);
    }
    found();
    sendAndSettle("AT+ECMTPUB=0,20" + rest);
    found(Kind.SEND_QUEUE_FULL);
  }

  @Test
  void manyCommandsThatAreSentAreFine() throws Exception {
    openAndConnect();
    for (int i = 1; i <= 20; i++) {
      host.ok("AT+ECMTPUB=0," + i + ",1,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0," + i + ",0");
    }
    found();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTSUB=0,1,\"t\",0;+ECRST;\",0",
        "AT+ECMTSUB=0,1,\"t\"x\"y\",0",
        "AT+ECMTSUB=0,1,\"t",
        "AT+ECMTCFG=\"will\",0,1,0,0,\"t\",\"m\"\"",
      })
  void aParameterThatBrokeOutOfItsQuotes(String command) throws Exception {
    host.send(command + "\r");
    assertEquals(command, module.takeCommand(Duration.ofSeconds(10)).orElseThrow());
    host.read();
    assertEquals(Kind.INJECTION_SUSPECTED, module.audit().get(0).kind());
  }

  @Test
  void aCommandJoinedToAQuotedParameter() throws Exception {
    openAndConnect();
    host.send("AT+ECMTSUB=0,1,\"t\",0;+ECMTSUB=0,2,\"u\",0\r").expectLine("OK");
    host.expectLine("+ECMTSUB: 0,1,0,1").expectLine("+ECMTSUB: 0,2,0,1");
    assertEquals(Kind.INJECTION_SUSPECTED, module.audit().get(0).kind());
  }

  @Test
  void aModuleThatIsAskedTwiceWhetherItIsThereSuspectsNothing() {
    host.send("AT\rAT\rAT+CMEE?\r").expect("\r\nOK\r\n\r\nOK\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n");
    assertEquals(List.of(), module.audit());
  }

  @Test
  void severalCommandLinesInOneChunk() {
    host.send("AT+CMEE?\rAT\r").expect("\r\n+CMEE: 1\r\n\r\nOK\r\n\r\nOK\r\n");
    found(Kind.INJECTION_SUSPECTED);
  }

  @Test
  void separatorsInQuotesAndJoinedPlainCommandsAreFine() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"a,b;+ECRST\",0").expectLine("+ECMTSUB: 0,1,0,1");
    host.send("AT+CREG=0;+CEREG=0\r").expectLine("OK");
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"a\";+ECRST\"").expectLine("+ECMTPUB: 0,0,0");
    found();
  }

  @Test
  void theProductionLinesPowerTest() {
    host.send("AT+ECSLEEP=1\r").expectLine("ERROR");
    found(Kind.POWER_TEST);
  }

  @Test
  void thePowerTestInAPayloadIsFine() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\",\"AT+ECSLEEP=1\"").expectLine("+ECMTPUB: 0,0,0");
    found();
  }

  @Test
  void aPasswordThatIsEchoed() throws Exception {
    open();
    host.ok("ATE1").send(CONNECT + "\r").expect(CONNECT + "\r\nOK\r\n");
    found(Kind.PASSWORD_ECHOED);
  }

  @Test
  void otherCommandsMayBeEchoed() {
    host.ok("ATE1").send("AT+CMEE?\r").expect("AT+CMEE?\r\n+CMEE: 1\r\n\r\nOK\r\n");
    found();
  }

  @ParameterizedTest
  @ValueSource(strings = {CTRL_Z, ESC})
  void dataThatEndsEarly(String end) throws Exception {
    openAndConnect();
    host.send(PROMPTED).expect(PROMPT);
    host.send("a" + end).expectLine("OK").send("b" + CTRL_Z);
    if (end.equals(CTRL_Z)) {
      host.expectLine("+ECMTPUB: 0,0,0");
    }
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    found(Kind.DATA_ENDED_EARLY);
  }

  @Test
  void theTerminatorInsideAChunkIsData() throws Exception {
    openAndConnect();
    host.send(PROMPTED).expect(PROMPT);
    host.send("a" + CTRL_Z + "b" + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0");
    host.send(PROMPTED).expect(PROMPT).send("a" + ESC).expectLine("OK").nothingMore();
    found();
  }

  @Test
  void theLogIsBoundedAndCountsTheRest() {
    for (int i = 0; i < AuditLog.CAPACITY + 3; i++) {
      host.send("AT+ECSLEEP=1\r").expectLine("ERROR");
    }
    assertEquals(AuditLog.CAPACITY, module.audit().size());
    assertEquals(3, module.furtherAuditEntries());
  }
}
