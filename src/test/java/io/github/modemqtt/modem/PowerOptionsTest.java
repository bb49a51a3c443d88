package io.github.modemqtt.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.WakeUp;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PowerOptionsTest {
  private static final PowerOptions NONE = PowerOptions.UNCHANGED;
  private static final Duration DELAY = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource({
    "1, 0010, 20480",
    "20480, 0010, 20480",
    "20481, 0011, 40960",
    "80000, 0101, 81920",
    "163840, 1001, 163840",
    "10485760, 1111, 10485760"
  })
  void anEdrxCycleIsRoundedUpToOneThatCanBeSaid(long wantedMillis, String bits, long millis) {
    EdrxRequest request = EdrxRequest.narrowBand(Duration.ofMillis(wantedMillis));
    assertEquals(new EdrxRequest(5, bits), request);
    assertEquals(Optional.of(Duration.ofMillis(millis)), request.cycle());
  }

  @Test
  void aGrantedEdrxCycleIsReadWithItsWindow() {
    EdrxParameters granted =
        new EdrxParameters(5, Optional.of("0101"), Optional.of("0011"), Optional.of("0000"));
    assertEquals(Optional.of(Duration.ofMillis(40_960)), granted.cycle());
    assertEquals(Optional.of(Duration.ofMillis(2_560)), granted.window());
    assertEquals(Optional.empty(), new EdrxRequest(5, "0100").cycle());
  }

  @Test
  void whatCannotBeSaidToTheModuleIsRefused() {
    refused(() -> NONE.withEdrxCycle(Duration.ofMillis(10_485_761)));
    refused(() -> NONE.withEdrxCycle(Duration.ofSeconds(-1)));
    refused(() -> NONE.withSleepDelay(Duration.ofMillis(65_536)));
    refused(() -> NONE.withPowerSaving(Duration.ofHours(1), Duration.ofHours(4)));
  }

  @Test
  void aSleepNeedsAHoldOff() {
    String message =
        refused(
            () ->
                new PowerOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(SleepMode.SLEEP1),
                    Optional.empty()));
    assertTrue(message.contains("SLEEP1 without sleepDelay"), message);
    assertTrue(NONE.withDeepestSleep(SleepMode.SLEEP1, DELAY).allowsSleep());
    assertFalse(NONE.withoutSleep().allowsSleep());
  }

  @Test
  void onlyAModuleThatLosesCharactersNeedsToBeWoken() {
    PowerOptions sleepy = NONE.withDeepestSleep(SleepMode.SLEEP1, DELAY);
    Duration idle = sleepy.wakeUp(OptionalInt.of(115_200)).map(WakeUp::idle).orElseThrow();
    assertEquals(DELAY.dividedBy(2), idle);
    assertTrue(sleepy.wakeUp(OptionalInt.empty()).isPresent());
    assertEquals(Optional.empty(), sleepy.wakeUp(OptionalInt.of(9600)));
    assertEquals(Optional.empty(), NONE.withoutSleep().wakeUp(OptionalInt.of(115_200)));
  }

  @Test
  void aHoldOffTooShortForADialogueIsRefusedWhereCharactersAreLost() {
    PowerOptions hasty = NONE.withDeepestSleep(SleepMode.SLEEP1, Duration.ofMillis(999));
    refused(() -> hasty.wakeUp(OptionalInt.of(115_200)));
    assertEquals(Optional.empty(), hasty.wakeUp(OptionalInt.of(9600)));
  }

  @Test
  void theNumbersOfPersonsAndThingsAreNotInATextForm() {
    assertEquals(
        "Imei[***] Imsi[***] Iccid[***]",
        new Imei("1234") + " " + new Imsi("5678") + " " + new Iccid("9012"));
  }

  private static String refused(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
