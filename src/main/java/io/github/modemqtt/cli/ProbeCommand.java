package io.github.modemqtt.cli;

import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.ecmt.EcmtOptions;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.transport.SerialOptions;
import io.github.modemqtt.transport.TransportTarget;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what works between here and a broker, and what to do about the rest. */
@Command(
    name = "probe",
    header = "Check line, module, SIM card, network and broker, and say what to do.",
    description = {
      "One line a check: ok, warning, failure or skipped. What the module stores stays as it is.",
      "With -h it closes what is connected, and publishes about 1.5 kB to itself.",
      "Exit code: 0 all ok, 6 only warnings, 1 a failure, 3 no answer, 4 no port."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt probe --modem /dev/ttyUSB0",
      "  modemqtt probe --modem /dev/ttyUSB0 -h broker.example -u me --password-file pw",
      "  modemqtt probe --modem COM3 --baud 9600 --json"
    })
final class ProbeCommand implements Callable<Integer> {
  private static final String AUTO = "auto";
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  private final Streams streams;

  @Mixin private final ModemOptions modem = new ModemOptions();

  @Option(
      names = "--baud",
      completionCandidates = Choices.Rates.class,
      defaultValue = AUTO,
      paramLabel = "RATE",
      description =
          "Baud rate of a serial port; 'auto' tries that of --modem, then the usual ones"
              + " (default: ${DEFAULT-VALUE}).")
  private String baud = AUTO;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long the module may be silent where no rate is searched for (default:"
              + " ${DEFAULT-VALUE}).")
  private int answerSeconds;

  @Option(
      names = "--registration-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long the module may look for its network, and then for an address (default:"
              + " ${DEFAULT-VALUE}).")
  private int registrationSeconds;

  @Option(
      names = "--pin",
      paramLabel = "PIN",
      defaultValue = "${env:MODEMQTT_PIN}",
      description =
          "PIN of the SIM card, if it asks for one; better MODEMQTT_PIN or --pin-file, which others"
              + " do not see.")
  private @Nullable String pin;

  @Option(names = "--pin-file", paramLabel = "FILE", description = "File whose first line is it.")
  private @Nullable Path pinFile;

  @Option(
      names = {"-h", "--host"},
      paramLabel = "HOST",
      description = "Try this broker, as seen from the module's network.")
  private @Nullable String host;

  @Option(
      names = {"-p", "--port"},
      defaultValue = "1883",
      paramLabel = "PORT",
      description = "The broker's port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = {"-i", "--id"},
      paramLabel = "ID",
      description = "Client id (default: a random one).")
  private @Nullable String clientId;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "USER",
      description = "User name.")
  private @Nullable String user;

  @Option(
      names = {"-P", "--pw"},
      paramLabel = "PASSWORD",
      description =
          "Password. Other users of this computer can see it in the list of processes: better"
              + " --password-file, or the environment variable MODEMQTT_PASSWORD, which is taken"
              + " where the option is missing; else a person is asked.")
  private @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File whose first line is the password; nobody else sees it.")
  private @Nullable Path passwordFile;

  @Option(
      names = {"-t", "--topic"},
      paramLabel = "TOPIC",
      description = "Topic to publish and subscribe to (default: modemqtt/probe/ and a number).")
  private @Nullable String topic;

  @Option(names = "--ping", description = "Ping the broker's host, too.")
  private boolean ping;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ProbeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Probe.Wishes wishes =
        new Probe.Wishes(
            SecretInput.pin(pin, pinFile),
            Seconds.notNegative("--registration-timeout", registrationSeconds),
            trial(),
            ping);
    ProbeReport report = new ProbeReport(streams, json);
    try (Module module = Module.of(modem)) {
      ProbeLine line = line(module);
      new Probe(report, line, Module.listener(modem, streams), wishes).run();
      return report.end(modem.modem);
    }
  }

  private ProbeLine line(Module module) {
    Duration answer = Seconds.positive("--answer-timeout", answerSeconds);
    if (!(module.isOnSerialPort()
        && TransportTarget.parse(modem.modem) instanceof TransportTarget.Serial serial)) {
      if (!baud.equals(AUTO)) {
        throw new IllegalArgumentException("--baud is for serial ports, not for " + modem.modem);
      }
      return ProbeLine.fixed(modem.modem, ProbeLine.NO_RATE, answer, rate -> module.newTransport());
    }
    String name = serial.port();
    return baud.equals(AUTO)
        ? ProbeLine.searching(
            name, serial.baudRate(), rate -> new TransportTarget.Serial(name, rate).newTransport())
        : ProbeLine.fixed(
            name, rate(), answer, rate -> new TransportTarget.Serial(name, rate).newTransport());
  }

  private int rate() {
    try {
      int rate = Integer.parseInt(baud);
      return SerialOptions.DEFAULT.withBaudRate(rate).baudRate();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--baud is '" + baud + "'; it must be auto or a rate", e);
    }
  }

  private @Nullable BrokerTrial trial() {
    if (host == null) {
      if (user != null || ping || topic != null) {
        throw new IllegalArgumentException("-u, -t and --ping need a broker: add -h HOST");
      }
      return null;
    }
    String random = String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt());
    BrokerTrial trial =
        new BrokerTrial(
            new BrokerAddress(host, port),
            ConnectOptions.builder(clientId == null ? "modemqtt-" + random : clientId)
                .credentials(credentials())
                .build(),
            TopicName.of(topic == null ? "modemqtt/probe/" + random : topic),
            ARRIVAL);
    EcmtModule.requireExpressible(
        trial.address(), trial.options(), EcmtProfile.EC616, EcmtOptions.DEFAULTS);
    return trial;
  }

  private @Nullable Credentials credentials() {
    if (user == null) {
      return null;
    }
    String secret = SecretInput.password(user, password, passwordFile);
    if (secret == null) {
      throw new IllegalArgumentException(SecretInput.PASSWORD_MISSING);
    }
    return new Credentials(user, secret);
  }
}
