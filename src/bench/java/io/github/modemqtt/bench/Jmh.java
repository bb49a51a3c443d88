package io.github.modemqtt.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH benchmarks for a part; what JMH prints goes to a file beside the part's log. */
public final class Jmh {
  private Jmh() {}

  /**
   * Runs the benchmarks of a class in JVMs of their own.
   *
   * @param benchmarks the class
   * @param more further options, such as parameters
   * @return a result for each benchmark and choice of parameters
   */
  public static Collection<RunResult> run(
      Class<?> benchmarks, UnaryOperator<ChainedOptionsBuilder> more) throws RunnerException {
    Path log = Path.of(System.getProperty("bench.out", "."), benchmarks.getSimpleName() + ".log");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
            .shouldFailOnError(true)
            .output(log.toString());
    System.out.println("  " + benchmarks.getSimpleName());
    return new Runner(more.apply(options).build()).run();
  }
}
