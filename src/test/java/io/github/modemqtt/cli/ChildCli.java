package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.testsupport.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line in a process of its own. */
final class ChildCli implements AutoCloseable {
  private static final int LIMIT_SECONDS = 40;
  private static final List<String> HEARS_CTRL_C = List.of("env", "--default-signal=INT");

  private final Process process;
  private final WatchedOutput out = new WatchedOutput();
  private final WatchedOutput err = new WatchedOutput();
  private final Thread outReader;
  private final Thread errReader;

  private ChildCli(Process process) {
    this.process = process;
    outReader = copy(process.getInputStream(), out);
    errReader = copy(process.getErrorStream(), err);
  }

  static ChildCli start(String... args) throws IOException {
    return start(List.of(), Map.of(), List.of(), args);
  }

  /** The same with more environment variables, and options of the JVM. */
  static ChildCli start(Map<String, String> variables, List<String> jvmOptions, String... args)
      throws IOException {
    return start(List.of(), variables, jvmOptions, args);
  }

  /** One that hears Ctrl-C also where this process was started to ignore it, as jobs of scripts. */
  static ChildCli startInterruptible(String... args) throws IOException {
    return start(HEARS_CTRL_C, Map.of(), List.of(), args);
  }

  static void assumeSignals() {
    Programs.assumeInstalled("kill", "procps");
    List<String> trial = new ArrayList<>(HEARS_CTRL_C);
    trial.add("true");
    assumeTrue(
        Programs.find("env").isPresent() && Programs.run(trial, new byte[0]).exitCode() == 0,
        "env does not know --default-signal (Debian: coreutils 8.31 or later)");
  }

  private static ChildCli start(
      List<String> before, Map<String, String> variables, List<String> jvmOptions, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    if (Runtime.version().feature() >= 24) {
      // what the executable jar's manifest says, and what the embedded broker makes the JVM say
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder child = new ProcessBuilder(command);
    child.environment().putAll(variables);
    return new ChildCli(child.start());
  }

  private static Thread copy(InputStream from, WatchedOutput to) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "child output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  long pid() {
    return process.pid();
  }

  /** Closes its standard input. */
  ChildCli noInput() throws IOException {
    process.getOutputStream().close();
    return this;
  }

  WatchedOutput err() {
    return err;
  }

  /** Writes to its standard input. */
  ChildCli type(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(UTF_8));
    in.flush();
    return this;
  }

  /** Sends a signal, such as {@code INT}. */
  ChildCli signal(String name) {
    Programs.Result result =
        Programs.run(List.of("kill", "-" + name, "" + process.pid()), new byte[0]);
    assertEquals(0, result.exitCode(), result.output());
    return this;
  }

  /** Asks it to end, as Ctrl-C does, and waits until it has; returns its exit code. */
  int interrupt() throws InterruptedException {
    process.toHandle().destroy(); // unlike Process, leaves the output to be read
    return end();
  }

  /** Waits until it has ended; returns its exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end; standard error:\n" + err.text());
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  String out() {
    return out.text();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
