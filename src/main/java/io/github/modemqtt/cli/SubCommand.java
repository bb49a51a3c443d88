package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.RecoveryAttempt;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Subscribes and prints. */
@Command(
    name = "sub",
    description = "Subscribe through a module and print messages, with mosquitto_sub's options.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt sub --modem /dev/ttyUSB0 -h broker.example -t 'sensors/#' -v",
      "  modemqtt sub --modem /dev/ttyUSB0 -h broker.example -t cmd -C 1 -W 60 -q 1",
      "  modemqtt sub --modem COM3 -h broker.example -t '#' -T 'a/#' -F '@T:%%t=%%p'"
    })
final class SubCommand implements Callable<Integer> {
  private static final double EVERYTHING = 100;
  private static final double LEAST_PERCENT = 0.1;

  private final Streams streams;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private List<TopicFilter> hidden = List.of();
  private MessageFormat printed = MessageFormat.parse("%p", false, trouble -> {});
  private volatile boolean listening;
  private int received;
  private @Nullable Message last;

  @Mixin private final ModemOptions modem = new ModemOptions();
  @Mixin private final BrokerOptions broker = new BrokerOptions();

  @Option(
      names = {"-t", "--topic"},
      paramLabel = "FILTER",
      description = "Topic filter; can be given several times.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = {"-C"},
      paramLabel = "COUNT",
      description = "End after that many messages.")
  private @Nullable Integer count;

  @Option(
      names = {"-W"},
      paramLabel = "SECONDS",
      description = "End after that time of listening, with exit code 27.")
  private @Nullable Integer seconds;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print the topic before the payload.")
  private boolean verbose;

  @Option(
      names = {"-F"},
      paramLabel = "FORMAT",
      description =
          "Print so: %%t topic, %%p payload, %%x %%X in hex, %%l its length, %%q QoS, %%m message id, %%j"
              + " %%J as JSON, %%I %%U time, @Y-@m-@d @H:@M:@S, backslash escapes, field widths such"
              + " as %%-10t; as mosquitto_sub.")
  private @Nullable String format;

  @Option(names = "--pretty", description = "With %%j and %%J: JSON in several lines.")
  private boolean pretty;

  @Option(
      names = "--random-filter",
      paramLabel = "PERCENT",
      defaultValue = "100",
      description = "Print only so many of a hundred messages, chosen by chance; 0.1 to 100.")
  private double percent = EVERYTHING;

  @Option(names = "--quiet", description = "Tell of no failures; the exit code still does.")
  private boolean quiet;

  @Option(
      names = {"-N"},
      description = "No line end after a message.")
  private boolean noLineEnd;

  @Option(
      names = {"-T", "--filter-out"},
      paramLabel = "FILTER",
      description = "Do not print messages with such topics; can be given several times.")
  private List<String> unwanted = new ArrayList<>();

  @Option(
      names = {"-E"},
      description = "End when the broker has answered all subscriptions.")
  private boolean endWhenSubscribed;

  @Option(
      names = {"-U", "--unsubscribe"},
      paramLabel = "FILTER",
      description = "Take this subscription of a kept session back; can be given several times.")
  private List<String> unsubscribed = new ArrayList<>();

  SubCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    checkValues(); // before the module is bothered
    try (Module module = Module.of(modem);
        ModemMqttClient client =
            Module.configure(broker.toBuilder(), module, modem, streams, new EndOnLoss(told()))
                .build();
        StopSignals signals = StopSignals.listen(this::stop)) {
      return ExitHook.closing(
          client::close,
          module.isOnSerialPort(),
          () -> {
            int exitCode = run(client);
            return signals.exitCode().isPresent() ? ExitCode.OK : exitCode;
          });
    }
  }

  private void checkValues() {
    broker.takeUrl().ifPresent(named -> filters.add(0, named));
    if (filters.isEmpty()) {
      throw new IllegalArgumentException("There is no topic: add -t FILTER, or -L with one");
    }
    filters.forEach(TopicFilter::of);
    unsubscribed.forEach(TopicFilter::of);
    hidden = unwanted.stream().map(TopicFilter::of).toList();
    String wanted = format == null ? (verbose ? "%t %p" : "%p") : format;
    printed = MessageFormat.parse(wanted, pretty, what -> told().say("modemqtt: " + what));
    if (!(percent >= LEAST_PERCENT && percent <= EVERYTHING)) {
      throw new IllegalArgumentException(
          "--random-filter is " + percent + "; it must be 0.1 to 100");
    }
    if (count != null && count < 1) {
      throw new IllegalArgumentException("-C is " + count + "; it must be at least 1");
    }
    if (seconds != null) {
      Seconds.positive("-W", seconds);
    }
  }

  private int run(ModemMqttClient client) throws InterruptedException {
    client.connect();
    listening = true;
    for (String filter : filters) {
      client.subscribe(filter, broker.qosLevel(), this::print);
    }
    for (String filter : unsubscribed) {
      client.unsubscribe(filter);
    }
    int exitCode = endWhenSubscribed ? ExitCode.OK : awaitEnd();
    if (client.state() == ClientState.CONNECTED) {
      client.disconnect();
    }
    return exitCode;
  }

  /** As with mosquitto_sub, Ctrl-C is a usual end, unless there is no connection yet. */
  private void stop(int exitCode) {
    if (listening) {
      end.complete(ExitCode.OK);
    } else {
      System.exit(exitCode);
    }
  }

  private int awaitEnd() throws InterruptedException {
    try {
      return seconds == null ? end.get() : end.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return ExitCode.TIME_OVER;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Called on one thread, for each filter that matches, with the same message. */
  private void print(Message message) {
    if (end.isDone() || message == last) {
      return;
    }
    last = message;
    if (hidden.stream().anyMatch(filter -> filter.matches(message.topic()))) {
      return;
    }
    if (percent == EVERYTHING || ThreadLocalRandom.current().nextDouble(EVERYTHING) < percent) {
      write(message);
    }
    received++; // also what chance left out, as with mosquitto_sub
    boolean nobodyReads = streams.out().checkError();
    if (count != null && received == count || nobodyReads) {
      end.complete(ExitCode.OK);
    }
  }

  private void write(Message message) {
    int qos = message.messageId() == 0 ? 0 : broker.qos;
    byte[] line = printed.print(new MessageFormat.Received(message, qos, ZonedDateTime.now()));
    streams.out().write(line, 0, line.length);
    if (!noLineEnd) {
      streams.out().write('\n');
    }
  }

  private Streams told() {
    return quiet ? streams.silent() : streams;
  }

  private final class EndOnLoss implements ClientListener {
    private final Progress progress;

    EndOnLoss(Streams streams) {
      progress = new Progress(streams);
    }

    @Override
    public void onStep(BringUpStep step, String text) {
      progress.onStep(step, text);
    }

    @Override
    public void onStateChange(ClientState state) {
      progress.onStateChange(state);
    }

    @Override
    public void onDisconnected(ModemException cause, boolean willRecover) {
      progress.onDisconnected(cause, willRecover);
      if (!willRecover || Progress.isLineLost(cause)) {
        end.completeExceptionally(cause);
      }
    }

    @Override
    public void onRecovery(RecoveryAttempt attempt) {
      progress.onRecovery(attempt);
      if (Progress.isLineLost(attempt.cause())) {
        end.completeExceptionally(attempt.cause());
      }
    }

    @Override
    public void onUnhandledMessage(Message message) {
      if (filters.stream().anyMatch(filter -> TopicFilter.of(filter).matches(message.topic()))) {
        print(message);
      }
    }
  }
}
