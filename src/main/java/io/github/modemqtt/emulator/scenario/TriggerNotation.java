package io.github.modemqtt.emulator.scenario;

import java.time.Duration;

/** How the times of faults are written. */
final class TriggerNotation {
  static final String EACH_TIME = "every";

  private static final String AT = "at";
  private static final String AFTER = "after";
  private static final String ANY = "'at', 'every', 'after', a time and 'after', or '#'";

  private TriggerNotation() {}

  static Trigger read(Words words) {
    int start = words.position();
    if (words.isAtDigit()) {
      Duration delay = Times.read(words);
      int word = words.position();
      if (!words.takeIf(AFTER)) {
        throw words.expected(word, "'after' behind the time");
      }
      return after(words, delay);
    }
    if (words.takeIf(AT)) {
      return new Trigger.At(Times.read(words));
    }
    if (words.takeIf(EACH_TIME)) {
      return every(words);
    }
    if (words.takeIf(AFTER)) {
      return after(words, Duration.ZERO);
    }
    throw words.expected(start, ANY);
  }

  private static Trigger every(Words words) {
    int start = words.position();
    Duration period = Times.read(words);
    if (period.compareTo(Trigger.SHORTEST_PERIOD) < 0) {
      throw words.expected(start, "at least " + Times.print(Trigger.SHORTEST_PERIOD));
    }
    return new Trigger.Every(period);
  }

  private static Trigger after(Words words, Duration delay) {
    boolean eachTime = words.takeIf(EACH_TIME);
    return new Trigger.After(Fields.PREFIX.read(words), delay, eachTime);
  }

  static String print(Trigger trigger) {
    if (trigger instanceof Trigger.At at) {
      return AT + Fields.TIME.print(at.time());
    }
    if (trigger instanceof Trigger.Every every) {
      return EACH_TIME + Fields.TIME.print(every.period());
    }
    Trigger.After after = (Trigger.After) trigger;
    return (after.delay().isZero() ? "" : Times.print(after.delay()) + " ")
        + AFTER
        + (after.eachTime() ? " " + EACH_TIME : "")
        + Fields.PREFIX.print(after.command());
  }
}
