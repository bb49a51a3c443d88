package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures publishing. */
@Command(
    name = "bench",
    header = "Publish through a module, and tell how fast it was.",
    description = {
      "A message is accepted when the module has taken it over, and acknowledged when the broker"
          + " has it (QoS 1 and 2) or the module has sent it (QoS 0). The next one is queued when"
          + " one is acknowledged.",
      "Ctrl-C ends it, and tells what is measured by then."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt bench --modem /dev/ttyUSB0 -h broker.example -n 50 -s 64 -q 1",
      "  modemqtt bench --modem emulator --line-rate 9600 -n 200 --svg latency.svg",
      "  modemqtt bench --modem emulator -n 1000 --window 1 --json"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MOST_MESSAGES = 1_000_000;
  private static final int MOST_BYTES = 1152;
  private static final int WIDEST = 10;
  private static final int SLOWEST = 300;
  private static final int FASTEST = 4_000_000;
  private static final long TELL_EVERY_NANOS = 200_000_000;

  private final Streams streams;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicReference<@Nullable Transport> line = new AtomicReference<>();
  private final AtomicReference<@Nullable BenchRun> running = new AtomicReference<>();
  private volatile long writtenBefore;
  private volatile long readBefore;
  private long lastTold;

  @Mixin private final ModemOptions modem = new ModemOptions();
  @Mixin private final BrokerOptions broker = new BrokerOptions();

  @Option(
      names = {"-t", "--topic"},
      defaultValue = "modemqtt/bench",
      paramLabel = "TOPIC",
      description = "Topic name (default: ${DEFAULT-VALUE}).")
  private String topic = "";

  @Option(
      names = {"-n", "--count"},
      defaultValue = "100",
      paramLabel = "MESSAGES",
      description = "How many messages (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = {"-s", "--size"},
      defaultValue = "64",
      paramLabel = "BYTES",
      description = "How long a payload is, 0 to 1152 with the topic (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = {"-w", "--window"},
      defaultValue = "8",
      paramLabel = "MESSAGES",
      description = "How many are under way at once, 1 to 10 (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--line-rate",
      paramLabel = "BIT/S",
      description =
          "The rate of the line, for its occupancy (default: that of the serial port). A module in"
              + " software gets a line of this rate.")
  private @Nullable Integer lineRate;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the distribution of the latencies.")
  private @Nullable Path svg;

  BenchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    requireRange("--count", count, 1, MOST_MESSAGES);
    requireRange("--size", size, 0, MOST_BYTES);
    requireRange("--window", window, 1, WIDEST);
    if (lineRate != null) {
      requireRange("--line-rate", lineRate, SLOWEST, FASTEST);
    }
    byte[] payload = "x".repeat(size).getBytes(US_ASCII);
    OutgoingMessage message = OutgoingMessage.of(TopicName.of(topic), payload, broker.qosLevel());
    try (Module module = Module.of(modem, rate());
        ModemMqttClient client = client(module)) {
      return ExitHook.closing(
          () -> interrupted(client), module.isOnSerialPort(), () -> measure(client, message));
    }
  }

  /** Ctrl-C. */
  private void interrupted(ModemMqttClient client) {
    try {
      tell();
    } finally {
      client.close();
    }
  }

  private static void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " is " + value + "; it must be " + least + " to " + most);
    }
  }

  private OptionalInt rate() {
    return lineRate == null ? OptionalInt.empty() : OptionalInt.of(lineRate);
  }

  private ModemMqttClient client(Module module) {
    return Module.configure(broker.toBuilder(), module, modem, streams, new Progress(streams))
        .transport(() -> counted(module.newTransport()))
        .maxInFlight(window)
        .build();
  }

  private Transport counted(Transport transport) {
    line.set(transport);
    return new CountedTransport(transport, written, read);
  }

  private int measure(ModemMqttClient client, OutgoingMessage message) {
    client.connect();
    writtenBefore = written.get();
    readBefore = read.get();
    BenchRun run = new BenchRun(client, message, count, window, this::tell);
    running.set(run);
    try {
      run.run();
      client.disconnect();
    } finally {
      tell();
    }
    return ExitCode.OK;
  }

  /** Tells what is measured, once, also where a message fails or the process is interrupted. */
  private void tell() {
    BenchRun run = running.getAndSet(null);
    if (run == null) {
      return;
    }
    BenchRun.Measured measured = run.measured();
    endProgress();
    if (measured.messages() == 0) {
      streams.say("modemqtt: no message was acknowledged; nothing is measured");
      return;
    }
    BenchReport report = report(measured);
    streams.out().println(json ? report.toJson() : report.text());
    streams.out().flush();
    if (svg != null) {
      draw(report, svg);
    }
  }

  private BenchReport report(BenchRun.Measured measured) {
    Transport used = line.get();
    return new BenchReport(
        used == null ? modem.modem : used.name(),
        measured.messages(),
        count,
        size,
        broker.qos,
        window,
        measured.duration(),
        measured.stages(),
        written.get() - writtenBefore,
        read.get() - readBefore,
        rate().isPresent() || used == null ? rate() : used.bitsPerSecond());
  }

  private void tell(int done) {
    long now = System.nanoTime();
    boolean wanted = streams.interactive() && running.get() != null;
    if (wanted && (done == count || now - lastTold > TELL_EVERY_NANOS)) {
      lastTold = now;
      streams.err().print("\rmodemqtt: " + done + " of " + count);
      streams.err().flush();
    }
  }

  private void endProgress() {
    if (streams.interactive()) {
      streams.say("");
    }
  }

  private static void draw(BenchReport report, Path file) {
    try {
      Files.writeString(file, LatencyChart.of(report));
    } catch (IOException e) {
      throw new Unwritable(file, e);
    }
  }

  /** The chart cannot be written. */
  static final class Unwritable extends ModemException {
    private static final long serialVersionUID = 1L;

    Unwritable(Path file, IOException cause) {
      super(
          "Cannot write the chart " + file + ": " + cause,
          "name a file in a folder that you may write to",
          cause);
    }
  }
}
