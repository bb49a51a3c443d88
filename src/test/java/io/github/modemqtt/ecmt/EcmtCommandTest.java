package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EcmtCommandTest {
  private static final EcmtLimits LIMITS = EcmtLimits.EC616;

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("AT+ECMTCFG=\"keepalive\",0,300", keepAlive(300)),
        arguments("AT+ECMTCFG=\"keepalive\",0,0", keepAlive(0)),
        arguments("AT+ECMTCFG=\"keepalive\",0,3600", keepAlive(3600)),
        arguments("AT+ECMTCFG=\"session\",0,1", new EcmtConfigure.Session(0, true)),
        arguments("AT+ECMTCFG=\"session\",0,0", new EcmtConfigure.Session(0, false)),
        arguments("AT+ECMTCFG=\"version\",0,3", new EcmtConfigure.Version(0, MqttVersion.V3_1)),
        arguments("AT+ECMTCFG=\"version\",0,4", new EcmtConfigure.Version(0, MqttVersion.V3_1_1)),
        arguments("AT+ECMTCFG=\"timeout\",0,10,3,0", timeout(10, 3, false)),
        arguments("AT+ECMTCFG=\"timeout\",0,60,10,1", timeout(60, 10, true)),
        arguments("AT+ECMTCFG=\"timeout\",0,1,1,0", timeout(1, 1, false)),
        arguments(
            "AT+ECMTCFG=\"will\",0,1,0,0,\"bye/t\",\"gone, away\"",
            will("bye/t", "gone, away", Qos.AT_MOST_ONCE, false)),
        arguments(
            "AT+ECMTCFG=\"will\",0,1,2,1,\"a\",\"ü€\"", will("a", "ü€", Qos.EXACTLY_ONCE, true)),
        arguments("AT+ECMTCFG=\"keepalive\",0", query(EcmtConfigQuery.Item.KEEPALIVE)),
        arguments("AT+ECMTCFG=\"session\",0", query(EcmtConfigQuery.Item.SESSION)),
        arguments("AT+ECMTCFG=\"timeout\",0", query(EcmtConfigQuery.Item.TIMEOUT)),
        arguments("AT+ECMTCFG=\"will\",0", query(EcmtConfigQuery.Item.WILL)),
        arguments("AT+ECMTCFG=\"version\",0", query(EcmtConfigQuery.Item.VERSION)),
        arguments(
            "AT+ECMTOPEN=0,\"broker.example\",1883",
            new EcmtOpen(0, "broker.example", 1883, LIMITS)),
        arguments("AT+ECMTOPEN=0,\"10.0.0.7\",1", new EcmtOpen(0, "10.0.0.7", 1, LIMITS)),
        arguments("AT+ECMTOPEN=0,\"h\",65535", new EcmtOpen(0, "h", 65535, LIMITS)),
        arguments("AT+ECMTOPEN?", new EcmtOpenQuery()),
        arguments(
            "AT+ECMTCONN=0,\"dev1\",\"user\",\"pass\"",
            new EcmtConnect(0, "dev1", "user", "pass", LIMITS)),
        arguments(
            "AT+ECMTCONN=0,\"a,b\",\"ü\",\" ;\\22\"",
            new EcmtConnect(0, "a,b", "ü", " ;\\22", LIMITS)),
        arguments("AT+ECMTCONN?", new EcmtConnectQuery()),
        arguments("AT+ECMTSUB=0,1,\"t/in\",1", subscribe(1, "t/in", Qos.AT_LEAST_ONCE)),
        arguments("AT+ECMTSUB=0,65535,\"a/+/#\",2", subscribe(65535, "a/+/#", Qos.EXACTLY_ONCE)),
        arguments("AT+ECMTSUB=0,7,\"#\",0", subscribe(7, "#", Qos.AT_MOST_ONCE)),
        arguments(
            "AT+ECMTUNS=0,9,\"t/in\"", new EcmtUnsubscribe(0, 9, TopicFilter.of("t/in"), LIMITS)),
        arguments("AT+ECMTDISC=0", new EcmtDisconnect(0)),
        arguments("AT+ECMTCLOSE=0", new EcmtClose(0)));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isWrittenByteForByte(String line, AtCommand<?> command) {
    assertArrayEquals(line.getBytes(UTF_8), command.line().bytes());
  }

  static Stream<Arguments> inline() {
    return Stream.of(
        arguments("{\"a\":1,\"b\":\"x\"}", "\"{\"a\":1,\"b\":\"x\"}\""),
        arguments("", "\"\""),
        arguments("line\nline\n", "\"line\nline\n\""),
        arguments("\n", "\"\n\""),
        arguments("grün €, 你好 😀", "\"grün €, 你好 😀\""),
        arguments("\"quoted\"", "\"\"quoted\"\""),
        arguments("\"", "\"\"\""),
        arguments(" leading", "\" leading\""),
        arguments(",", "\",\""),
        arguments("tab\tand\u0001", "\"tab\tand\u0001\""),
        arguments("\u001a\u001b", "\"\u001a\u001b\""));
  }

  @ParameterizedTest
  @MethodSource("inline")
  void publishesInTheLineWhatSurvivesThere(String payload, String parameter) {
    EcmtPublish command = publish(0, Qos.AT_MOST_ONCE, "t/out", payload.getBytes(UTF_8));

    assertEquals("AT+ECMTPUB=0,0,0,0,\"t/out\"," + parameter, text(command));
    assertNull(command.promptData());
  }

  @Test
  void publishesAnyByteButCarriageReturnAndNulInTheLine() {
    byte[] payload = new byte[254];
    int length = 0;
    for (int value = 1; value < 256; value++) {
      if (value != '\r') {
        payload[length++] = (byte) value;
      }
    }

    byte[] line = publish(0, Qos.AT_MOST_ONCE, "t", payload).line().bytes();

    byte[] start = "AT+ECMTPUB=0,0,0,0,\"t\",\"".getBytes(UTF_8);
    byte[] expected = new byte[start.length + payload.length + 1];
    System.arraycopy(start, 0, expected, 0, start.length);
    System.arraycopy(payload, 0, expected, start.length, payload.length);
    expected[expected.length - 1] = '"';
    assertArrayEquals(expected, line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "\r", "\0", "a\0b"})
  void publishesAfterAPromptWhatWouldNotSurviveInTheLine(String payload) {
    EcmtPublish command = publish(2, Qos.AT_LEAST_ONCE, "t/out", payload.getBytes(UTF_8));

    assertEquals("AT+ECMTPUB=0,2,1,0,\"t/out\"", text(command));
    assertEquals(PromptData.endedByCtrlZ(payload.getBytes(UTF_8)), command.promptData());
  }

  @Test
  void publishesAfterAPromptWhatIsTooLongForTheLine() {
    assertNull(publish(0, Qos.AT_MOST_ONCE, "t", new byte[0]).promptData());
    assertNull(publish(0, Qos.AT_MOST_ONCE, "t", filled(1024)).promptData());
    PromptData data = publish(0, Qos.AT_MOST_ONCE, "t", filled(1025)).promptData();

    assertEquals(PromptData.endedByCtrlZ(filled(1025)), data);
  }

  @Test
  void publishesRetained() {
    EcmtPublish command =
        new EcmtPublish(
            0, 65535, Qos.EXACTLY_ONCE, true, TopicName.of("t"), new byte[] {'x'}, LIMITS);

    assertEquals("AT+ECMTPUB=0,65535,2,1,\"t\",\"x\"", text(command));
  }

  static Stream<AtCommand<?>> outOfRange() {
    return Stream.of(
        keepAlive(3601),
        keepAlive(-1),
        new EcmtConfigure.KeepAlive(0, Duration.ofMillis(1500)),
        timeout(0, 3, false),
        timeout(61, 3, false),
        timeout(10, 0, false),
        timeout(10, 11, false));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void refusesNumbersThatTheModuleDoesNotTake(AtCommand<?> command) {
    ParameterException failure = assertThrows(ParameterException.class, command::line);

    assertTrue(failure.getMessage().contains("is "), failure.getMessage());
  }

  static Stream<AtCommand<?>> wrongNumbers() {
    return Stream.of(
        new EcmtOpen(0, "h", 0, LIMITS),
        new EcmtOpen(0, "h", 65536, LIMITS),
        new EcmtOpen(-1, "h", 1883, LIMITS),
        new EcmtConnect(-1, "c", "u", "p", LIMITS),
        new EcmtSubscribe(-1, 1, TopicFilter.of("t"), Qos.AT_MOST_ONCE, LIMITS),
        subscribe(0, "t", Qos.AT_MOST_ONCE),
        subscribe(65536, "t", Qos.AT_MOST_ONCE),
        new EcmtUnsubscribe(0, 0, TopicFilter.of("t"), LIMITS),
        new EcmtUnsubscribe(0, 65536, TopicFilter.of("t"), LIMITS),
        new EcmtClose(-1),
        new EcmtDisconnect(-1),
        new EcmtConfigQuery(-1, EcmtConfigQuery.Item.WILL),
        new EcmtConfigure.Session(-1, true));
  }

  @ParameterizedTest
  @MethodSource("wrongNumbers")
  void refusesIdsAndPortsThatDoNotExist(AtCommand<?> command) {
    assertThrows(IllegalArgumentException.class, command::line);
  }

  @Test
  void refusesPublishIdsThatMqttForbids() {
    byte[] payload = {'x'};

    assertThrows(IllegalArgumentException.class, () -> publish(0, Qos.AT_LEAST_ONCE, "t", payload));
    assertThrows(IllegalArgumentException.class, () -> publish(0, Qos.EXACTLY_ONCE, "t", payload));
    assertThrows(IllegalArgumentException.class, () -> publish(-1, Qos.AT_MOST_ONCE, "t", payload));
    assertThrows(
        IllegalArgumentException.class, () -> publish(65536, Qos.AT_LEAST_ONCE, "t", payload));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EcmtPublish(-1, 1, Qos.AT_LEAST_ONCE, false, TopicName.of("t"), payload, LIMITS));
  }

  static Stream<Arguments> resultTimeouts() {
    return Stream.of(
        arguments(new EcmtOpen(0, "h", 1883, LIMITS), EcmtTimeouts.DEFAULTS.open()),
        arguments(new EcmtConnect(0, "c", "u", "p", LIMITS), EcmtTimeouts.DEFAULTS.connect()),
        arguments(subscribe(1, "t", Qos.AT_MOST_ONCE), EcmtTimeouts.DEFAULTS.acknowledgement()),
        arguments(
            publish(1, Qos.AT_LEAST_ONCE, "t", new byte[0]),
            EcmtTimeouts.DEFAULTS.acknowledgement()),
        arguments(
            new EcmtUnsubscribe(0, 1, TopicFilter.of("t"), LIMITS),
            EcmtTimeouts.DEFAULTS.acknowledgement()),
        arguments(new EcmtDisconnect(0), EcmtTimeouts.DEFAULTS.end()),
        arguments(new EcmtClose(0), EcmtTimeouts.DEFAULTS.end()));
  }

  @ParameterizedTest
  @MethodSource("resultTimeouts")
  void waitsForItsResultUnlessToldOtherwise(DeferredCommand<?> command, Duration expected) {
    assertEquals(expected, command.resultTimeout());
    assertEquals(
        Duration.ofMillis(5), new WithTimeout<>(command, Duration.ofMillis(5)).resultTimeout());
  }

  @Test
  void waitsLongerThanTheModulesOwnGuardTimer() {
    assertTrue(
        publish(0, Qos.AT_MOST_ONCE, "t", new byte[0]).timeout().compareTo(Duration.ofSeconds(20))
            > 0);
    assertTrue(new EcmtClose(0).timeout().compareTo(Duration.ofSeconds(5)) > 0);
  }

  @Test
  void refusesTimeoutsThatAreNotPositive() {
    Duration second = Duration.ofSeconds(1);

    assertThrows(
        IllegalArgumentException.class,
        () -> new EcmtTimeouts(Duration.ZERO, second, second, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EcmtTimeouts(second, second, second, second.negated()));
  }

  private static EcmtConfigure keepAlive(int seconds) {
    return new EcmtConfigure.KeepAlive(0, Duration.ofSeconds(seconds));
  }

  private static EcmtConfigure timeout(int seconds, int retries, boolean notice) {
    return new EcmtConfigure.Timeout(0, Duration.ofSeconds(seconds), retries, notice);
  }

  private static EcmtConfigure will(String topic, String text, Qos qos, boolean retain) {
    return new EcmtConfigure.LastWill(
        0, Will.ofText(TopicName.of(topic), text, qos, retain), LIMITS);
  }

  private static EcmtConfigQuery query(EcmtConfigQuery.Item item) {
    return new EcmtConfigQuery(0, item);
  }

  private static EcmtSubscribe subscribe(int id, String filter, Qos qos) {
    return new EcmtSubscribe(0, id, TopicFilter.of(filter), qos, LIMITS);
  }

  private static EcmtPublish publish(int id, Qos qos, String topic, byte[] payload) {
    return new EcmtPublish(0, id, qos, false, TopicName.of(topic), payload, LIMITS);
  }

  private static String text(AtCommand<?> command) {
    return new String(command.line().bytes(), UTF_8);
  }

  private static byte[] filled(int size) {
    return "x".repeat(size).getBytes(UTF_8);
  }
}
