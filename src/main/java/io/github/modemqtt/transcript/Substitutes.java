package io.github.modemqtt.transcript;

/** Makes harmless values of the same length and look as secret ones. */
final class Substitutes {
  /** Issuers of SIM cards begin with it; it tells nothing. */
  private static final String TELECOM = "89";

  private static final int ICCID_DIGITS = 18;
  private static final int SHORTEST_NUMBER = 8;

  private int count;

  String next(String secret) {
    String substitute = secret;
    while (substitute.equals(secret)) {
      count++;
      substitute = isNumber(secret) ? number(secret) : filled(secret);
    }
    return substitute;
  }

  private static boolean isNumber(String secret) {
    return secret.length() >= SHORTEST_NUMBER && secret.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private String number(String secret) {
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
