package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.FinalResult.Kind;
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
    "30, no network service",
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
