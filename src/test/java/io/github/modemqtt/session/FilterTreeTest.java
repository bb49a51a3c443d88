package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FilterTreeTest {
  private static final List<String> LEVELS = List.of("a", "b", "", "$x", "$", "Aa", "BB");

  private final FilterTree<String> tree = new FilterTree<>();

  private void add(String... filters) {
    for (String filter : filters) {
      tree.put(TopicFilter.of(filter), filter);
    }
  }

  private Set<String> matches(String topic) {
    List<String> found = new ArrayList<>();
    tree.forEachMatch(TopicName.of(topic), found::add);
    Set<String> distinct = new TreeSet<>(found);
    assertEquals(found.size(), distinct.size(), found::toString);
    return distinct;
  }

  /** The examples of MQTT 3.1.1 sections 4.7.1 to 4.7.3. */
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
    "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
    "sport/tennis/player1/#, sport/tennis/player10, false",
    "sport/#, sport, true",
    "#, sport/tennis, true",
    "sport/tennis/#, sport/tennis/player1, true",
    "sport/tennis/+, sport/tennis/player1, true",
    "sport/tennis/+, sport/tennis/player2, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "+, sport, true",
    "+/tennis/#, sport/tennis, true",
    "+/tennis/#, sport/tennis/player1, true",
    "sport/+/player1, sport/tennis/player1, true",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "#, $SYS/uptime, false",
    "+/monitor/Clients, $SYS/monitor/Clients, false",
    "$SYS/#, $SYS/uptime, true",
    "$SYS/#, $SYS, true",
    "$SYS/monitor/+, $SYS/monitor/Clients, true",
    "ACCOUNTS, Accounts, false",
    "Accounts payable, Accounts payable, true",
    "/finance, finance, false",
    "finance, /finance, false",
    "a/$x, a/$x, true",
    "a/+, a/$x, true",
    "/#, /, true",
    "/, /, true",
    "+/+, /, true",
    "+/+/+, /, false",
    "a//b, a//b, true",
    "a/+/b, a//b, true",
    "a/#, a/, true",
  })
  void matchesAsTheSpecificationSays(String filter, String topic, boolean matches) {
    add(filter);

    assertEquals(matches ? Set.of(filter) : Set.of(), matches(topic));
    assertEquals(matches, Naive.matches(filter, topic));
  }

  @Test
  void findsAllFiltersThatMatchAndNoOther() {
    add("#", "a/#", "a/b/#", "a/+", "a/b", "+/b", "+/+", "+/#", "b/#", "a", "a/b/c", "+/+/+", "$a");

    assertEquals(
        new TreeSet<>(Set.of("#", "a/#", "a/b/#", "a/+", "a/b", "+/b", "+/+", "+/#")),
        matches("a/b"));
    assertEquals(Set.of("$a"), matches("$a"));
  }

  @Test
  void aFilterThatIsPutAgainHasItsNewValue() {
    add("a/+", "a/#");
    tree.put(TopicFilter.of("a/+"), "new");

    assertEquals(Set.of("a/#", "new"), matches("a/b"));
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    add("a/b");
    for (String absent : List.of("a", "a/#", "a/b/c", "+/b", "c", "#")) {
      tree.remove(TopicFilter.of(absent));
    }

    assertEquals(Set.of("a/b"), matches("a/b"));
  }

  @Test
  void aClearedTreeMatchesNothing() {
    add("#", "+/b", "a/b", "a/#");
    tree.clear();

    assertEquals(Set.of(), matches("a/b"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void matchesLikeTheTextOfTheSpecificationWhileFiltersComeAndGo(long seed) {
    Random random = new Random(seed);
    Set<String> present = new HashSet<>();
    for (int round = 0; round < 3000; round++) {
      String filter = randomFilter(random);
      if (random.nextInt(3) > 0) {
        add(filter);
        present.add(filter);
      } else {
        tree.remove(TopicFilter.of(filter));
        present.remove(filter);
      }
      String topic = randomTopic(random);
      Set<String> expected =
          present.stream()
              .filter(one -> Naive.matches(one, topic))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, matches(topic), () -> topic + " with seed " + seed);
      assertEquals(
          Naive.matches(filter, topic), TopicFilter.of(filter).matches(TopicName.of(topic)));
    }
  }

  private static String randomTopic(Random random) {
    String topic = String.join("/", randomLevels(random));
    return topic.isEmpty() ? "/" : topic;
  }

  private static String randomFilter(Random random) {
    List<String> levels = randomLevels(random);
    levels.replaceAll(level -> random.nextInt(4) == 0 ? "+" : level);
    if (random.nextInt(3) == 0) {
      levels.set(levels.size() - 1, "#");
    }
    String filter = String.join("/", levels);
    return filter.isEmpty() ? "/" : filter;
  }

  private static List<String> randomLevels(Random random) {
    List<String> levels = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      levels.add(LEVELS.get(random.nextInt(LEVELS.size())));
    }
    return levels;
  }

  @Test
  void manyLevelsAreFoundAgainAndTakenAway() {
    for (int i = 0; i < 5000; i++) {
      add("plant/" + i + "/state");
    }
    for (int i = 0; i < 5000; i += 2) {
      tree.remove(TopicFilter.of("plant/" + i + "/state"));
    }
    for (int i = 0; i < 5000; i++) {
      String topic = "plant/" + i + "/state";
      assertEquals(i % 2 == 0 ? Set.of() : Set.of(topic), matches(topic));
    }
  }

  @Test
  void aSearchAllocatesNothing() {
    for (int i = 0; i < 1000; i++) {
      add("plant/" + i + "/#", "+/" + i + "/state");
    }
    TopicName topic = TopicName.of("plant/500/state");
    int[] found = {0};
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = allocatedBytes();
      for (int i = 0; i < 1000; i++) {
        tree.forEachMatch(topic, filter -> found[0]++);
      }
      allocated = Math.min(allocated, allocatedBytes() - before);
    }

    assertEquals(20 * 1000 * 2, found[0]);
    long least = allocated;
    // one object for the lambda in each search at most, while it is interpreted
    assertTrue(least < 1000 * 32, () -> least + " bytes in 1000 searches");
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** The rules of section 4.7 one after the other, on lists of levels. */
  private static final class Naive {
    static boolean matches(String filter, String topic) {
      // 4.7.2: a server must not match filters starting with a wildcard with names starting with $
      if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
        return false;
      }
      return matches(Arrays.asList(filter.split("/", -1)), Arrays.asList(topic.split("/", -1)));
    }

    private static boolean matches(List<String> filter, List<String> topic) {
      if (filter.isEmpty()) {
        return topic.isEmpty();
      }
      String first = filter.get(0);
      if (first.equals("#")) {
        return true; // 4.7.1.2: the parent and any number of child levels
      }
      if (topic.isEmpty()) {
        return false;
      }
      // 4.7.1.3: exactly one level; 4.7.3: else character by character
      boolean level = first.equals("+") || first.equals(topic.get(0));
      return level && matches(filter.subList(1, filter.size()), topic.subList(1, topic.size()));
    }
  }
}
