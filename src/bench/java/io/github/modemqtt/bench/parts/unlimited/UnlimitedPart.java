package io.github.modemqtt.bench.parts.unlimited;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the driver itself takes. */
public final class UnlimitedPart implements Part {
  private static final double ENOUGH_ABOVE_BARE = 20;
  private static final double ENOUGH_IN_PROCESS = 4;
  private static final double PYTHON_SECONDS = 2;
  private static final int RECEIVED_BYTES = 100;

  private final List<RoundTrips.Figure> roundTrips = new ArrayList<>();
  private final Publishes publishes = new Publishes();

  @Override
  public String name() {
    return "unlimited";
  }

  @Override
  public Section run() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        ModuleChild child = ModuleChild.start(broker.host(), broker.port())) {
      boolean withPython = PySerial.isInstalled();
      tell("round trips");
      roundTrips.addAll(RoundTrips.overPty(child));
      RoundTrips.Figure inProcess = RoundTrips.inProcess();
      tell("publishes");
      publish(child, broker);
      if (withPython) {
        python(child);
      }
      tell("messages received");
      Receptions receptions = receptions(child);
      return section(broker, withPython, inProcess, receptions);
    }
  }

  private static void tell(String what) {
    System.out.println("  " + what);
  }

  private void publish(ModuleChild child, LocalBroker broker) throws Exception {
    try (publishes) {
      publishes.addPlain(new BareLine(child.module()));
      publishes.addPlain(new SerialBytesLine(child.module()));
      publishes.addPlain(new SerialChunksLine(child.module()));
      publishes.addClient(child.module(), 1);
      publishes.addClient(child.module(), Clients.DEFAULT_WINDOW);
      publishes.addInMemory(broker, 1);
      publishes.addInMemory(broker, Clients.DEFAULT_WINDOW);
      publishes.measure();
    }
  }

  private void python(ModuleChild child) throws Exception {
    try (PySerial script = PySerial.prepare()) {
      PySerial.Figures figures = script.roundTrips(child.answerer(), PYTHON_SECONDS);
      roundTrips.add(
          new RoundTrips.Figure(
              PySerial.NAME,
              figures.medianMicros(),
              figures.p99Micros(),
              figures.cpuMicros(),
              Double.NaN));
      publishes.python(script, child.module());
    }
  }

  private static Receptions receptions(ModuleChild child) throws Exception {
    Receptions receptions = new Receptions(child);
    receptions.plain(new BareLine(child.module()), "bare", RECEIVED_BYTES);
    receptions.plain(new SerialBytesLine(child.module()), "bytes", RECEIVED_BYTES);
    receptions.plain(new SerialChunksLine(child.module()), "chunks", RECEIVED_BYTES);
    for (int payload : Publishes.PAYLOADS) {
      receptions.handlers(payload, 1);
    }
    receptions.severalHandlers(RECEIVED_BYTES);
    receptions.stream(RECEIVED_BYTES);
    return receptions;
  }

  // ---- the section ----

  private Section section(
      LocalBroker broker, boolean withPython, RoundTrips.Figure inProcess, Receptions receptions) {
    Section.Builder section =
        Section.of(
            name(),
            "Nothing is the limit",
            "What does the driver itself take: for a command, for a message out, for a message in?"
                + " Line, firmware and network take no time here, which no real module comes near"
                + " to.");
    goals(section, inProcess);
    roundTripTable(section, inProcess);
    publishTable(section);
    publishPlots(section);
    receptionTable(section, receptions);
    return notes(section, broker, withPython).build();
  }

  private void goals(Section.Builder section, RoundTrips.Figure inProcess) {
    RoundTrips.Figure bare = roundTrips.get(0);
    RoundTrips.Figure channel =
        roundTrips.stream()
            .filter(figure -> figure.name().equals(RoundTrips.CHANNEL))
            .findFirst()
            .orElseThrow();
    double above = channel.median() - bare.median();
    section.goal(
        "median of a command and its answer over a pseudo-terminal, above that of a bare loop",
        "at most 20 µs",
        micros(above) + " (" + micros(channel.median()) + " and " + micros(bare.median()) + ")",
        above <= ENOUGH_ABOVE_BARE);
    section.goal(
        "median of a command and its answer in process",
        "at most 4 µs",
        micros(inProcess.median()),
        inProcess.median() <= ENOUGH_IN_PROCESS);
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, "%.1f µs", value);
  }

  private void roundTripTable(Section.Builder section, RoundTrips.Figure inProcess) {
    RoundTrips.Figure bare = roundTrips.get(0);
    List<List<Object>> rows = new ArrayList<>();
    for (RoundTrips.Figure figure : roundTrips) {
      rows.add(row(figure, figure.median() / bare.median()));
    }
    rows.add(row(inProcess, Double.NaN));
    section.table(
        "A command and its answer, AT+CSQ",
        List.of(
            "By",
            "Median, µs",
            "p99, µs",
            "Median, bare loops",
            "CPU of the host, µs",
            "Allocated, bytes"),
        rows);
  }

  private static List<Object> row(RoundTrips.Figure figure, double ratio) {
    return List.of(
        figure.name(), figure.median(), figure.p99(), ratio, figure.cpuMicros(), figure.bytes());
  }

  private void publishTable(Section.Builder section) {
    List<List<Object>> rows = new ArrayList<>();
    for (int qos = 0; qos <= 1; qos++) {
      for (int payload : Publishes.PAYLOADS) {
        for (Publishes.Rate rate : publishes.rates(qos, payload)) {
          double bare = publishes.rates(qos, payload).get(0).cost().perSecond();
          rows.add(
              List.of(
                  qos,
                  payload,
                  rate.way(),
                  rate.cost().perSecond(),
                  rate.cost().perSecond() / bare,
                  rate.cost().cpuMicros(),
                  rate.cost().bytes()));
        }
      }
    }
    section.table(
        "Messages published",
        List.of(
            "QoS",
            "Payload, bytes",
            "By",
            "Messages/s",
            "Messages/s, bare loops",
            "CPU of the host, µs a message",
            "Allocated, bytes a message"),
        rows);
  }

  private void publishPlots(Section.Builder section) {
    List<String> names = Publishes.PAYLOADS.stream().map(payload -> payload + " bytes").toList();
    for (int qos = 0; qos <= 1; qos++) {
      section.plot(
          new Section.Plot(
              "Messages published a second, QoS " + qos,
              "payload",
              "messages/s",
              names,
              false,
              series(qos)));
    }
  }

  private List<Section.Series> series(int qos) {
    List<Section.Series> series = new ArrayList<>();
    for (Publishes.Rate first : publishes.rates(qos, Publishes.PAYLOADS.get(0))) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int payload : Publishes.PAYLOADS) {
        publishes.rates(qos, payload).stream()
            .filter(rate -> rate.way().equals(first.way()))
            .forEach(
                rate -> {
                  x.add((double) x.size());
                  y.add(rate.cost().perSecond());
                });
      }
      series.add(new Section.Series(first.way(), x, y));
    }
    return series;
  }

  private static void receptionTable(Section.Builder section, Receptions receptions) {
    double bare = receptions.rates().get(0).cost().perSecond();
    List<List<Object>> rows = new ArrayList<>();
    for (Receptions.Rate rate : receptions.rates()) {
      rows.add(
          List.of(
              rate.way(),
              rate.payloadBytes(),
              rate.cost().perSecond(),
              rate.cost().perSecond() / bare,
              rate.cost().cpuMicros(),
              rate.cost().bytes(),
              rate.lost()));
    }
    section.table(
        "Messages received, QoS 0",
        List.of(
            "By",
            "Payload, bytes",
            "Messages/s",
            "Messages/s, bare loops of 100 bytes",
            "CPU of the host, µs a message",
            "Allocated, bytes a message",
            "Lost"),
        rows);
  }

  private static Section.Builder notes(
      Section.Builder section, LocalBroker broker, boolean withPython) {
    section
        .note(
            "The module is emulated in a process of its own, at the other end of a pseudo-terminal,"
                + " and has no delays; for the round trip, a loop in that process answers each"
                + " command. CPU and allocation are those of the threads of the host's process, the"
                + " virtual machine's own (compiler, collector) aside. The broker: "
                + broker.name()
                + ".")
        .note(
            "The bare loop is write and read on the file of the port. Round trips and publishes"
                + " are measured in short turns, Python aside. Programs without a library write AT+ECMTPUB=... and wait for"
                + " OK, then for +ECMTPUB: of that message; what they do not do is to match answers"
                + " to commands, to find out what a received message could forge, or to send again"
                + " what was lost.")
        .note(
            "Received messages come at the pace at which they are taken, with 200 to 400 on the"
                + " way; the programs without a library count the lines only.");
    return withPython
        ? section
        : section.note(
            "Skipped: Python with pyserial, which is not installed here (python3 -c 'import"
                + " serial' fails).");
  }
}
