package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class OutboxTest {
  private static final Duration LONG = Duration.ofHours(1);

  private long sequence;

  private OutboxEntry entry(MessagePriority priority, Duration timeToLive) {
    OutgoingMessage message = OutgoingMessage.of(TopicName.of("t"), "x", Qos.AT_LEAST_ONCE);
    return new OutboxEntry(new Publication(++sequence, message), priority, timeToLive);
  }

  private OutboxEntry entry(MessagePriority priority) {
    return entry(priority, LONG);
  }

  private List<Long> inTurn(Outbox outbox) {
    List<Long> sequences = new ArrayList<>();
    for (OutboxEntry next = outbox.next(); next != null; next = outbox.next()) {
      sequences.add(next.sequence());
    }
    return sequences;
  }

  @Test
  void higherRanksComeFirstAndEachRankInTheOrderOfTheCalls() {
    Outbox outbox = new Outbox(10, OverflowPolicy.REFUSE);
    for (MessagePriority priority :
        List.of(
            MessagePriority.LOW,
            MessagePriority.NORMAL,
            MessagePriority.HIGH,
            MessagePriority.NORMAL,
            MessagePriority.HIGH)) {
      assertNull(outbox.add(entry(priority)));
    }

    assertEquals(List.of(3L, 5L, 2L, 4L, 1L), inTurn(outbox));
    assertEquals(5, outbox.depth());
  }

  @Test
  void whatIsToBeSentAgainComesBeforeWhatWasQueuedLater() {
    Outbox outbox = new Outbox(10, OverflowPolicy.REFUSE);
    OutboxEntry first = entry(MessagePriority.NORMAL);
    outbox.add(first);
    outbox.add(entry(MessagePriority.NORMAL));
    assertSame(first, outbox.next());
    assertEquals(1, first.attempts());

    assertTrue(outbox.back(first));

    assertEquals(List.of(1L, 2L), inTurn(outbox));
    assertEquals(2, first.attempts());
  }

  @Test
  void whatHasEndedIsNotSentAgain() {
    Outbox outbox = new Outbox(10, OverflowPolicy.REFUSE);
    OutboxEntry entry = entry(MessagePriority.NORMAL);
    outbox.add(entry);
    outbox.next();
    assertTrue(outbox.contains(entry));
    assertTrue(outbox.remove(entry));

    assertFalse(outbox.back(entry));
    assertFalse(outbox.contains(entry));
    assertFalse(outbox.remove(entry));
    assertNull(outbox.next());
    assertEquals(0, outbox.depth());
  }

  @Test
  void aFullOutboxRefuses() {
    Outbox outbox = new Outbox(2, OverflowPolicy.REFUSE);
    outbox.add(entry(MessagePriority.LOW));
    outbox.add(entry(MessagePriority.LOW));
    outbox.next();

    assertThrows(OutboxFullException.class, () -> outbox.add(entry(MessagePriority.HIGH)));
    assertEquals(2, outbox.depth(), "what is under way counts, too");
  }

  @Test
  void theOldestOfTheLowestRankMakesRoom() {
    Outbox outbox = new Outbox(3, OverflowPolicy.DROP_OLDEST);
    OutboxEntry oldestLow = null;
    outbox.add(entry(MessagePriority.NORMAL));
    oldestLow = entry(MessagePriority.LOW);
    outbox.add(oldestLow);
    outbox.add(entry(MessagePriority.LOW));

    assertSame(oldestLow, outbox.add(entry(MessagePriority.LOW)));
    assertEquals(List.of(1L, 3L, 4L), inTurn(outbox));
  }

  @Test
  void theNewestOfTheLowestRankMakesRoomForAHigherOneOnly() {
    Outbox outbox = new Outbox(3, OverflowPolicy.DROP_NEWEST);
    outbox.add(entry(MessagePriority.NORMAL));
    outbox.add(entry(MessagePriority.LOW));
    OutboxEntry newestLow = entry(MessagePriority.LOW);
    outbox.add(newestLow);
    OutboxEntry anotherLow = entry(MessagePriority.LOW);

    assertSame(anotherLow, outbox.add(anotherLow));
    assertSame(newestLow, outbox.add(entry(MessagePriority.NORMAL)));
    assertEquals(List.of(1L, 5L, 2L), inTurn(outbox));
  }

  @Test
  void aLowerRankDoesNotDisplaceAHigherOne() {
    for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_OLDEST, OverflowPolicy.DROP_NEWEST)) {
      Outbox outbox = new Outbox(1, policy);
      outbox.add(entry(MessagePriority.NORMAL));
      OutboxEntry low = entry(MessagePriority.LOW);

      assertSame(low, outbox.add(low), policy::name);
    }
  }

  @Test
  void whatIsUnderWayMakesNoRoom() {
    for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_OLDEST, OverflowPolicy.DROP_NEWEST)) {
      Outbox outbox = new Outbox(1, policy);
      outbox.add(entry(MessagePriority.LOW));
      outbox.next();
      OutboxEntry high = entry(MessagePriority.HIGH);

      assertSame(high, outbox.add(high), policy::name);
    }
  }

  @Test
  void whatIsRestoredMayBeMoreThanTheCapacity() {
    Outbox outbox = new Outbox(1, OverflowPolicy.REFUSE);
    outbox.restore(entry(MessagePriority.NORMAL));
    outbox.restore(entry(MessagePriority.NORMAL));

    assertEquals(List.of(1L, 2L), inTurn(outbox));
  }

  @Test
  void expiresWaitingOrUnderWayInTheOrderOfTheDeadlines() {
    Outbox outbox = new Outbox(10, OverflowPolicy.REFUSE);
    outbox.add(entry(MessagePriority.NORMAL, Duration.ofSeconds(3)));
    outbox.add(entry(MessagePriority.NORMAL, Duration.ofSeconds(1)));
    outbox.add(entry(MessagePriority.NORMAL, LONG));
    outbox.next();
    long now = System.nanoTime();
    assertEquals(List.of(), outbox.takeExpired(now));
    assertTrue(outbox.nanosToNextDeadline(now) <= Duration.ofSeconds(1).toNanos());

    List<OutboxEntry> expired = outbox.takeExpired(now + Duration.ofSeconds(4).toNanos());

    assertEquals(List.of(2L, 1L), expired.stream().map(OutboxEntry::sequence).toList());
    assertEquals(List.of(3L), inTurn(outbox));
  }

  @Test
  void anEmptyOutboxHasNoDeadline() {
    assertEquals(Long.MAX_VALUE, new Outbox(1, OverflowPolicy.REFUSE).nanosToNextDeadline(0));
  }

  @Test
  void allAreTakenInTheirTurn() {
    Outbox outbox = new Outbox(10, OverflowPolicy.REFUSE);
    outbox.add(entry(MessagePriority.LOW, Duration.ofSeconds(1)));
    outbox.add(entry(MessagePriority.HIGH, Duration.ofSeconds(2)));

    assertEquals(List.of(2L, 1L), outbox.takeAll().stream().map(OutboxEntry::sequence).toList());
    assertEquals(0, outbox.depth());
    assertNull(outbox.next());
  }
}
