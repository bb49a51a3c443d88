package io.github.modemqtt.emulator.scenario;

import java.time.Duration;

/** When a fault happens. Times go by the module's clock, also through its resets. */
public sealed interface Trigger {
  /** The shortest time between two repetitions. */
  Duration SHORTEST_PERIOD = Duration.ofMillis(1);

  /**
   * Once.
   *
   * @param time how long after the scenario has begun
   */
  record At(Duration time) implements Trigger {
    /**
     * Checks the time.
     *
     * @param time how long after the scenario has begun, not negative
     */
    public At {
      requireNotNegative(time);
    }
  }

  /**
   * Again and again.
   *
   * @param period the time before the first one, and between one and the next
   */
  record Every(Duration period) implements Trigger {
    /**
     * Checks the period.
     *
     * @param period at least {@link Trigger#SHORTEST_PERIOD}
     */
    public Every {
      if (period.compareTo(SHORTEST_PERIOD) < 0) {
        throw new IllegalArgumentException(
            "the period must be at least " + SHORTEST_PERIOD.toMillis() + " ms, not " + period);
      }
    }
  }

  /**
   * When the host sends a command line: before it runs, but behind its echo.
   *
   * @param command how the command line begins, case ignored; a leading {@code AT} may be left out
   * @param delay how long after that, or zero
   * @param eachTime whether it happens each time, or with the next one only
   */
  record After(String command, Duration delay, boolean eachTime) implements Trigger {
    private static final String ATTENTION = "AT";

    /**
     * Checks the delay.
     *
     * @param command how the command line begins
     * @param delay not negative
     * @param eachTime whether it happens each time, or with the next one only
     */
    public After {
      requireNotNegative(delay);
    }

    /**
     * Whether this is about a command line.
     *
     * @param line the command line as the host sent it
     * @return true if it begins as wanted
     */
    public boolean matches(String line) {
      return startsWith(line, 0)
          || line.regionMatches(true, 0, ATTENTION, 0, ATTENTION.length())
              && startsWith(line, ATTENTION.length());
    }

    private boolean startsWith(String line, int offset) {
      return line.regionMatches(true, offset, command, 0, command.length());
    }
  }

  private static void requireNotNegative(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the time must not be negative: " + time);
    }
  }
}
