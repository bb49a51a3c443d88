package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.transport.TransportTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What came of {@code AT} on a port.
 *
 * @param rate the rate at which it was answered, or 0 if it was not
 * @param text the module's model, or why there was no answer
 */
record PortAnswer(int rate, String text) {
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofMillis(900);
  private static final long LIMIT_SECONDS = 30;

  /** What vendors set; whoever has set another rate knows it. */
  private static final List<Integer> RATES = List.of(115_200, 9_600, 57_600);

  boolean isAnswer() {
    return rate > 0;
  }

  /** Asks several ports at the same time, in bounded time. */
  static Map<String, PortAnswer> of(List<String> ports) throws InterruptedException {
    Map<String, PortAnswer> answers = new LinkedHashMap<>();
    if (ports.isEmpty()) {
      return answers;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(AT_ONCE, ports.size()), PortAnswer::newThread);
    try {
      List<Future<PortAnswer>> futures =
          threads.invokeAll(
              ports.stream().map(PortAnswer::question).toList(), LIMIT_SECONDS, TimeUnit.SECONDS);
      for (int i = 0; i < ports.size(); i++) {
        answers.put(ports.get(i), result(futures.get(i)));
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "modemqtt-ports");
    thread.setDaemon(true);
    return thread;
  }

  private static Callable<PortAnswer> question(String port) {
    return () -> ask(port);
  }

  private static PortAnswer result(Future<PortAnswer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException e) {
      return new PortAnswer(0, "not asked in time");
    } catch (ExecutionException e) {
      return new PortAnswer(0, "unexpected failure: " + e.getCause());
    }
  }

  static PortAnswer ask(String port) {
    ProbeLine line =
        new ProbeLine(
            port, RATES, PATIENCE, rate -> new TransportTarget.Serial(port, rate).newTransport());
    ProbeLine.Opened opened;
    try {
      opened = line.open(new LineWatch(AtListener.NONE), what -> {});
    } catch (ModuleNotRespondingException e) {
      List<String> rates = RATES.stream().map(String::valueOf).toList();
      return new PortAnswer(0, "no answer to AT at " + String.join(", ", rates) + " baud");
    } catch (ModemException e) {
      return new PortAnswer(0, Failures.oneLine(e.getMessage()));
    }
    try (var channel = opened.channel()) {
      String model =
          ModuleChecks.ifKnown(channel, new GeneralCommands.ReadModel()).orElse("unknown model");
      return new PortAnswer(opened.rate(), model.replace('\n', ' '));
    } catch (ModemException e) {
      return new PortAnswer(opened.rate(), Failures.oneLine(e.getMessage()));
    }
  }
}
