package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TopicNameTest {
  private static final String GRINNING_FACE = "\uD83D\uDE00";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/",
        "//",
        "/finance",
        "a/",
        "Accounts payable",
        "$SYS/x",
        "gr\u00fc\u00dfe/\u20ac",
        "a/\uD83D\uDE00",
        "tab\tand\nline",
        "\uFEFF"
      })
  void acceptsWhatMqttAllows(String text) {
    assertEquals(text, TopicName.of(text).value());
    assertEquals(text, TopicName.of(text).toString());
    assertEquals(text.getBytes(StandardCharsets.UTF_8).length, TopicName.of(text).utf8Length());
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_EMPTY, 0",
    "a\0b, NO_NUL, 1",
    "a/#, NO_WILDCARD_IN_NAME, 2",
    "+, NO_WILDCARD_IN_NAME, 0",
    "a+b, NO_WILDCARD_IN_NAME, 1",
    "a#, NO_WILDCARD_IN_NAME, 1",
  })
  void refusesWhatMqttForbids(String text, TopicRule rule, int position) {
    InvalidTopicException failure =
        assertThrows(InvalidTopicException.class, () -> TopicName.of(text));

    assertEquals(rule, failure.rule());
    assertEquals(position, failure.position());
    assertEquals(text, failure.topic());
  }

  @Test
  void refusesEachKindOfLoneSurrogate() {
    assertLoneSurrogate("a\uD83D", 1);
    assertLoneSurrogate("\uDE00a", 0);
    assertLoneSurrogate("\uD83Da", 0);
    assertLoneSurrogate("\uD83D\uD83D\uDE00", 0);
    assertLoneSurrogate(GRINNING_FACE + "\uDE00", 2);
  }

  @Test
  void allowsExactly65535Bytes() {
    assertEquals(65_535, TopicName.of("x".repeat(65_535)).utf8Length());
    assertEquals(65_535, TopicName.of("\u20ac".repeat(21_845)).utf8Length());
    assertEquals(65_534, TopicName.of("\u00fc".repeat(32_767)).utf8Length());
    assertEquals(65_532, TopicName.of(GRINNING_FACE.repeat(16_383)).utf8Length());

    assertTooLong("x".repeat(65_536), 65_535);
    assertTooLong("\u20ac".repeat(21_845) + "x", 21_845);
    assertTooLong("\u00fc".repeat(32_768), 32_767);
    assertTooLong(GRINNING_FACE.repeat(16_384), 32_767);
  }

  @Test
  void saysWhichRuleIsBrokenAndWhere() {
    InvalidTopicException failure =
        assertThrows(InvalidTopicException.class, () -> TopicName.of("ab/#"));

    assertEquals(
        "Topic name 'ab/#' holds the wildcard '#' at position 3:"
            + " wildcards are allowed in filters only",
        failure.getMessage());
  }

  @Test
  void keepsLongAndUnprintableTextOutOfTheMessage() {
    String text = "\r\n\u001b[2J" + "x".repeat(70_000);

    String message =
        assertThrows(InvalidTopicException.class, () -> TopicName.of(text)).getMessage();

    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    assertEquals(true, message.length() < 300, message);
    assertEquals(true, message.contains("'\\u000d\\u000a\\u001b[2Jxx"), message);
  }

  @Test
  void distinguishesCaseAndOuterSeparators() {
    assertNotEquals(TopicName.of("ACCOUNTS"), TopicName.of("Accounts"));
    assertNotEquals(TopicName.of("/finance"), TopicName.of("finance"));
    assertNotEquals(TopicName.of("finance/"), TopicName.of("finance"));
    assertEquals(TopicName.of("finance"), TopicName.of("finance"));
  }

  private static void assertLoneSurrogate(String text, int position) {
    InvalidTopicException failure =
        assertThrows(InvalidTopicException.class, () -> TopicName.of(text));
    assertEquals(TopicRule.WELL_FORMED, failure.rule());
    assertEquals(position, failure.position());
  }

  private static void assertTooLong(String text, int position) {
    InvalidTopicException failure =
        assertThrows(InvalidTopicException.class, () -> TopicName.of(text));
    assertEquals(TopicRule.MAX_LENGTH, failure.rule());
    assertEquals(position, failure.position());
  }
}
