package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecentRateTest {
  private static final double EXACTLY = 1e-9;

  private final RecentRate rate = new RecentRate();

  private double at(long millis, long count) {
    return rate.at(TimeUnit.MILLISECONDS.toNanos(millis), count);
  }

  @Test
  void itIsTheGrowthSinceTheBeginningAtFirst() {
    assertEquals(0, at(0, 5), EXACTLY);
    assertEquals(10, at(500, 10), EXACTLY);
    assertEquals(20, at(1_000, 25), EXACTLY);
  }

  @Test
  void itForgetsWhatIsLongAgo() {
    at(0, 0);
    at(1_000, 1_000);
    assertEquals(0, at(7_000, 1_000), EXACTLY);
    assertEquals(1, at(8_000, 1_001), EXACTLY);
  }

  @Test
  void aTimeThatGoesOnWithoutMessagesMakesItSmaller() {
    at(0, 0);
    at(1_000, 10);
    assertEquals(5, at(2_000, 10), EXACTLY);
    assertEquals(2, at(5_000, 10), EXACTLY);
  }
}
