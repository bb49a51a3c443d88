package io.github.modemqtt.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes inside a test. */
final class Run {
  private final EngineExecutionResults results;

  private Run(EngineExecutionResults results) {
    this.results = results;
  }

  static Run of(Class<?> testClass) {
    return new Run(
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass)).execute());
  }

  static Run inParallel(Class<?> testClass, int threads) {
    return new Run(
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(testClass))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                Integer.toString(threads))
            .execute());
  }

  /** All tests passed, and there were so many. */
  void passed(long count) {
    assertEquals(List.of(), failures());
    assertEquals(count, results.testEvents().succeeded().count());
  }

  /** What the one failed test has failed with. */
  Throwable failure() {
    List<Throwable> failures = failures();
    assertEquals(1, failures.size(), failures::toString);
    return failures.get(0);
  }

  long aborted() {
    return results.testEvents().aborted().count();
  }

  private List<Throwable> failures() {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }
}
