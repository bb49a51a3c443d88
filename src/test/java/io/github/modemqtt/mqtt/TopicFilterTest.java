package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TopicFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+",
        "sport/tennis/#",
        "+/tennis/#",
        "sport/+/player1",
        "/+",
        "+/+",
        "+/",
        "/#",
        "+/+/+/#",
        "$SYS/#",
        "plain/name",
        "/",
        "a//+//#"
      })
  void acceptsWildcardsThatAreWholeLevels(String text) {
    assertEquals(text, TopicFilter.of(text).value());
    assertEquals(text, TopicFilter.of(text).toString());
    assertEquals(text.length(), TopicFilter.of(text).utf8Length());
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_EMPTY, 0",
    "a\0b, NO_NUL, 1",
    "sport/tennis#, HASH_IS_LAST_LEVEL, 12",
    "sport/tennis/#/ranking, HASH_IS_LAST_LEVEL, 13",
    "#/, HASH_IS_LAST_LEVEL, 0",
    "##, HASH_IS_LAST_LEVEL, 0",
    "a/#b, HASH_IS_LAST_LEVEL, 2",
    "a/#/#, HASH_IS_LAST_LEVEL, 2",
    "sport+, PLUS_IS_WHOLE_LEVEL, 5",
    "+sport, PLUS_IS_WHOLE_LEVEL, 0",
    "a/b+/c, PLUS_IS_WHOLE_LEVEL, 3",
    "a/++/c, PLUS_IS_WHOLE_LEVEL, 2",
    "+#, PLUS_IS_WHOLE_LEVEL, 0",
  })
  void refusesWhatMqttForbids(String text, TopicRule rule, int position) {
    InvalidTopicException failure =
        assertThrows(InvalidTopicException.class, () -> TopicFilter.of(text));

    assertEquals(rule, failure.rule());
    assertEquals(position, failure.position());
  }

  @Test
  void refusesLoneSurrogatesAndOverlongFilters() {
    assertEquals(
        TopicRule.WELL_FORMED,
        assertThrows(InvalidTopicException.class, () -> TopicFilter.of("+/\uDC00")).rule());
    assertEquals(
        TopicRule.MAX_LENGTH,
        assertThrows(InvalidTopicException.class, () -> TopicFilter.of("+/" + "x".repeat(65_534)))
            .rule());
  }

  @Test
  void saysHowAWildcardMayStand() {
    assertEquals(
        "Topic filter 'sport+' holds the wildcard '+' at position 5:"
            + " it has to be a whole level, as in 'a/+/b'",
        assertThrows(InvalidTopicException.class, () -> TopicFilter.of("sport+")).getMessage());
  }

  /** The examples of MQTT 3.1.1 section 4.7, and the borders around them. */
  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
    "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
    "sport/tennis/player1/#, sport/tennis/player10, false",
    "sport/tennis/player1/#, sport/tennis/player, false",
    "sport/#, sport, true",
    "sport/#, sport/, true",
    "sport/#, sports, false",
    "#, sport, true",
    "#, /, true",
    "#, a/b/c/d, true",
    "sport/tennis/+, sport/tennis/player1, true",
    "sport/tennis/+, sport/tennis/player2, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "sport/+/player1, sport/tennis/player1, true",
    "sport/+/player1, sport//player1, true",
    "sport/+/player1, sport/player1, false",
    "+/tennis/#, sport/tennis, true",
    "+/tennis/#, sport/tennis/x/y, true",
    "+/tennis/#, sport/golf, false",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "+, finance, true",
    "+, /, false",
    "+/, a/, true",
    "+/, a, false",
    "+/+, /, true",
    "+/#, a, true",
    "/#, a, false",
    "/#, /, true",
    "/#, /a/b, true",
    "a//b, a//b, true",
    "a//b, a/b, false",
    "a/+/+/b, a///b, true",
    "#, $SYS/monitor/Clients, false",
    "+/monitor/Clients, $SYS/monitor/Clients, false",
    "+, $SYS, false",
    "$SYS/#, $SYS/monitor/Clients, true",
    "$SYS/#, $SYS, true",
    "$SYS/monitor/+, $SYS/monitor/Clients, true",
    "a/#, a/$b, true",
    "a/+, a/$b, true",
    "ACCOUNTS, Accounts, false",
    "Accounts payable, Accounts payable, true",
    "/finance, finance, false",
    "finance/, finance, false",
    "finance, finance/, false",
    "finance, financ, false",
    "+/\uD83D\uDE00, \u20ac/\uD83D\uDE00, true",
  })
  void matchesAsSection47Says(String filter, String name, boolean matches) {
    assertEquals(matches, TopicFilter.of(filter).matches(TopicName.of(name)));
  }

  @ParameterizedTest
  @CsvSource({"a/b, false", "a/+, true", "#, true", "$SYS/x, false"})
  void knowsWhetherItHasWildcards(String filter, boolean wildcard) {
    assertEquals(wildcard, TopicFilter.of(filter).hasWildcard());
  }

  @Test
  void matchesWithoutAllocating() {
    TopicFilter filter = TopicFilter.of("site/+/sensor/#");
    TopicName name = TopicName.of("site/north/sensor/temperature/value");
    long spent = Long.MAX_VALUE;
    // Compilation of this very loop may allocate on its behalf: the best of some rounds counts.
    for (int round = 0; round < 20 && spent > 0; round++) {
      spent = bytesAllocatedBy(filter, name, 10_000);
    }

    assertEquals(0, spent);
  }

  private static long bytesAllocatedBy(TopicFilter filter, TopicName name, int calls) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int matches = 0;
    long idle = threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      matches += filter.matches(name) ? 1 : 0;
    }
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals(calls, matches);
    return (after - before) - (before - idle);
  }
}
