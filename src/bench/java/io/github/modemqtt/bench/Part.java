package io.github.modemqtt.bench;

import java.time.Duration;
import java.util.List;

/** One question of a user, and how it is measured; it runs in a process of its own. */
public interface Part {

  /** The word that selects the part on the command line, and names it in the report. */
  String name();

  /** How long it may take; its process is killed then, with all that it has started. */
  default Duration limit() {
    return Duration.ofMinutes(5);
  }

  /** Options of the JVM that it runs in. */
  default List<String> jvmOptions() {
    return List.of();
  }

  /**
   * Measures, in the time that the suite leaves it.
   *
   * <p>What the figures are compared with is measured in the same call, so that the ratios hold on
   * a busy machine, too. What it prints to standard output is progress, a line at a time; standard
   * error goes to a file.
   */
  Section run() throws Exception;
}
