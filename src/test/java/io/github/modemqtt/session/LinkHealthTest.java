package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LinkHealthTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final LinkHealth health = new LinkHealth(HOUR);

  private boolean isDueWithin(Duration time) {
    return health.nanosToNextCheck() <= time.toNanos();
  }

  @Test
  void aQuietLinkIsLookedAtInItsInterval() {
    health.connected();

    assertTrue(isDueWithin(HOUR));
    assertFalse(isDueWithin(HOUR.minusMinutes(1)));
  }

  @Test
  void withoutAnIntervalAQuietLinkIsNotLookedAtButADoubtfulOneIs() {
    LinkHealth onlyDoubts = new LinkHealth(Duration.ZERO);
    onlyDoubts.connected();
    assertEquals(Inbox.forever(), onlyDoubts.nanosToNextCheck());
    onlyDoubts.noise();
    assertEquals(Inbox.forever(), onlyDoubts.nanosToNextCheck());

    onlyDoubts.doubt();

    assertEquals(0, onlyDoubts.nanosToNextCheck());
  }

  @Test
  void theFirstDoubtIsLookedAtAtOnceAndFurtherOnesNotTooOften() {
    health.connected();
    health.doubt();
    assertEquals(0, health.nanosToNextCheck());

    health.answered();
    health.doubt();

    assertTrue(isDueWithin(Duration.ofMillis(500)));
    assertTrue(health.nanosToNextCheck() > 0);
  }

  @Test
  void noiseIsLookedAtSoonerThanTheIntervalAndLaterThanADoubt() {
    health.answered();
    health.noise();

    assertTrue(isDueWithin(Duration.ofSeconds(5)));
    assertFalse(isDueWithin(Duration.ofSeconds(1)));
  }

  @Test
  void anAnswerEndsAllDoubt() {
    health.doubt();
    health.noise();
    assertFalse(health.silent());

    assertTrue(health.answered(), "it was silent before");

    assertFalse(isDueWithin(HOUR.minusMinutes(1)));
    assertFalse(health.answered());
  }

  @Test
  void theThirdSilenceInARowIsTheEnd() {
    assertFalse(health.silent());
    assertFalse(health.silent());
    health.answered();
    assertFalse(health.silent());
    assertFalse(health.silent());
    assertTrue(health.silent());
  }

  @Test
  void aNewConnectionKnowsNothingOfTheSilenceBefore() {
    health.silent();
    health.silent();
    health.connected();

    assertFalse(health.silent());
    assertTrue(isDueWithin(Duration.ofMillis(500)), "a silence is a doubt");
  }
}
