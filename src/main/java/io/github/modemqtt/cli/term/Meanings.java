package io.github.modemqtt.cli.term;

import io.github.modemqtt.at.CmeError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the lines of a module mean, in a few words. */
final class Meanings {
  private static final String CME = "+CME ERROR";
  private static final Map<String, Meaning> ALL = new HashMap<>();

  static {
    NetworkMeanings.addTo(ALL);
    MqttMeanings.addTo(ALL);
  }

  /** Explains the fields of one kind of line. */
  @FunctionalInterface
  interface Meaning {
    /**
     * Explains.
     *
     * @param fields what follows the name
     * @param answer whether the line answers a question; else it came by itself
     * @return some words, or nothing if there is nothing to say
     */
    String of(Fields fields, boolean answer);
  }

  private Meanings() {}

  /**
   * Explains a line.
   *
   * @param line such as {@code +CEREG: 1}
   * @param answer whether it answers a question ({@code AT+CEREG?}); else it came by itself
   * @return some words, or empty
   */
  static Optional<String> of(String line, boolean answer) {
    if (line.startsWith("+HIB ")) {
      return Optional.of("hibernation: " + line.substring("+HIB ".length()).toLowerCase());
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String name = line.substring(0, colon);
    Fields fields = Fields.of(line.substring(colon + 1));
    if (name.equals(CME)) {
      return fields.number(0).isPresent() ? Optional.of(error(fields)) : Optional.empty();
    }
    Meaning meaning = ALL.get(name);
    return meaning == null
        ? Optional.empty()
        : Optional.of(meaning.of(fields, answer)).filter(words -> !words.isEmpty());
  }

  private static String error(Fields fields) {
    CmeError error = CmeError.of(fields.numberOr(0, 0));
    return error.meaning() + "; " + error.advice();
  }
}
