package io.github.modemqtt.cli;

import io.github.modemqtt.ecmt.EcmtPublish;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ModemMqttClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes. */
@Command(
    name = "pub",
    header = "Publish messages through a module, with mosquitto_pub's options.",
    description =
        "Ctrl-C ends it when what was read is delivered, and a second one at once; the exit code is"
            + " then 130, after SIGTERM 143.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt pub --modem /dev/ttyUSB0 -h broker.example -t sensors/1 -m 21.5 -q 1",
      "  modemqtt pub --modem /dev/ttyUSB0 -h broker.example -t state -m on -q 1 -r",
      "  ./measure | modemqtt pub --modem COM3 -h broker.example -t sensors/1 -l -q 1",
      "  modemqtt pub --modem COM3 -t x -m 1 --repeat 10 --repeat-delay 0.5",
      "  modemqtt pub --modem COM3 -h broker.example -t x -m 1 -q 1 --outbox waiting"
    })
final class PubCommand implements Callable<Integer> {
  /** More at once are not of use: the module queues no more. */
  private static final int MOST_IN_FLIGHT = 10;

  private final Streams streams;
  private final MessageFeed feed = new MessageFeed(this::message);

  @Mixin private final ModemOptions modem = new ModemOptions();
  @Mixin private final BrokerOptions broker = new BrokerOptions();

  @Option(
      names = {"-t", "--topic"},
      paramLabel = "TOPIC",
      description = "Topic name, without wildcards.")
  private String topic = "";

  @ArgGroup(multiplicity = "1")
  private PayloadOptions payload = new PayloadOptions();

  @Option(
      names = {"-r", "--retain"},
      description = "Let the broker keep the message for later subscribers.")
  private boolean retain;

  @Option(
      names = "--repeat",
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Publish it that many times, one after the other; not for -l.")
  private int repeat = 1;

  @Option(
      names = "--repeat-delay",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Time between these, such as 0.5 (default: ${DEFAULT-VALUE}).")
  private double repeatSeconds;

  @Option(
      names = "-M",
      paramLabel = "COUNT",
      description = "With -l: so many may be under way at once; more than 10 count as 10.")
  private @Nullable Integer inFlight;

  @Option(names = "--quiet", description = "Tell of no failures; the exit code still does.")
  private boolean quiet;

  @Option(
      names = "--outbox",
      paramLabel = "DIR",
      description =
          "Write the messages to this directory first, and send what earlier runs left there as"
              + " well. What is not delivered in the time of -W waits there for the next run, up to"
              + " 7 days, and the exit code is 27, or 4 if the port is lost; 1 if a message was"
              + " given up. A message may arrive twice.")
  private @Nullable Path outbox;

  @Option(
      names = "-W",
      paramLabel = "SECONDS",
      description = "With --outbox: how long to try, from the last message on (default: 120).")
  private @Nullable Integer seconds;

  PubCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    broker.takeUrl().ifPresent(named -> topic = named);
    ModemMqttClient.Builder builder = checkedBuilder();
    byte[] single = payload.isLines() ? new byte[0] : payload.single(streams.in());
    requireSendable(single);
    return outbox == null
        ? publish(builder, single)
        : publishFromDisk(builder, outbox, patience(), single);
  }

  /** Says what is wrong with the options before input is read and the module is bothered. */
  private ModemMqttClient.Builder checkedBuilder() {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("There is no topic: add -t TOPIC, or -L with one");
    }
    requireSendable(new byte[0]);
    if (repeat < 1) {
      throw new IllegalArgumentException("--repeat is " + repeat + "; it must be at least 1");
    }
    pause();
    if (outbox == null && seconds != null) {
      throw new IllegalArgumentException("-W is for --outbox: add --outbox DIR");
    }
    patience();
    ModemMqttClient.Builder builder = broker.toBuilder();
    if (inFlight != null) {
      if (inFlight < 1) {
        throw new IllegalArgumentException("-M is " + inFlight + "; it must be at least 1");
      }
      builder.maxInFlight(Math.min(inFlight, MOST_IN_FLIGHT));
    }
    return builder;
  }

  private Duration pause() {
    return Seconds.fraction("--repeat-delay", repeatSeconds);
  }

  private Duration patience() {
    return seconds == null ? OutboxRun.PATIENCE : Seconds.positive("-W", seconds);
  }

  private int publish(ModemMqttClient.Builder builder, byte[] single) throws Exception {
    PublishTally tally = new PublishTally();
    boolean showStatus = payload.isLines() && !quiet && streams.statusLine().getAsBoolean();
    try (StatusLine status = new StatusLine(streams.err(), tally::line)) {
      Streams seen = showStatus ? streams.withErr(status.above(), true) : streams;
      DirectRun run = new DirectRun(told(seen), tally, feed);
      Progress progress = new Progress(told(seen));
      try (Module module = Module.of(modem);
          ModemMqttClient client =
              Module.configure(builder, module, modem, seen, progress).build();
          StopSignals signals = StopSignals.listen(run::stop)) {
        return ExitHook.closing(
            client::close,
            module.isOnSerialPort(),
            () -> {
              run.run(client, status, showStatus, sink -> giveTo(sink, single));
              return signals.exitCode().orElse(ExitCode.OK);
            });
      }
    }
  }

  private int publishFromDisk(
      ModemMqttClient.Builder builder, Path directory, Duration patience, byte[] single)
      throws Exception {
    OutboxRun run = new OutboxRun(told(streams), directory);
    try (Module module = Module.of(modem);
        ModemMqttClient client = run.open(Module.configure(builder, module, modem, streams, run));
        StopSignals signals = StopSignals.listen(exitCode -> stop(run))) {
      return ExitHook.closing(
          client::close,
          module.isOnSerialPort(),
          () -> {
            run.start();
            giveTo(run, single);
            int exitCode = run.end(patience);
            return signals.exitCode().orElse(exitCode);
          });
    }
  }

  private void stop(OutboxRun run) {
    feed.stop();
    run.stop();
  }

  private Streams told(Streams seen) {
    return quiet ? seen.silent() : seen;
  }

  private void giveTo(MessageSink sink, byte[] single) throws IOException, InterruptedException {
    if (payload.isLines()) {
      feed.lines(new ByteLines(streams.in()), sink);
    } else {
      feed.repeat(single, repeat, pause(), sink);
    }
  }

  private OutgoingMessage message(byte[] bytes) {
    return OutgoingMessage.of(TopicName.of(topic), bytes, broker.qosLevel()).withRetain(retain);
  }

  /** Says now what the module would be asked for nothing, minutes later. */
  private void requireSendable(byte[] bytes) {
    TopicName name = TopicName.of(topic);
    new EcmtPublish(0, 1, broker.qosLevel(), retain, name, bytes, broker.profile().limits()).line();
  }
}
