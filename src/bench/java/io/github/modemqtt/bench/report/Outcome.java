package io.github.modemqtt.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.modemqtt.bench.Section;
import java.util.List;

/**
 * What became of one part.
 *
 * @param name the part
 * @param seconds how long it took
 * @param failure why it has no section; empty if it has one
 * @param log the last lines of a part that failed
 * @param section what it measured; null if it failed
 */
public record Outcome(String name, double seconds, String failure, String log, Section section) {

  /** A part that has run to its end. */
  public static Outcome of(String name, double seconds, Section section) {
    return new Outcome(name, seconds, "", "", section);
  }

  /** A part that has not. */
  public static Outcome failed(String name, double seconds, String failure, String log) {
    return new Outcome(name, seconds, failure, log, null);
  }

  /** Whether it has run to its end. */
  @JsonIgnore
  public boolean complete() {
    return failure.isEmpty();
  }

  /** What became of it, in a few words. */
  public String summary() {
    if (!complete()) {
      return failure;
    }
    List<Section.Goal> goals = section.goals();
    long met = goals.stream().filter(Section.Goal::met).count();
    return goals.isEmpty() ? "done" : met + " of " + goals.size() + " goals met";
  }
}
