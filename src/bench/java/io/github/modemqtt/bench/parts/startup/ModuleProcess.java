package io.github.modemqtt.bench.parts.startup;

import io.github.modemqtt.bench.Jvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An emulated module in another process. */
final class ModuleProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 5;

  private final Path link;
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;

  /**
   * How long each side took, in milliseconds.
   *
   * @param host between the module's words and its own
   * @param module the other way round
   */
  record Shares(double host, double module) {}

  private ModuleProcess(Path link, Process process) {
    this.link = link;
    this.process = process;
    this.from = process.inputReader();
    this.to = process.outputWriter();
  }

  /**
   * Starts one, and waits until it is there.
   *
   * @param options see {@link ModuleProgram}
   */
  static ModuleProcess start(Path link, int brokerPort, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(link.toString(), String.valueOf(brokerPort)));
    arguments.addAll(List.of(options));
    List<String> command =
        Jvm.command(
            List.of("-XX:TieredStopAtLevel=1"),
            ModuleProgram.class,
            arguments.toArray(String[]::new));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    ModuleProcess module = new ModuleProcess(link, process);
    String first = module.from.readLine();
    if (!"ready".equals(first)) {
      process.destroyForcibly();
      throw new IOException("the emulated module does not start: " + first);
    }
    return module;
  }

  String port() {
    return link.toString();
  }

  /** Since the last time. */
  Shares takeShares() throws IOException {
    to.write("\n");
    to.flush();
    String[] shares = from.readLine().split(" ");
    return new Shares(Double.parseDouble(shares[0]), Double.parseDouble(shares[1]));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    to.close();
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
