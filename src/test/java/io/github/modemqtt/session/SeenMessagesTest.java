package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repeats of messages, and copies for overlapping subscriptions. */
@Timeout(30)
class SeenMessagesTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private long now = Long.MAX_VALUE - 5; // the clock's value has no meaning, and may overflow
  private final SeenMessages seen = new SeenMessages(new DuplicateFilter(WINDOW, 3), () -> now);
  private final OverlapCopies copies = new OverlapCopies(WINDOW, () -> now);

  private static Message message(int id, String topic, String payload) {
    return new Message(TopicName.of(topic), payload.getBytes(UTF_8), id, Framing.CERTAIN);
  }

  private boolean repeats(int id, String topic, String payload) {
    return seen.isRepeat(message(id, topic, payload));
  }

  private boolean copies(String topic, String payload, int filters) {
    return copies.isCopy(message(0, topic, payload), filters);
  }

  @Test
  void aMessageWithTheSameIdTopicAndPayloadIsARepeat() {
    assertFalse(repeats(7, "t", "x"));
    assertTrue(repeats(7, "t", "x"));
    assertTrue(repeats(7, "t", "x"));
  }

  @Test
  void whatDiffersInOneOfThemIsNone() {
    assertFalse(repeats(7, "t", "x"));
    assertFalse(repeats(8, "t", "x"));
    assertFalse(repeats(7, "u", "x"));
    assertFalse(repeats(7, "t", "y"));
  }

  @Test
  void withoutAnIdThereAreNoRepeats() {
    assertFalse(repeats(0, "t", "x"));
    assertFalse(repeats(0, "t", "x"));
  }

  @Test
  void afterTheWindowTheSameIsNewAndARepeatDoesNotMakeItLonger() {
    assertFalse(repeats(7, "t", "x"));
    now += WINDOW.toNanos() - 1;
    assertTrue(repeats(7, "t", "x"));
    now++;
    assertFalse(repeats(7, "t", "x"));
  }

  @Test
  void moreThanTheCapacityForgetTheOldest() {
    for (int id = 1; id <= 4; id++) {
      assertFalse(repeats(id, "t", "x"));
    }
    assertTrue(repeats(2, "t", "x"));
    assertTrue(repeats(4, "t", "x"));
    assertFalse(repeats(1, "t", "x"));
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DuplicateFilter(Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> new DuplicateFilter(WINDOW, 0));
    assertThrows(IllegalArgumentException.class, () -> new DuplicateFilter(WINDOW, 1_000_001));
  }

  @Test
  void thereAreAsManyCopiesAsFurtherFilters() {
    assertFalse(copies("t", "x", 3));
    assertTrue(copies("t", "x", 3));
    assertTrue(copies("t", "x", 3));
    assertFalse(copies("t", "x", 3), "published again");
    assertTrue(copies("t", "x", 3));
  }

  @Test
  void whatOneFilterMatchesHasNoCopies() {
    assertFalse(copies("t", "x", 1));
    assertFalse(copies("t", "x", 1));
    assertFalse(copies("t", "x", 0));
  }

  @Test
  void copiesOfDifferentMessagesMayCrossAndEndWithTheWindow() {
    assertFalse(copies("t", "x", 2));
    assertFalse(copies("t", "y", 2));
    assertTrue(copies("t", "x", 2));
    now += WINDOW.toNanos();
    assertFalse(copies("t", "y", 2));
  }
}
