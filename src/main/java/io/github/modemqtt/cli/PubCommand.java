package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtPublish;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ModemMqttClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes. */
@Command(
    name = "pub",
    description = "Publish messages through a module, with mosquitto_pub's options.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt pub --modem /dev/ttyUSB0 -h broker.example -t sensors/1 -m 21.5 -q 1",
      "  modemqtt pub --modem /dev/ttyUSB0 -h broker.example -t state -m on -q 1 -r",
      "  ./measure | modemqtt pub --modem COM3 -h broker.example -t sensors/1 -l -q 1",
      "  modemqtt pub --modem COM3 -h broker.example -t x -m 1 -q 1 --outbox waiting"
    })
final class PubCommand implements Callable<Integer> {
  /** More lines than this are not read ahead of the module. */
  private static final int UNFINISHED = 64;

  private final Streams streams;

  @Mixin private final ModemOptions modem = new ModemOptions();
  @Mixin private final BrokerOptions broker = new BrokerOptions();

  @Option(
      names = {"-t", "--topic"},
      paramLabel = "TOPIC",
      description = "Topic name, without wildcards.")
  private String topic = "";

  @ArgGroup(multiplicity = "1")
  private Payload payload = new Payload();

  @Option(
      names = {"-r", "--retain"},
      description = "Let the broker keep the message for later subscribers.")
  private boolean retain;

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

  /** Exactly one of these. */
  private static final class Payload {
    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "The payload.")
    private @Nullable String text;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file that is the payload.")
    private @Nullable Path file;

    @Option(
        names = {"-l", "--stdin-line"},
        description = "Each line of standard input is a payload.")
    private boolean lines;

    @Option(
        names = {"-n", "--null-message"},
        description = "An empty payload.")
    private boolean empty;
  }

  @Override
  public Integer call() throws Exception {
    broker.takeUrl().ifPresent(named -> topic = named);
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("There is no topic: add -t TOPIC, or -L with one");
    }
    byte[] single = payload.lines ? new byte[0] : singlePayload();
    requireSendable(single);
    if (outbox != null) {
      return callWithOutbox(outbox, single);
    }
    if (seconds != null) {
      throw new IllegalArgumentException("-W is for --outbox: add --outbox DIR");
    }
    Progress progress = new Progress(streams);
    try (Module module = Module.of(modem);
        ModemMqttClient client =
            Module.configure(broker.toBuilder(), module, modem, streams, progress).build()) {
      return ExitHook.closing(client::close, module.isOnSerialPort(), () -> run(client, single));
    }
  }

  private int callWithOutbox(Path directory, byte[] single) throws Exception {
    Duration patience = seconds == null ? OutboxRun.PATIENCE : Seconds.positive("-W", seconds);
    OutboxRun run = new OutboxRun(streams, directory);
    ModemMqttClient.Builder builder = broker.toBuilder();
    try (Module module = Module.of(modem);
        ModemMqttClient client = run.open(Module.configure(builder, module, modem, streams, run))) {
      return ExitHook.closing(
          client::close,
          module.isOnSerialPort(),
          () -> {
            run.start();
            if (payload.lines) {
              keepLines(run);
            } else {
              run.keep(message(single));
            }
            return run.end(patience);
          });
    }
  }

  private void keepLines(OutboxRun run) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(streams.in(), ISO_8859_1));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      run.keep(message(line.getBytes(ISO_8859_1)));
    }
  }

  private OutgoingMessage message(byte[] bytes) {
    return OutgoingMessage.of(TopicName.of(topic), bytes, broker.qosLevel()).withRetain(retain);
  }

  /** Says now what the module would be asked for nothing, minutes later. */
  private void requireSendable(byte[] bytes) {
    TopicName name = TopicName.of(topic);
    new EcmtPublish(0, 1, broker.qosLevel(), retain, name, bytes, EcmtLimits.EC616).line();
  }

  private int run(ModemMqttClient client, byte[] single) throws IOException {
    client.connect();
    if (payload.lines) {
      publishLines(client);
    } else {
      client.publish(topic, single, broker.qosLevel(), retain);
    }
    client.disconnect();
    return ExitCode.OK;
  }

  private byte[] singlePayload() {
    if (payload.file != null) {
      return InputFile.bytes(payload.file);
    }
    return payload.text == null ? new byte[0] : payload.text.getBytes(UTF_8);
  }

  /** Line by line, byte by byte: Latin-1 keeps every byte as it is. */
  private void publishLines(ModemMqttClient client) throws IOException {
    Semaphore room = new Semaphore(UNFINISHED);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(streams.in(), ISO_8859_1));
    String line = lines.readLine();
    while (line != null && failure.get() == null) {
      room.acquireUninterruptibly();
      client
          .async()
          .publish(topic, line.getBytes(ISO_8859_1), broker.qosLevel(), retain)
          .whenComplete(
              (done, failed) -> {
                if (failed != null) {
                  failure.compareAndSet(null, failed);
                }
                room.release();
              });
      line = lines.readLine();
    }
    room.acquireUninterruptibly(UNFINISHED);
    Throwable failed = failure.get();
    if (failed != null) {
      throw failed instanceof RuntimeException known ? known : new CompletionException(failed);
    }
  }
}
