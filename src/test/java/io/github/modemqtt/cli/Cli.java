package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command line that runs in this process, on a thread of its own. */
final class Cli {
  private static final int LIMIT_SECONDS = 40;

  private final WatchedOutput out = new WatchedOutput();
  private final WatchedOutput err = new WatchedOutput();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  /** What a command that has ended left behind. */
  record Result(int exitCode, byte[] bytes, String out, String err) {
    /** What was written to both. */
    String everything() {
      return out + err;
    }
  }

  private Cli() {}

  static Result run(String... args) throws InterruptedException {
    return start(args).end();
  }

  static Result runWithInput(byte[] input, String... args) throws InterruptedException {
    return startWithInput(new ByteArrayInputStream(input), args).end();
  }

  static Cli start(String... args) {
    return startWithInput(InputStream.nullInputStream(), args);
  }

  static Cli startWithInput(InputStream in, String... args) {
    Cli cli = new Cli();
    PrintStream out = new PrintStream(cli.out, true, UTF_8);
    PrintStream err = new PrintStream(cli.err, true, UTF_8);
    Thread thread =
        new Thread(
            () -> {
              try {
                cli.exitCode.complete(Main.run(in, out, err, false, args));
              } catch (RuntimeException | Error e) {
                cli.exitCode.completeExceptionally(e);
              }
            },
            "cli " + args[0]);
    thread.setDaemon(true);
    thread.start();
    return cli;
  }

  WatchedOutput out() {
    return out;
  }

  WatchedOutput err() {
    return err;
  }

  /** Waits for the subscription of a 'sub -d'; what is published from now on has to arrive. */
  Cli awaitSubscribed() throws InterruptedException {
    err.await("< +ECMTSUB: ", 1);
    return this;
  }

  /** Waits until it ends. */
  Result end() throws InterruptedException {
    try {
      int code = exitCode.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return new Result(code, out.bytes(), out.text(), err.text());
    } catch (TimeoutException e) {
      throw new AssertionError("still runs; out:\n" + out.text() + "\nerr:\n" + err.text(), e);
    } catch (ExecutionException e) {
      throw new AssertionError("threw", e.getCause());
    }
  }
}
