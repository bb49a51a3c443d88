package io.github.modemqtt.bench.report;

import io.github.modemqtt.bench.Section;

/** The goals of all parts as a table in Markdown. */
public final class Summary {
  private Summary() {}

  /** The table. */
  public static String of(Results results) {
    StringBuilder text = new StringBuilder("| measured | reached | goal |\n|---|---|---|\n");
    for (Outcome part : results.parts()) {
      if (!part.complete()) {
        text.append("| %s | %s | |%n".formatted(part.name(), part.failure()));
        continue;
      }
      for (Section.Goal goal : part.section().goals()) {
        text.append(
            "| %s | %s | %s%s |%n"
                .formatted(
                    cell(goal.text()),
                    cell(goal.reached()),
                    cell(goal.target()),
                    goal.met() ? "" : ", missed"));
      }
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
