package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelPriorityTest {
  private Bench bench = new Bench();
  private final List<CompletableFuture<?>> all = new ArrayList<>();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anUrgentCommandOvertakesThoseThatWaitButNotTheOneThatRuns() {
    submit("AT+RUNS", Priority.NORMAL);
    bench.modem.expect("AT+RUNS\r");
    submit("AT+WAITS", Priority.NORMAL);
    submit("AT+URGENT", Priority.URGENT);
    bench.modem.expectNothing();
    answerInOrder("AT+URGENT", "AT+WAITS");
  }

  @Test
  void urgentCommandsKeepTheirOrder() {
    submit("AT+RUNS", Priority.NORMAL);
    bench.modem.expect("AT+RUNS\r");
    submit("AT+N1", Priority.NORMAL);
    submit("AT+U1", Priority.URGENT);
    submit("AT+N2", Priority.NORMAL);
    submit("AT+U2", Priority.URGENT);
    submit("AT+U3", Priority.URGENT);
    answerInOrder("AT+U1", "AT+U2", "AT+U3", "AT+N1", "AT+N2");
  }

  @Test
  void aDeferredCommandCanBeUrgent() {
    submit("AT+RUNS", Priority.NORMAL);
    bench.modem.expect("AT+RUNS\r");
    submit("AT+N1", Priority.NORMAL);
    all.add(bench.channel.submitDeferred(Publish.of(1), Priority.URGENT).accepted());
    answerInOrder("AT+PUB=1", "AT+N1");
  }

  @Test
  void urgentOnesCountForTheBoundOfTheQueue() {
    bench.close();
    bench = new Bench(Bench.options(2, Bench.LONG, null, 16));
    submit("AT+RUNS", Priority.NORMAL);
    bench.modem.expect("AT+RUNS\r");
    submit("AT+N1", Priority.NORMAL);
    submit("AT+U1", Priority.URGENT);
    failure(
        QueueFullException.class, bench.channel.submit(TestCommand.of("AT+U2"), Priority.URGENT));
    failure(QueueFullException.class, bench.channel.submit(TestCommand.of("AT+N2")));
    answerInOrder("AT+U1", "AT+N1");
  }

  private void submit(String command, Priority priority) {
    all.add(bench.channel.submit(TestCommand.of(command), priority));
  }

  /** The running command gets its answer, then each of these is sent and answered. */
  private void answerInOrder(String... commands) {
    for (String command : commands) {
      bench.modem.lines("OK").expect(command + "\r");
    }
    bench.modem.lines("OK");
    all.forEach(future -> get(future));
    bench.roundTrip();
  }
}
