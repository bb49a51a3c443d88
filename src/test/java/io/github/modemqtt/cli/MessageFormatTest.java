package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a format prints of a time, and of JSON. */
@Timeout(30)
class MessageFormatTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** What date(1) prints in the C locale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2026-01-04T03:05:07.000000009 # aAbBhp   # Sun,Sunday,Jan,January,Jan,AM",
        "2026-01-04T03:05:07.000000009 # CYyGg    # 20,2026,26,2026,26",
        "2026-01-04T03:05:07.000000009 # mdejDFx  # 01,04, 4,004,01/04/26,2026-01-04,01/04/26",
        "2026-01-04T03:05:07.000000009 # HIklMSNs # 03,03, 3, 3,05,07,000000009,1767495907",
        "2026-01-04T03:05:07.000000009 # PrRTX    # am,03:05:07 AM,03:05,03:05:07,03:05:07",
        "2026-01-04T03:05:07.000000009 # uwUVW    # 7,0,01,01,00",
        "2026-01-04T03:05:07.000000009 # czZ      # Sun Jan  4 03:05:07 2026,+0000,UTC",
        "2024-12-30T15:05:07.5         # aAbBhp   # Mon,Monday,Dec,December,Dec,PM",
        "2024-12-30T15:05:07.5         # CYyGg    # 20,2024,24,2025,25",
        "2024-12-30T15:05:07.5         # mdejDFx  # 12,30,30,365,12/30/24,2024-12-30,12/30/24",
        "2024-12-30T15:05:07.5         # HIklMSNs # 15,03,15, 3,05,07,500000000,1735571107",
        "2024-12-30T15:05:07.5         # PrRTX    # pm,03:05:07 PM,15:05,15:05:07,15:05:07",
        "2024-12-30T15:05:07.5         # uwUVW    # 1,1,52,01,53",
      })
  void aTimeIsPrintedAsByStrftime(String time, String letters, String expected) {
    ZonedDateTime at = ZonedDateTime.of(LocalDateTime.parse(time), UTC);
    String format = "@" + String.join(",@", letters.split(""));

    MessageFormat printed = MessageFormat.parse(format, false, trouble -> {});

    assertEquals(
        expected, new String(printed.print(new MessageFormat.Received(null, 0, at)), UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{ \"a\" : [ 1 , -2.5e+3 ] } # {\"a\":[1,-2.5e+3]}",
        "[]        # []",
        " \"x y\"  # \"x y\"",
        "\"a\\\"b\" # \"a\\\"b\"",
        "true      # true",
        "[null,{}] # [null,{}]",
        "kept      #",
        "{a:1}     #",
        "{\"a\" 1} #",
        "{\"a\":1,} #",
        "[1,]      #",
        "[1 2]     #",
        "{} {}     #",
        "1.        #",
        "-         #",
        "\"open    #",
        "\"end\\   #",
        "[[[       #",
      })
  void onlyJsonIsPrintedAsJson(String text, String expected) {
    assertEquals(expected, JsonText.printed(text, false).orElse(null));
  }

  @ParameterizedTest
  @CsvSource({"199, true", "200, false", "100000, false"})
  void aDeepTextIsRefusedBeforeItFillsTheStack(int depth, boolean printed) {
    String text = "[".repeat(depth) + "]".repeat(depth);

    assertEquals(printed, JsonText.printed(text, false).isPresent());
  }
}
