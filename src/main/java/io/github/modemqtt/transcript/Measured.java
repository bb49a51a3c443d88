package io.github.modemqtt.transcript;

import java.util.Set;
import java.util.regex.Pattern;

/** What a module measures, and what is another number each time: signal, time, round trip. */
final class Measured {
  private static final Set<String> NAMES =
      Set.of("+CSQ", "+CESQ", "+CCLK", "+ECPING", "+ECPMUSTATUS", "+CTZE", "+CTZEU");

  /** A number other than 99 and 255, which mean that a signal is not known. */
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9])(?!(?:99|255)(?![0-9]))[0-9]++");

  private Measured() {}

  /** Whether two units are the same but for the numbers that were measured. */
  static boolean sameOtherwise(Unit one, Unit other) {
    return one.isFramed()
        && other.isFramed()
        && NAMES.contains(one.name())
        && masked(one).equals(masked(other));
  }

  private static String masked(Unit unit) {
    return NUMBER.matcher(unit.text()).replaceAll("#");
  }
}
