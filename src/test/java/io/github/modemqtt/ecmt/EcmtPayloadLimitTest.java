package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.PayloadTooLongException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EcmtPayloadLimitTest {

  @ParameterizedTest
  @CsvSource({
    // topic bytes, QoS, largest payload: the packet holds 1152, two less with a packet identifier,
    // and the prompt takes 1026 (1023 in older firmware, whose packet holds 1150)
    "EC616, 1, 0, 1026",
    "EC616, 1, 2, 1026",
    "EC616, 126, 0, 1026",
    "EC616, 127, 0, 1025",
    "EC616, 124, 1, 1026",
    "EC616, 125, 1, 1025",
    "EC616, 125, 2, 1025",
    "EC616, 255, 0, 897",
    "EC616, 255, 1, 895",
    "EC616_OLD, 1, 0, 1023",
    "EC616_OLD, 127, 0, 1023",
    "EC616_OLD, 127, 1, 1021",
  })
  void takesWhatFitsAndNotAByteMore(String firmware, int topicBytes, int qos, int largest) {
    EcmtLimits limits = limits(firmware);
    TopicName topic = TopicName.of("t".repeat(topicBytes));

    publish(limits, topic, qos, "x".repeat(largest)).line();
    PayloadTooLongException failure =
        assertThrows(
            PayloadTooLongException.class,
            () -> publish(limits, topic, qos, "x".repeat(largest + 1)));

    assertEquals(largest + 1, failure.size());
    assertEquals(largest, failure.limit());
  }

  @ParameterizedTest
  @CsvSource({"EC616, 1024", "EC616_OLD, 1023"})
  void countsBytesAndNotCharacters(String firmware, int inline) {
    EcmtLimits limits = limits(firmware);
    TopicName topic = TopicName.of("ü".repeat(5));

    assertEquals(null, publish(limits, topic, 0, "x".repeat(inline)).promptData());
    assertThrows(
        PayloadTooLongException.class, () -> publish(limits, topic, 0, "€".repeat(inline)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\u001a", "\0\u001b", "a\u001ab\r", "\u001b\0"})
  void refusesWhatWouldEndThePromptEarly(String payload) {
    PayloadNotTransportableException failure =
        assertThrows(
            PayloadNotTransportableException.class,
            () -> publish(EcmtLimits.EC616, TopicName.of("t"), 0, payload));

    char bad = payload.charAt(failure.position());
    assertTrue(bad == 0x1A || bad == 0x1B);
    assertTrue(failure.getMessage().contains(String.format("0x%02X", (int) bad)));
    assertTrue(failure.remedy().contains("Base64"), failure.remedy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001a", "\u001b"})
  void refusesWhatIsTooLongForTheLineAndWouldEndThePrompt(String end) {
    String inline = "x".repeat(1023) + end;

    assertEquals(null, publish(EcmtLimits.EC616, TopicName.of("t"), 0, inline).promptData());
    assertThrows(
        PayloadNotTransportableException.class,
        () -> publish(EcmtLimits.EC616, TopicName.of("t"), 0, inline + "x"));
  }

  private static EcmtLimits limits(String firmware) {
    return firmware.equals("EC616") ? EcmtLimits.EC616 : EcmtLimits.EC616_OLD;
  }

  private static EcmtPublish publish(EcmtLimits limits, TopicName topic, int qos, String payload) {
    return new EcmtPublish(
        0, qos == 0 ? 0 : 1, Qos.ofLevel(qos), false, topic, payload.getBytes(UTF_8), limits);
  }
}
