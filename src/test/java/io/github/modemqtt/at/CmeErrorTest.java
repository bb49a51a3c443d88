package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.FinalResult.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class CmeErrorTest {

  @ParameterizedTest
  @CsvSource({
    "3, operation not allowed",
    "4, operation not supported",
    "10, SIM not inserted",
    "11, SIM PIN required",
    "14, SIM busy",
    "5, PH-SIM PIN required",
    "27, invalid characters in dial string",
    "29, error 29",
    "30, no network service",
    "47, corporate personalisation PUK required",
    "63, message waiting indication subscription failure",
    "64, error 64",
    "100, unknown error",
    "103, illegal MS",
    "115, no suitable cells in location area",
    "122, congestion",
    "127, missing or unknown APN",
    "147, error 147",
    "150, invalid mobile class",
    "182, user data over the control plane is congested",
    "299, error 299",
    "300, error 300",
    "309, APN or type is there already",
    "310, 'module internal error, or SIM PIN disabled'",
    "313, 'module internal error, or SIM PIN disabled'",
    "314, error 314",
    "400, error 400",
    "401, socket service error",
    "500, socket service error",
    "501, error 501",
    "512, parameter not configured",
    "515, packet data context in the wrong state",
    "521, packet data context in the wrong state",
    "522, UART parity error",
    "524, 'minimum functionality, radio off'",
    "525, command aborted or in conflict",
    "530, command aborted or in conflict",
    "532, SIM PUK blocked",
    "533, reference command set error",
    "536, reference command set error",
    "537, back-off timer running",
    "538, error 538",
    "50, incorrect parameters",
    "9999, error 9999",
    "-1, error -1",
  })
  void aNumberIsExplained(int code, String meaning) {
    CmeError error = CmeError.of(code);
    assertEquals(code, error.code());
    assertEquals(meaning, error.meaning());
    assertFalse(error.advice().isEmpty());
  }

  @Test
  void everyNumberOfTheTableHasAMeaningOfItsOwn() {
    List<int[]> table =
        List.of(
            new int[] {0, 7},
            new int[] {10, 18},
            new int[] {20, 27},
            new int[] {30, 32},
            new int[] {40, 63},
            new int[] {100, 100},
            new int[] {103, 103},
            new int[] {106, 108},
            new int[] {111, 115},
            new int[] {122, 122},
            new int[] {126, 134},
            new int[] {140, 146},
            new int[] {148, 150},
            new int[] {171, 182},
            new int[] {302, 313},
            new int[] {401, 500},
            new int[] {512, 537});
    for (int[] range : table) {
      for (int code = range[0]; code <= range[1]; code++) {
        CmeError error = CmeError.of(code);
        assertNotEquals("error " + code, error.meaning());
        assertFalse(error.advice().endsWith("."), error.advice());
      }
    }
  }

  @Test
  void onlyNumericExtendedErrorsAreExplained() {
    assertTrue(CmeError.of(result(Kind.CME_ERROR, OptionalInt.of(3))).isPresent());
    assertTrue(CmeError.of(result(Kind.CME_ERROR, OptionalInt.empty())).isEmpty());
    assertTrue(CmeError.of(result(Kind.CMS_ERROR, OptionalInt.of(3))).isEmpty());
    assertTrue(CmeError.of(result(Kind.ERROR, OptionalInt.empty())).isEmpty());
  }

  private static FinalResult result(Kind kind, OptionalInt code) {
    return new FinalResult(kind, "text", code);
  }
}
