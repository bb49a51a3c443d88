package io.github.modemqtt.cli;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a letter after {@code @} prints of a time: strftime's, in the C locale, and N. */
final class TimeLetter {
  private static final int DAYS_IN_WEEK = 7;
  private static final int YEARS_IN_CENTURY = 100;

  private static final Map<Character, DateTimeFormatter> PATTERNS =
      Map.ofEntries(
              Map.entry('a', "EEE"),
              Map.entry('A', "EEEE"),
              Map.entry('b', "MMM"),
              Map.entry('B', "MMMM"),
              Map.entry('c', "EEE MMM ppd HH:mm:ss yyyy"),
              Map.entry('d', "dd"),
              Map.entry('D', "MM/dd/yy"),
              Map.entry('e', "ppd"),
              Map.entry('F', "yyyy-MM-dd"),
              Map.entry('h', "MMM"),
              Map.entry('H', "HH"),
              Map.entry('I', "hh"),
              Map.entry('j', "DDD"),
              Map.entry('k', "ppH"),
              Map.entry('l', "pph"),
              Map.entry('m', "MM"),
              Map.entry('M', "mm"),
              Map.entry('p', "a"),
              Map.entry('r', "hh:mm:ss a"),
              Map.entry('R', "HH:mm"),
              Map.entry('S', "ss"),
              Map.entry('T', "HH:mm:ss"),
              Map.entry('x', "MM/dd/yy"),
              Map.entry('X', "HH:mm:ss"),
              Map.entry('y', "yy"),
              Map.entry('Y', "yyyy"),
              Map.entry('z', "Z"),
              Map.entry('Z', "zzz"))
          .entrySet()
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey,
                  entry -> DateTimeFormatter.ofPattern(entry.getValue(), Locale.US)));

  private TimeLetter() {}

  /**
   * Finds what a letter means.
   *
   * @throws IllegalArgumentException if it means nothing
   */
  static Function<ZonedDateTime, String> of(char letter) {
    DateTimeFormatter pattern = PATTERNS.get(letter);
    if (pattern != null) {
      return pattern::format;
    }
    return switch (letter) {
      case 'n' -> time -> "\n";
      case 't' -> time -> "\t";
      case '%' -> time -> "%";
      case 'N' -> TimeLetter::nanos;
      case 's' -> time -> String.valueOf(time.toEpochSecond());
      case 'P' -> time -> of('p').apply(time).toLowerCase(Locale.ROOT);
      case 'C' -> time -> twoDigits(time.getYear() / YEARS_IN_CENTURY);
      case 'G' -> time -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> time -> twoDigits(time.get(IsoFields.WEEK_BASED_YEAR) % YEARS_IN_CENTURY);
      case 'V' -> time -> twoDigits(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'u' -> time -> String.valueOf(time.getDayOfWeek().getValue());
      case 'w' -> time -> String.valueOf(time.getDayOfWeek().getValue() % DAYS_IN_WEEK);
      case 'U' -> time -> twoDigits(week(time, time.getDayOfWeek().getValue() % DAYS_IN_WEEK));
      case 'W' -> time -> twoDigits(week(time, time.getDayOfWeek().getValue() - 1));
      default -> throw new IllegalArgumentException("-F has the unknown time '@" + letter + "'");
    };
  }

  /** The week of the year; the days before its first whole week are week 0. */
  private static int week(ZonedDateTime time, int dayOfWeek) {
    return (time.getDayOfYear() - 1 + DAYS_IN_WEEK - dayOfWeek) / DAYS_IN_WEEK;
  }

  private static String twoDigits(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }

  static String nanos(ZonedDateTime time) {
    return String.format(Locale.ROOT, "%09d", time.getNano());
  }
}
