package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing in the line and in data mode. */
class PublishTest extends EcmtTest {
  private static final String PROMPT = "\r\n> ";
  private static final String CTRL_Z = "\u001a";
  private static final String ESC = "\u001b";

  private MqttPublishMessage take() throws Exception {
    return broker.take(MqttPublishMessage.class, MqttMessageType.PUBLISH);
  }

  private String takePayload() throws Exception {
    return new String(ScriptedBroker.payload(take()), ISO_8859_1);
  }

  static List<Arguments> payloads() {
    return List.of(
        Arguments.of("abc", "abc"),
        Arguments.of("\"abc\"", "abc"),
        Arguments.of("\"{\"a\":\"b\"}\"", "{\"a\":\"b\"}"),
        Arguments.of("\"abc", "abc"),
        Arguments.of("abc\"", "abc\""),
        Arguments.of("\"\"", ""),
        Arguments.of("\"\"\"", "\""),
        Arguments.of("  a b ", "a b "),
        Arguments.of("\" a\"", " a"),
        Arguments.of("\"a,b;+CSQ\\\"\"", "a,b;+CSQ\\\""),
        Arguments.of("\"a\nb\tc\"", "a\nb\tc"),
        Arguments.of("\"a\rAT+CSQ\"", "a\rAT+CSQ"),
        Arguments.of("\"a\0b\"", "a"),
        Arguments.of("\"\u00c3\u00a9\u00ff\"", "\u00c3\u00a9\u00ff"));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void theRestOfTheLineIsThePayload(String written, String published) throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\"," + written).expectLine("+ECMTPUB: 0,0,0");
    assertEquals(published, takePayload());
  }

  @Test
  void aCommandInTheSameChunkIsSwallowed() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\",\"a\"\rAT+CSQ\r")
        .expectLine("OK")
        .expectLine("+ECMTPUB: 0,0,0");
    assertEquals("a\"\rAT+CSQ", takePayload());
    host.nothingMore();
  }

  @Test
  void topicsAreUtf8() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0,0,\"\u00c3\u00a9/,;\",\"\"").expectLine("+ECMTPUB: 0,0,0");
    assertEquals("\u00e9/,;", take().variableHeader().topicName());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 11, 20, 21, 30, 31})
  void theRetainDigitIsTheUnits(int retain) throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,0,0," + retain + ",\"t\",\"x\"").expectLine("+ECMTPUB: 0,0,0");
    assertEquals(retain % 10 == 1, take().fixedHeader().isRetain());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTPUB=0,0,0,2,\"t\",\"x\"",
        "AT+ECMTPUB=0,0,0,12,\"t\",\"x\"",
        "AT+ECMTPUB=0,0,0,40,\"t\",\"x\"",
        "AT+ECMTPUB=0,65536,0,0,\"t\",\"x\"",
        "AT+ECMTPUB=0,0,3,0,\"t\",\"x\"",
        "AT+ECMTPUB=0,0,0,0,\"\",\"x\"",
        "AT+ECMTPUB?"
      })
  void badValuesAreRefused(String command) throws Exception {
    openAndConnect();
    host.refused(command);
  }

  @Test
  void theIdIsTheHostsAlsoForQos1And2() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTPUB=0,77,1,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,77,0");
    MqttPublishMessage first = take();
    assertEquals(77, first.variableHeader().packetId());
    assertEquals(MqttQoS.AT_LEAST_ONCE, first.fixedHeader().qosLevel());
    host.ok("AT+ECMTPUB=0,77,2,0,\"t\",\"x\"").expectLine("+ECMTPUB: 0,77,0");
    assertEquals(MqttQoS.EXACTLY_ONCE, take().fixedHeader().qosLevel());
    broker.take(MqttMessageType.PUBREL);
  }

  @Test
  void noAcknowledgementNoUrc() throws Exception {
    broker.neverAnswer(MqttMessageType.PUBLISH);
    openAndConnect();
    host.ok("AT+ECMTPUB=0,5,1,0,\"t\",\"x\"");
    take();
    clock.advance(Duration.ofSeconds(100));
    host.nothingMore();
    broker.acknowledge(MqttMessageType.PUBACK, 5);
    host.expectLine("+ECMTPUB: 0,5,0");
  }

  @Test
  void acknowledgementsForIdsThatNobodyUsedAreReportedToo() throws Exception {
    openAndConnect();
    broker.acknowledge(MqttMessageType.PUBACK, 4711);
    host.expectLine("+ECMTPUB: 0,4711,0");
  }

  static List<Arguments> sizes() {
    return List.of(
        Arguments.of(0, 128, 1024, true),
        Arguments.of(0, 129, 1024, false),
        Arguments.of(1, 126, 1024, true),
        Arguments.of(1, 127, 1024, false));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatDoesNotFitTheTransmitBufferIsNotSent(int qos, int topic, int payload, boolean fits)
      throws Exception {
    openAndConnect();
    host.ok(
            "AT+ECMTPUB=0,9,"
                + qos
                + ",0,"
                + "t".repeat(topic)
                + ",\""
                + "x".repeat(payload)
                + "\"")
        .expectLine("+ECMTPUB: 0,9," + (fits ? 0 : 2))
        .nothingMore();
  }

  @Test
  void thePayloadParameterHasAtMost1024Bytes() throws Exception {
    openAndConnect();
    host.refused("AT+ECMTPUB=0,0,0,0,\"t\",\"" + "x".repeat(1025) + "\"");
    host.refused("AT+ECMTPUB=0,0,0,0,\"t\"," + "x".repeat(1025));
    host.ok("AT+ECMTPUB=0,0,0,0,\"t\"," + "x".repeat(1024)).expectLine("+ECMTPUB: 0,0,0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , "})
  void thePromptComesWhenThePayloadIsLeftOut(String tail) throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"" + tail + "\r").expect(PROMPT);
    host.send("x" + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0").nothingMore();
  }

  @Test
  void dataEndsOnlyWithAChunkThatEndsWithCtrlZ() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("a" + CTRL_Z + "b").send("AT\r").send("c" + CTRL_Z);
    host.expectLine("OK").expectLine("+ECMTPUB: 0,0,0");
    assertEquals("a" + CTRL_Z + "bAT\rc", takePayload());
  }

  @Test
  void escCancelsWithOkAndWithoutUrc() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("abc" + ESC).expectLine("OK").nothingMore();
  }

  @Test
  void theConnectionIsLookedAtAfterTheData() {
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("abc" + CTRL_Z).expectLine("+CME ERROR: 3").nothingMore();
  }

  @Test
  void dataIsEchoedAsFarAsItIsPrintable() throws Exception {
    openAndConnect();
    host.send("ATE1\r").expectLine("OK");
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect("AT+ECMTPUB=0,0,0,0,\"t\"" + PROMPT);
    host.send("a\r\nb" + CTRL_Z).expect("ab").expectLine("OK");
  }

  @Test
  void inputThatWaitsIsDroppedAtThePrompt() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\rAT+CS").expect(PROMPT);
    host.send("x" + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0").nothingMore();
  }

  @Test
  void a1026BytePayloadFitsAndOneMoreEndsInSilenceUntilTheGuardTime() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("x".repeat(1026) + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0");
    take();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("x".repeat(1027) + CTRL_Z);
    host.send("AT+CSQ\r");
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    clock.advance(Duration.ofSeconds(20));
    host.expect("\r\nERROR\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
  }

  @Test
  void whatWasCollectedBeforeAnOverflowPrecedesTheNextPayload() throws Exception {
    openAndConnect();
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("abc").send("x".repeat(1025));
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    clock.advance(Duration.ofSeconds(20));
    host.expectLine("ERROR");
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
    host.send("d" + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0");
    assertEquals("abcd", takePayload());
  }

  @Test
  void afterTheGuardTimeTheNextPayloadStartsWithNulsUnlessOneIsCancelled() throws Exception {
    openAndConnect();
    for (String next : List.of("\0\0\0d", "d")) {
      host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT).send("abc");
      module.injectUrc("+NOW");
      host.expectLine("+NOW");
      clock.advance(Duration.ofSeconds(20));
      host.expectLine("ERROR");
      if (next.equals("d")) {
        host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT).send(ESC).expectLine("OK");
      }
      host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect(PROMPT);
      host.send("d" + CTRL_Z).expectLine("OK").expectLine("+ECMTPUB: 0,0,0");
      assertEquals(next, takePayload());
    }
  }

  @Test
  void subscribingReportsTheNumberOfReturnCodesWhateverTheySay() throws Exception {
    openAndConnect();
    broker.grant(0x80);
    host.ok("AT+ECMTSUB=0,12,\"t/#\",2").expectLine("+ECMTSUB: 0,12,0,1");
    assertEquals(
        12,
        ((MqttMessageIdVariableHeader) broker.take(MqttMessageType.SUBSCRIBE).variableHeader())
            .messageId());
    host.ok("AT+ECMTUNS=0,13,\"t/#\"").expectLine("+ECMTUNS: 0,13,0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTSUB=0,0,\"t\",0",
        "AT+ECMTSUB=0,65536,\"t\",0",
        "AT+ECMTSUB=0,1,\"t\",3",
        "AT+ECMTSUB=0,1,\"\",0",
        "AT+ECMTUNS=0,0,\"t\""
      })
  void badSubscriptionsAreRefused(String command) throws Exception {
    openAndConnect();
    host.refused(command);
  }

  @Test
  void topicsHaveAtMost255Bytes() throws Exception {
    openAndConnect();
    host.ok("AT+ECMTSUB=0,1,\"" + "t".repeat(255) + "\",0").expectLine("+ECMTSUB: 0,1,0,1");
    host.refused("AT+ECMTSUB=0,1,\"" + "t".repeat(256) + "\",0");
  }
}
