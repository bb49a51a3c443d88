package io.github.modemqtt.emulator.scenario;

import java.math.BigDecimal;
import java.time.Duration;

/** Times as a scenario gives them: {@code 500ms}, {@code 1.5s}, {@code 2min}, {@code 1h}. */
final class Times {
  private static final Duration LONGEST = Duration.ofSeconds(999_999_999);
  private static final String RULE =
      "a time of at most 999999999s, such as 500ms, 1.5s, 2min or 1h";
  private static final int MAX_DECIMALS = 9;
  private static final int MAX_LENGTH = 24;

  private Times() {}

  static Duration read(Words words) {
    int start = words.position();
    String word = words.take(RULE);
    try {
      Duration time = parse(word);
      if (word.length() <= MAX_LENGTH && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw words.expected(start, RULE);
    }
    throw words.expected(start, RULE);
  }

  private static Duration parse(String word) {
    int unit = 0;
    while (unit < word.length() && (word.charAt(unit) < 'a' || word.charAt(unit) > 'z')) {
      unit++;
    }
    String digits = word.substring(0, unit);
    return switch (word.substring(unit)) {
      case "ms" -> Duration.ofMillis(whole(digits));
      case "s" -> seconds(digits);
      case "min" -> Duration.ofMinutes(whole(digits));
      case "h" -> Duration.ofHours(whole(digits));
      default -> throw new NumberFormatException(word);
    };
  }

  private static long whole(String digits) {
    if (!digits.chars().allMatch(Times::isDigit)) {
      throw new NumberFormatException(digits);
    }
    return Long.parseLong(digits);
  }

  private static Duration seconds(String number) {
    if (number.isEmpty() || !isDigit(number.charAt(0)) || number.endsWith(".")) {
      throw new NumberFormatException(number);
    }
    BigDecimal value = new BigDecimal(number);
    long seconds = value.toBigInteger().longValueExact();
    BigDecimal rest = value.subtract(BigDecimal.valueOf(seconds));
    return Duration.ofSeconds(seconds, rest.movePointRight(MAX_DECIMALS).longValueExact());
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whole milliseconds below a second, else seconds with as many decimals as needed. */
  static String print(Duration time) {
    boolean inMillis = time.getSeconds() == 0 && time.getNano() != 0;
    if (inMillis && time.equals(Duration.ofMillis(time.toMillis()))) {
      return time.toMillis() + "ms";
    }
    BigDecimal seconds =
        BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), MAX_DECIMALS));
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "s";
  }
}
