package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The placeholders of a whole transcript, and what can stand for them. */
final class Placeholders {
  private Placeholders() {}

  /** How many bytes each takes, or {@link Placeholder#NUMBER}, in order of their first use. */
  static Map<String, Integer> lengths(Transcript transcript) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (Step step : transcript.steps()) {
      if (step instanceof Step.HostSends sent) {
        sent.content()
            .placeholders()
            .forEach(used -> lengths.putIfAbsent(used.name(), used.bytes()));
      }
    }
    return lengths;
  }

  /** A different number for each that is a number and has no value. */
  static Map<String, byte[]> numbers(Map<String, Integer> lengths, Map<String, byte[]> values) {
    Map<String, byte[]> numbers = new HashMap<>();
    int next = 1;
    for (Map.Entry<String, Integer> entry : lengths.entrySet()) {
      if (entry.getValue() == Placeholder.NUMBER && !values.containsKey(entry.getKey())) {
        numbers.put(entry.getKey(), Integer.toString(next++).getBytes(US_ASCII));
      }
    }
    return numbers;
  }

  static byte[] requireValue(String name, String value, Map<String, Integer> lengths) {
    Integer length = lengths.get(name);
    if (length == null) {
      throw new IllegalArgumentException("The transcript has no placeholder '" + name + "'");
    }
    if (length == Placeholder.NUMBER
        && !(value.length() <= Placeholder.MAX_DIGITS && isNumber(value))) {
      throw new IllegalArgumentException(
          "Placeholder '" + name + "' is a number of 1 to " + Placeholder.MAX_DIGITS + " digits");
    }
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length == 0
        || bytes.length > Placeholder.MAX_BYTES
        || value.indexOf('\r') >= 0
        || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "The value of placeholder '"
              + name
              + "' is 1 to "
              + Placeholder.MAX_BYTES
              + " bytes without line ends");
    }
    return bytes;
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
