package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts of few letters, so that much matches, against naive readings of the standard. */
@Timeout(60)
class TopicMatchingPropertyTest {
  private static final int CASES = 20_000;
  private static final String[] PIECES = {"a", "b", "/", "/", "+", "#", "$", "\u20ac"};
  private static final String[] PIECES_WITH_FAULTS = {
    "a", "/", "+", "#", "\0", "\uD83D", "\uDE00", "\uD83D\uDE00"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void matchesLikeAComparisonOfLevels(long seed) {
    Random random = new Random(seed);
    int matches = 0;
    for (int i = 0; i < CASES; i++) {
      String filter = validFilter(random);
      String name = validName(random);
      boolean expected = matchesLevels(filter, name);
      matches += expected ? 1 : 0;

      assertEquals(
          expected,
          TopicFilter.of(filter).matches(TopicName.of(name)),
          () -> "filter " + filter + " name " + name);
    }
    assertTrue(matches > CASES / 20, "too few matches to mean anything: " + matches);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void acceptsExactlyWhatTheRulesAllow(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      String text = text(random, PIECES_WITH_FAULTS);

      assertEquals(isValidName(text), accepts(() -> TopicName.of(text)), () -> "name " + text);
      assertEquals(
          isValidFilter(text), accepts(() -> TopicFilter.of(text)), () -> "filter " + text);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void everyNameIsAFilterThatMatchesItself(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      String name = validName(random);

      TopicFilter filter = assertDoesNotThrow(() -> TopicFilter.of(name));
      assertTrue(filter.matches(TopicName.of(name)), name);
      assertTrue(TopicFilter.of(name + "/#").matches(TopicName.of(name)), name);
    }
  }

  private static boolean matchesLevels(String filter, String name) {
    if (name.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
      return false;
    }
    return matchesLevels(List.of(filter.split("/", -1)), List.of(name.split("/", -1)));
  }

  private static boolean matchesLevels(List<String> filter, List<String> name) {
    if (filter.isEmpty()) {
      return name.isEmpty();
    }
    if (filter.get(0).equals("#")) {
      return true;
    }
    return !name.isEmpty()
        && (filter.get(0).equals("+") || filter.get(0).equals(name.get(0)))
        && matchesLevels(filter.subList(1, filter.size()), name.subList(1, name.size()));
  }

  private static boolean isValidName(String text) {
    return isMqttText(text) && !text.contains("+") && !text.contains("#");
  }

  private static boolean isValidFilter(String text) {
    String[] levels = text.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean last = i == levels.length - 1;
      boolean wildcard = levels[i].equals("+") || (last && levels[i].equals("#"));
      if (!wildcard && (levels[i].contains("+") || levels[i].contains("#"))) {
        return false;
      }
    }
    return isMqttText(text);
  }

  private static boolean isMqttText(String text) {
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      return false;
    }
    return !text.isEmpty() && !text.contains("\0");
  }

  private static boolean accepts(Runnable construction) {
    try {
      construction.run();
      return true;
    } catch (InvalidTopicException e) {
      return false;
    }
  }

  private static String validFilter(Random random) {
    String text = text(random, PIECES);
    while (!isValidFilter(text)) {
      text = text(random, PIECES);
    }
    return text;
  }

  private static String validName(Random random) {
    String text = text(random, PIECES);
    while (!isValidName(text)) {
      text = text(random, PIECES);
    }
    return text;
  }

  private static String text(Random random, String[] pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
