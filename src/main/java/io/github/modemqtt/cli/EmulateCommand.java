package io.github.modemqtt.cli;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.transport.ModulePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs modules in software for other programs. */
@Command(
    name = "emulate",
    header = "Run modules in software for other programs.",
    description =
        "Any program can use them like real ones, until this one is interrupted. They carry real"
            + " MQTT traffic to a real broker. In the end, what programs did to a module that a"
            + " careful one must not do is told on standard output.",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the time of --for is over, and the audit found nothing",
      "1:failed, such as a link that cannot be made",
      "2:wrong usage",
      "4:the TCP port cannot be had",
      "5:the audit found something, however it ended",
      "130, 143:interrupted, and the audit found nothing"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt emulate --pty ./modem --broker localhost:1883",
      "  modemqtt pub --modem ./modem -t t/1 -m hello   (in another terminal)",
      "  modemqtt emulate --tcp 2000 --count 50 --broker embedded",
      "  modemqtt emulate --tcp 0 --map broker.example=localhost:1883 --json",
      "  modemqtt emulate --pty ./modem --profile EC616_REF --scenario bad.scenario",
      "  modemqtt emulate --pty ./modem --network nb-iot --line-rate 9600"
    })
final class EmulateCommand implements Callable<Integer> {
  private static final String EMBEDDED = "embedded";
  private static final int MAX_COUNT = 1000;

  private final Streams streams;

  @ArgGroup(multiplicity = "1")
  private PortChoice endpoint = new PortChoice();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "So many modules: the links get the numbers from 1 behind their name, the TCP ports are"
              + " those from PORT on (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--profile",
      completionCandidates = Choices.Profiles.class,
      paramLabel = "NAME",
      defaultValue = "EC616",
      description =
          "Firmware build: EC616, EC616_OLD, EC616_REF, EC616_PLAIN_ERRORS or EC626 (default:"
              + " ${DEFAULT-VALUE}).")
  private String profile = "";

  @Option(
      names = "--broker",
      paramLabel = "HOST[:PORT]",
      description =
          "Every host that is opened leads to this broker; 'embedded' starts one in this process"
              + " (default: hosts and ports are taken as they are given to the module).")
  private @Nullable String broker;

  @Option(
      names = "--map",
      paramLabel = "HOST=ADDRESS[:PORT]",
      description = "This host leads there, whatever its port; before --broker. Repeatable.")
  private List<String> map = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "What goes wrong, and when; see at-scripts/SCENARIO.md.")
  private @Nullable Path scenario;

  @Option(
      names = "--network",
      completionCandidates = Choices.Networks.class,
      paramLabel = "KIND",
      defaultValue = "ideal",
      description =
          "The network between the module and its broker: 'ideal', 'nb-iot' (1.5 s round trip), or"
              + " a round trip in milliseconds (default: ${DEFAULT-VALUE}).")
  private String network = "";

  @Option(
      names = "--line-rate",
      paramLabel = "BIT/S",
      description =
          "Let the line be as slow as a serial one at that rate, 300 to 4000000 (default: as fast as"
              + " it can be).")
  private @Nullable Integer lineRate;

  @Option(
      names = "--registration-delay",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long the module looks for its network (default: ${DEFAULT-VALUE}).")
  private int registrationSeconds;

  @Option(
      names = "--no-delays",
      description = "Leave out the waits that are built into the firmware: quicker tests.")
  private boolean noDelays;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "End by itself after that time (default: run until interrupted).")
  private @Nullable Integer seconds;

  @Option(names = "--json", description = "Write the audit as JSON.")
  private boolean json;

  EmulateCommand(Streams streams) {
    this.streams = streams;
  }

  /** What all modules have in common. */
  private record Common(
      ModuleProfile profile,
      NetworkModel network,
      Duration registrationDelay,
      @Nullable Scenario scenario) {}

  @Override
  public Integer call() throws Exception {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("--count is " + count + "; it must be 1 to " + MAX_COUNT);
    }
    Duration limit = seconds == null ? null : Seconds.positive("--for", seconds);
    Common common =
        new Common(
            profile(),
            network(),
            Seconds.notNegative("--registration-delay", registrationSeconds),
            scenario == null ? null : Scenario.read(scenario));
    HostMap.parse(map, BrokerLocator.nameService()); // before anything is made
    try (Broker where = broker();
        ModuleRack rack = new ModuleRack()) {
      return ExitHook.closing(
          () -> endInterrupted(rack), false, () -> serve(rack, where, common, limit));
    }
  }

  private int serve(ModuleRack rack, Broker where, Common common, @Nullable Duration limit)
      throws InterruptedException {
    BrokerLocator locator = HostMap.parse(map, where.locator());
    List<ModulePort> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ModulePort port = endpoint.ofModule(i, count == 1);
      ports.add(port);
      rack.add(port, module(port, i + 1, locator, common));
    }
    rack.start();
    for (int i = 0; i < count; i++) {
      streams.say("Module " + (i + 1) + ": " + described(ports.get(i)));
    }
    streams.say(limit == null ? "Ctrl-C ends it." : "Ends after " + seconds + " s, or by Ctrl-C.");
    await(limit);
    rack.close();
    return tell(rack.report());
  }

  private static String described(ModulePort port) {
    return port instanceof PtyPort pty
        ? port.name() + pty.slavePath().map(path -> " (" + path + ")").orElse("")
        : port.name();
  }

  private static void await(@Nullable Duration limit) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    if (limit == null) {
      never.await();
    } else {
      never.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The links must not stay behind. The exit code is the signal's, unless it has to say more. */
  private void endInterrupted(ModuleRack rack) {
    rack.close();
    int exitCode = tell(rack.report());
    if (exitCode != ExitCode.OK) {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private int tell(AuditReport report) {
    streams.out().print(json ? report.json() : report.text());
    streams.out().flush();
    return report.isClean() ? ExitCode.OK : ExitCode.AUDIT;
  }

  private ModuleProfile profile() {
    String wanted = profile.toUpperCase(Locale.ROOT).replace('-', '_');
    return ModuleProfile.all().stream()
        .filter(known -> known.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--profile is '"
                        + profile
                        + "'; it must be one of "
                        + ModuleProfile.all().stream()
                            .map(ModuleProfile::name)
                            .collect(Collectors.joining(", "))));
  }

  private NetworkModel network() {
    return switch (network.toLowerCase(Locale.ROOT)) {
      case "ideal" -> NetworkModel.IDEAL;
      case "nb-iot" -> NetworkModel.NB_IOT;
      default -> NetworkModel.IDEAL.withRoundTrip(roundTrip());
    };
  }

  private Duration roundTrip() {
    try {
      return Duration.ofMillis(Integer.parseUnsignedInt(network));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--network is '" + network + "'; it must be ideal, nb-iot or a number of milliseconds");
    }
  }

  private EmulatedModule module(ModulePort port, int number, BrokerLocator locator, Common common) {
    EmulatedModuleBuilder builder =
        EmulatedModule.builder(port)
            .profile(common.profile())
            .identity(ModuleIdentity.numbered(number))
            .network(common.network())
            .brokers(locator)
            .registrationDelay(common.registrationDelay());
    if (lineRate != null) {
      builder.lineRate(lineRate);
    }
    if (noDelays) {
      builder.firmwareDelays(FirmwareDelays.NONE);
    }
    if (common.scenario() != null) {
      builder.scenario(common.scenario());
    }
    return builder.build();
  }

  private Broker broker() {
    if (broker == null) {
      return new Broker(null, null);
    }
    if (broker.equals(EMBEDDED)) {
      EmbeddedBroker embedded = EmbeddedBroker.start();
      streams.say("Embedded broker on " + embedded.host() + ":" + embedded.port());
      return new Broker(new BrokerAddress(embedded.host(), embedded.port()), embedded);
    }
    return new Broker(BrokerAddress.parse(broker), null);
  }

  /** Where all hosts lead, if anywhere, and what is to be closed at the end. */
  private record Broker(@Nullable BrokerAddress address, @Nullable EmbeddedBroker embedded)
      implements AutoCloseable {
    BrokerLocator locator() {
      BrokerAddress only = address;
      return only == null ? BrokerLocator.nameService() : (host, port) -> HostMap.resolve(only);
    }

    @Override
    public void close() {
      if (embedded != null) {
        embedded.close();
      }
    }
  }
}
