package io.github.modemqtt.cli;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.TcpListener;
import io.github.modemqtt.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a module in software for other programs. */
@Command(
    name = "emulate",
    header = "Run a module in software for other programs.",
    description =
        "Any program can use it like a real one, until it is interrupted. It carries real MQTT"
            + " traffic to a real broker.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt emulate --pty ./modem --broker localhost:1883",
      "  modemqtt pub --modem ./modem -t t/1 -m hello   (in another terminal)",
      "  modemqtt emulate --tcp 2000 --broker embedded"
    })
final class EmulateCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EMBEDDED = "embedded";

  private final Streams streams;

  @ArgGroup(multiplicity = "1")
  private Endpoint endpoint = new Endpoint();

  @Option(
      names = "--broker",
      paramLabel = "HOST[:PORT]",
      description =
          "Every host that is opened leads to this broker; 'embedded' starts one in this process"
              + " (default: hosts and ports are taken as they are given to the module).")
  private @Nullable String broker;

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

  EmulateCommand(Streams streams) {
    this.streams = streams;
  }

  /** One of these. */
  private static final class Endpoint {
    @Option(
        names = "--pty",
        paramLabel = "LINK",
        description = "Serial port under this name: a symbolic link to a pseudo-terminal.")
    private @Nullable Path pty;

    @Option(
        names = "--tcp",
        paramLabel = "PORT",
        description = "TCP port on 127.0.0.1; each connection gets a module of its own.")
    private @Nullable Integer tcp;
  }

  @Override
  public Integer call() throws Exception {
    registrationDelay(); // before anything is made
    try (Broker where = broker()) {
      return endpoint.pty != null
          ? servePty(endpoint.pty, where)
          : serveTcp(Objects.requireNonNull(endpoint.tcp), where);
    }
  }

  private int servePty(Path link, Broker where) throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.open(link);
        EmulatedModule module = module(terminal.transport(), where)) {
      return ExitHook.closing(
          terminal::close, // the link must not stay behind
          false,
          () -> {
            module.start();
            streams.say(
                "Module in software on "
                    + link
                    + " ("
                    + terminal.slavePath()
                    + "); Ctrl-C ends it.");
            new CountDownLatch(1).await();
            return ExitCode.OK;
          });
    }
  }

  /** Ends with the process. */
  private int serveTcp(int port, Broker where) {
    try (TcpListener listener = TcpListener.bind(LOOPBACK, port)) {
      streams.say(
          "Modules in software on tcp://" + LOOPBACK + ":" + listener.port() + "; Ctrl-C ends it.");
      while (true) {
        module(listener.accept(), where).start();
      }
    }
  }

  private Duration registrationDelay() {
    return Seconds.notNegative("--registration-delay", registrationSeconds);
  }

  private EmulatedModule module(Transport line, Broker where) {
    EmulatedModuleBuilder builder =
        EmulatedModule.builder(line).registrationDelay(registrationDelay());
    if (noDelays) {
      builder.firmwareDelays(FirmwareDelays.NONE);
    }
    BrokerAddress address = where.address();
    if (address != null) {
      builder.broker(address.host(), address.port());
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
    @Override
    public void close() {
      if (embedded != null) {
        embedded.close();
      }
    }
  }
}
