package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.DisconnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.LinkStateChange;
import io.github.modemqtt.ecmt.EcmtUrcs.OpenResult;
import io.github.modemqtt.ecmt.EcmtUrcs.PublishResult;
import io.github.modemqtt.ecmt.EcmtUrcs.SubscribeResult;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded sessions of the module family, in both directions. */
@Timeout(30)
class EcmtTranscriptTest {
  private static final EcmtLimits LIMITS = EcmtLimits.EC616;

  /** What users send and this library never does: half of the credentials, and bad values. */
  private static final Set<String> NEVER_SENT =
      Set.of(
          "AT+ECMTCONN=0,\"clientesp32_s2\"",
          "AT+ECMTPUB=0,0,0,7,\"t/1\",\"x\"",
          "AT+ECMTCFG=?",
          "AT+ECMTCONN=?");

  private static final List<AtCommand<?>> COMMANDS =
      List.of(
          new EcmtDisconnect(0),
          new EcmtOpen(0, "test.ranye-iot.net", 1883, LIMITS),
          new EcmtOpen(0, "bj-2-mqtt.iot-api.com", 1883, LIMITS),
          new EcmtOpen(0, "219.144.245.178", 13013, LIMITS),
          new EcmtOpen(0, "119.188.90.222", 1883, LIMITS),
          new EcmtOpen(0, "82.157.129.239", 1883, LIMITS),
          new EcmtOpen(0, "broker.example", 1883, LIMITS),
          new EcmtOpenQuery(),
          new EcmtConnectQuery(),
          new EcmtConnect(0, "ci_mqtt_001", "neoway", "neoway", LIMITS),
          new EcmtConnect(0, "esp32-mcu-client", "admin", "public", LIMITS),
          new EcmtConnect(0, "myClient123", "user1", "pass123", LIMITS),
          new EcmtConfigure.KeepAlive(0, Duration.ofSeconds(120)),
          new EcmtConfigQuery(0, EcmtConfigQuery.Item.KEEPALIVE),
          new EcmtConfigQuery(0, EcmtConfigQuery.Item.TIMEOUT),
          new EcmtConfigQuery(0, EcmtConfigQuery.Item.WILL),
          new EcmtConfigure.LastWill(
              0, Will.ofText(TopicName.of("bye/t"), "gone, away", Qos.AT_MOST_ONCE, false), LIMITS),
          subscribe("/clientesp32_s2", Qos.EXACTLY_ONCE),
          subscribe("attributes/push", Qos.AT_MOST_ONCE),
          subscribe("ESP32/common", Qos.AT_LEAST_ONCE),
          subscribe("/test/topic", Qos.AT_LEAST_ONCE),
          publish(0, "/clientesp32_s2/resp", "online"),
          publish(0, "/clientesp32_s2/resp", "ok"),
          publish(1, "attributes", "{\"temperature\":31.6}"),
          publish(0, "ESP32/common", "你好, MQTT服务器 , 我是ESP32单片机AT指令发布的消息"),
          publish(0, "t/1", "needs the prompt\r\n"));

  private static EcmtSubscribe subscribe(String filter, Qos qos) {
    return new EcmtSubscribe(0, 1, TopicFilter.of(filter), qos, LIMITS);
  }

  private static EcmtPublish publish(int id, String topic, String payload) {
    return new EcmtPublish(
        0, id, Qos.AT_MOST_ONCE, false, TopicName.of(topic), payload.getBytes(UTF_8), LIMITS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "air302-esp32s2-wakeup",
        "ec01g-thingscloud-nested-quotes",
        "ec616-data-mode-forms",
        "ec616-query-forms",
        "ec626-mqtts-dup-connack",
        "esp32-nb-json-multiline-recv",
        "stm32-nbiot-apostrophe-payload",
      })
  void commandsOfTheSessionAreWrittenAsThere(String session) {
    List<String> written =
        COMMANDS.stream().map(command -> new String(command.line().bytes(), UTF_8)).toList();
    List<String> recorded =
        lines(session).stream()
            .filter(line -> line.startsWith(">> AT+ECMT"))
            .map(line -> line.substring(3))
            .filter(line -> !NEVER_SENT.contains(line))
            .toList();

    assertFalse(recorded.isEmpty());
    assertTrue(written.containsAll(recorded), () -> recorded + " are not all in " + written);
  }

  static Stream<Arguments> sessions() {
    OpenResult open = new OpenResult(0, 0);
    ConnectResult connect = new ConnectResult(0, 0, 0);
    SubscribeResult subscribe = new SubscribeResult(0, 1, 0, OptionalInt.of(1));
    PublishResult publish = new PublishResult(0, 0, 0, OptionalInt.empty());
    return Stream.of(
        arguments(
            "air302-esp32s2-wakeup",
            List.of(
                open,
                connect,
                subscribe,
                publish,
                message(987, "/clientesp32_s2", "hello"),
                publish,
                new DisconnectResult(0, 0),
                new LinkStateChange(0, 1))),
        arguments(
            "ec01g-thingscloud-nested-quotes",
            List.of(
                open,
                new SubscribeResult(0, 1, 0, OptionalInt.of(0)),
                new PublishResult(0, 1, 0, OptionalInt.empty()),
                new DisconnectResult(0, 0))),
        arguments(
            "ec616-data-mode-forms",
            List.of(publish, message(0, "t/1", ""), message(12, "t/1", "a,b,\"c\""))),
        arguments("ec626-mqtts-dup-connack", List.of(open, new ConnectResult(0, 2, 2), connect)),
        arguments(
            "esp32-nb-json-multiline-recv",
            List.of(
                open,
                connect,
                publish,
                subscribe,
                message(0, "ESP32/common", json("putdown")),
                message(0, "ESP32/common", json("upgrade")))),
        arguments(
            "stm32-nbiot-apostrophe-payload",
            List.of(open, connect, subscribe, message(0, "/pc/msg", "i'm pc"))));
  }

  private static String json(String command) {
    return "{\r\n            \"command\": \"" + command + "\"\r\n    }";
  }

  private static ReceivedMessage message(int id, String topic, String payload) {
    return new ReceivedMessage(0, id, topic, payload.getBytes(UTF_8), false);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void resultsOfTheSessionAreReadInOrder(String session, List<Object> expected) {
    try (EcmtDialogue dialogue = new EcmtDialogue()) {
      List<Object> heard = new ArrayList<>();
      for (String unit : units(session)) {
        dialogue.module.say(unit);
        heard.add(certain(dialogue.next()));
      }

      assertEquals(expected, heard);
    }
  }

  /** Whether a message could be cut in another way is not what is looked at here. */
  private static Object certain(Object urc) {
    return urc instanceof ReceivedMessage message
        ? new ReceivedMessage(0, message.messageId(), message.topic(), message.payload(), false)
        : urc;
  }

  /** The MQTT URCs of a session, each with the lines that continue it. */
  private static List<String> units(String session) {
    List<String> units = new ArrayList<>();
    boolean continues = false;
    for (String line : lines(session)) {
      String content = line.startsWith("<< ") ? line.substring(3) : "";
      if (content.startsWith("+ECMT")) {
        units.add(content);
        continues = content.startsWith("+ECMTRECV");
      } else if (continues && content.startsWith("  ")) {
        units.set(units.size() - 1, units.get(units.size() - 1) + "\r\n" + content);
      } else {
        continues = false;
      }
    }
    return units;
  }

  private static List<String> lines(String session) {
    String path = "/transcripts/ecmt/" + session + ".txt";
    try (InputStream file =
        Objects.requireNonNull(EcmtTranscriptTest.class.getResourceAsStream(path))) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
