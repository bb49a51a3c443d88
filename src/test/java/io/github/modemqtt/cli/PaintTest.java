package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class PaintTest {
  @ParameterizedTest
  @CsvSource({
    "TERM, xterm, true",
    "TERM, dumb, false",
    "NO_COLOR, '', true",
    "NO_COLOR, 1, false",
    "NO_COLOR, 0, false"
  })
  void coloursAreForTerminalsWhoseUsersWantThem(String name, String value, boolean wanted) {
    assertEquals(wanted, Paint.isWanted(Map.of(name, value)));
  }

  @Test
  void withoutAWordColoursAreWanted() {
    assertTrue(Paint.isWanted(Map.of()));
    assertEquals("\u001B[31mx\u001B[0m", new Paint(true).trouble("x"));
    assertEquals("x", new Paint(false).trouble("x"));
  }
}
