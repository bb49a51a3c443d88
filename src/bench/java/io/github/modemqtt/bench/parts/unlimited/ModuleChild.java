package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link ModuleProcess}, seen from the process that measures. */
final class ModuleChild implements AutoCloseable {
  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  private ModuleChild(Process process) {
    this.process = process;
    orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static ModuleChild start(String brokerHost, int brokerPort) throws IOException {
    return new ModuleChild(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ModuleProcess.class.getName(),
                brokerHost,
                String.valueOf(brokerPort))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** A new port, whose other end answers each command at once. */
  String answerer() throws IOException {
    return order("answerer");
  }

  /** A new port with a module in software at its other end. */
  String module() throws IOException {
    return order("module");
  }

  /** Lets messages be published. */
  void push(String topic, int payloadBytes, int count) throws IOException {
    order("push " + topic + " " + payloadBytes + " " + count);
  }

  private synchronized String order(String order) throws IOException {
    orders.println(order);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the process of the modules has ended at: " + order);
    }
    return answer;
  }

  @Override
  public void close() throws Exception {
    orders.close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
