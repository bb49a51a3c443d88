package io.github.modemqtt.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeadlineTest {

  @Test
  void zeroAndLessIsOverAtOnce() {
    assertTrue(Deadline.after(Duration.ZERO).isOver());
    assertTrue(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE)).isOver());
    assertEquals(0, Deadline.after(Duration.ofSeconds(-1)).remainingMillis(100));
  }

  @Test
  void theLongestDurationDoesNotOverflow() {
    Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));
    assertFalse(deadline.isOver());
    assertEquals(Integer.MAX_VALUE, deadline.remainingMillis(Integer.MAX_VALUE));
    assertEquals(100, deadline.remainingMillis(100));
  }

  @Test
  void aPartOfAMillisecondCountsAsOne() {
    assertEquals(3_600_000, Deadline.after(Duration.ofHours(1)).remainingMillis(3_600_000));
  }
}
