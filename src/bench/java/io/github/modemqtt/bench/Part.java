package io.github.modemqtt.bench;

/** One question of a user, and how it is measured; it runs in a process of its own. */
public interface Part {

  /** The word that selects the part on the command line, and names it in the report. */
  String name();

  /**
   * Measures, in the time that the suite leaves it.
   *
   * <p>What the figures are compared with is measured in the same call, so that the ratios hold on
   * a busy machine, too.
   */
  Section run() throws Exception;
}
