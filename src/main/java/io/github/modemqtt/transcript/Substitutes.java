package io.github.modemqtt.transcript;

import java.util.HashSet;
import java.util.Set;

/**
 * Makes harmless values of the same length and look as secret ones.
 *
 * <p>One that is harmless already, because the session is the replay of a recording, stays: the
 * recording of a replay is the same again.
 */
final class Substitutes {
  /** Issuers of SIM cards begin with it; it tells nothing. */
  private static final String TELECOM = "89";

  private static final int ICCID_DIGITS = 18;
  private static final int SHORTEST_NUMBER = 8;

  /** More than a recording has secrets. */
  private static final int LARGEST_COUNT = 9_999;

  /** The numbers that were given; two secrets never become the same number. */
  private final Set<String> numbers = new HashSet<>();

  private int count;

  String next(String secret) {
    return isNumber(secret) ? nextNumber(secret) : nextText(secret);
  }

  private String nextNumber(String secret) {
    if (isHarmlessNumber(secret) && numbers.add(secret)) {
      return secret;
    }
    String substitute = secret;
    while (substitute.equals(secret) || !numbers.add(substitute)) {
      count++;
      substitute = number(secret, count);
    }
    return substitute;
  }

  private String nextText(String secret) {
    if (isHarmlessText(secret)) {
      return secret;
    }
    count++;
    return filled(secret);
  }

  private static boolean isHarmlessNumber(String secret) {
    String counted = secret.substring(TELECOM.length(), secret.length() - 1);
    String zeros = "0".repeat(counted.length());
    int digits = Math.min(counted.length(), String.valueOf(LARGEST_COUNT).length());
    int number = Integer.parseInt(counted.substring(counted.length() - digits));
    return counted.startsWith(zeros.substring(digits)) && secret.equals(number(secret, number));
  }

  /** One character again and again, as {@link #filled} makes it. */
  private static boolean isHarmlessText(String secret) {
    String text = secret.startsWith("+") ? secret.substring(1) : secret;
    return text.chars().distinct().count() == 1;
  }

  private static boolean isNumber(String secret) {
    return secret.length() >= SHORTEST_NUMBER && secret.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String number(String secret, int count) {
    boolean iccid = secret.length() >= ICCID_DIGITS && secret.startsWith(TELECOM);
    int digits = secret.length() - TELECOM.length() - 1;
    String number = (iccid ? TELECOM : "00") + String.format("%0" + digits + "d", count);
    return number + luhnDigit(number);
  }

  /** Keeps what makes a phone number one: digits and plus sign. */
  private String filled(String secret) {
    boolean digits = secret.chars().allMatch(c -> c >= '0' && c <= '9' || c == '+');
    String filler = digits ? String.valueOf(count % 10) : String.valueOf((char) ('a' + count % 26));
    String text = filler.repeat(secret.length()).substring(0, secret.length());
    return secret.startsWith("+") ? "+" + text.substring(1) : text;
  }

  /** IMEI and ICCID end in a check digit that a program may check. */
  private static char luhnDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
