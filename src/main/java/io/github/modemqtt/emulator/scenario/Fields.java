package io.github.modemqtt.emulator.scenario;

import io.github.modemqtt.emulator.model.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values that lines of a scenario are made of. */
final class Fields {
  private static final String SEED_WORD = "seed";

  static final Field<Duration> TIME = Field.of(Times::read, Times::print);

  static final Field<Optional<Duration>> OPTIONAL_TIME =
      new Field<>() {
        @Override
        public Optional<Duration> read(Words words) {
          return words.atEnd() ? Optional.empty() : Optional.of(Times.read(words));
        }

        @Override
        public String print(Optional<Duration> value) {
          return value.map(TIME::print).orElse("");
        }
      };

  static final Field<Integer> NUMBER = Field.of(Fields::number, String::valueOf);

  /** A number that has its name before it. */
  static final Field<Long> SEED =
      Field.of(Fields::seed, value -> SEED_WORD + " " + Long.toString(value));

  /** How something begins; needs quotes only where it would not be one word. */
  static final Field<String> PREFIX = Field.of(Fields::prefix, Fields::wordOrQuoted);

  static final Field<String> TEXT =
      Field.of(words -> words.takeText("a text in quotes"), Fields::quoted);

  static final Field<Fault.Moment> MOMENT = Field.of(Fields::moment, Fields::name);

  private Fields() {}

  private static int number(Words words) {
    int start = words.position();
    String rule = "a whole number from 0 to " + Integer.MAX_VALUE;
    String digits = words.take(rule);
    try {
      int value = Integer.parseInt(digits);
      if (value >= 0) {
        return value;
      }
      throw words.expected(start, rule);
    } catch (NumberFormatException e) {
      throw words.expected(start, rule);
    }
  }

  private static long seed(Words words) {
    int start = words.position();
    if (!words.takeIf(SEED_WORD)) {
      throw words.expected(start, "'" + SEED_WORD + "' and a whole number");
    }
    int value = words.position();
    try {
      return Long.parseLong(words.take("a whole number"));
    } catch (NumberFormatException e) {
      throw words.expected(value, "a whole number");
    }
  }

  private static String prefix(Words words) {
    return words.takeText("how it begins, such as +ECMTPUB");
  }

  private static Fault.Moment moment(Words words) {
    int start = words.position();
    String all =
        Arrays.stream(Fault.Moment.values())
            .map(Fields::name)
            .collect(Collectors.joining(" ", "one of ", ""));
    String word = words.take(all);
    return Arrays.stream(Fault.Moment.values())
        .filter(moment -> name(moment).equals(word))
        .findFirst()
        .orElseThrow(() -> words.expected(start, all));
  }

  private static String name(Fault.Moment moment) {
    return moment.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String wordOrQuoted(String text) {
    boolean oneWord =
        !text.isEmpty()
            && !text.equals(TriggerNotation.EACH_TIME)
            && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
    return oneWord ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.chars().forEach(c -> append(quoted, (char) c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, char c) {
    switch (c) {
      case '\r' -> quoted.append("\\r");
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      case '"', '\\' -> quoted.append('\\').append(c);
      default -> {
        if (Character.isISOControl(c)) {
          quoted.append(String.format("\\x%02x", (int) c));
        } else {
          quoted.append(c);
        }
      }
    }
  }
}
