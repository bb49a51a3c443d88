package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class StreamsTest {
  private static Streams of(boolean interactive) {
    return new Streams(InputStream.nullInputStream(), System.out, System.err, interactive);
  }

  @ParameterizedTest
  @CsvSource({
    "true, TERM, xterm, true",
    "true, NO_COLOR, '', true",
    "true, NO_COLOR, 1, false",
    "true, NO_COLOR, 0, false",
    "true, TERM, dumb, false",
    "false, TERM, xterm, false"
  })
  void coloursAreForTerminalsWhoseUsersWantThem(
      boolean interactive, String name, String value, boolean coloured) {
    Streams streams = of(interactive).colouredAsIn(Map.of(name, value));

    assertEquals(coloured, streams.coloured());
    assertEquals(interactive, streams.interactive());
  }

  @Test
  void withoutAnEnvironmentATerminalHasColours() {
    assertTrue(of(true).colouredAsIn(Map.of()).coloured());
  }
}
