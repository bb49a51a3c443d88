package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers that belong to one module, one card or one person, such as IMEI and ICCID.
 *
 * <p>A recording holds others in their place; two sessions are the same if only these differ.
 */
final class ToldNumbers {
  private static final List<SecretRule> RULES =
      Redaction.standard().rules().stream().filter(SecretRule::fromModule).toList();

  private ToldNumbers() {}

  /** Whether two units of the module are the same but for such numbers, of equal length. */
  static boolean sameOtherwise(byte[] one, byte[] other) {
    return Arrays.equals(one, other)
        || one.length == other.length && masked(one).equals(masked(other));
  }

  private static String masked(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    StringBuilder masked = new StringBuilder(text);
    for (SecretRule rule : RULES) {
      rule.find(
          text,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              masked.setCharAt(i, '#');
            }
          });
    }
    return masked.toString();
  }
}
