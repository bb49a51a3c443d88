package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.Pin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Looks at a module, one layer after the other, and leaves it as it was. */
final class Probe {
  private static final List<String> NETWORK =
      List.of("registration", "operator", "address", "clock");
  private static final Duration CMEE_TIMEOUT = Duration.ofSeconds(5);

  private final ProbeReport report;
  private final ProbeLine line;
  private final LineWatch watch;
  private final Wishes wishes;

  /**
   * What is to be looked at.
   *
   * @param pin the SIM card's PIN, or {@code null}
   * @param registration how long the module may look for its network
   * @param broker the broker to try, or {@code null}
   * @param ping whether to ping it
   */
  record Wishes(
      @Nullable Pin pin, Duration registration, @Nullable BrokerTrial broker, boolean ping) {}

  Probe(ProbeReport report, ProbeLine line, AtListener listener, Wishes wishes) {
    this.report = report;
    this.line = line;
    this.watch = new LineWatch(listener);
    this.wishes = wishes;
  }

  /** Looks; if the process is interrupted meanwhile, the module is set back and closed first. */
  void run() throws Exception {
    ProbeLine.Opened opened = open();
    if (opened == null) {
      return;
    }
    boolean onSerialPort = opened.rate() != ProbeLine.NO_RATE;
    try (Changes changes = new Changes(opened.channel())) {
      ExitHook.closing(
          changes::undoAndClose, onSerialPort, Executors.callable(() -> look(opened, changes)));
    } catch (ModemException e) {
      report.addFatal(Finding.failure("line", e), e);
    }
  }

  private ProbeLine.@Nullable Opened open() {
    try {
      return line.open(watch, report::progress);
    } catch (ModuleNotRespondingException e) {
      report.addFatal(line.silence(watch.hasSeenBytes()), e);
      return null;
    } catch (ModemException e) {
      report.addFatal(Finding.failure("port", e), e);
      return null;
    }
  }

  private void look(ProbeLine.Opened opened, Changes changes) {
    AtChannel channel = opened.channel();
    report.add(answer(opened.rate()));
    int errorReports = errorReports(channel);
    report.add(echo(watch.hasSeenEcho()));
    if (errorReports == 0) { // else all errors look the same
      between(
          new GeneralCommands.SetErrorReports(1),
          new GeneralCommands.SetErrorReports(0),
          channel,
          changes,
          () -> checkAll(channel, changes));
    } else {
      checkAll(channel, changes);
    }
  }

  private void between(
      AtCommand<?> change, AtCommand<?> back, AtChannel channel, Changes changes, Runnable action) {
    changes.between(change, back, action, () -> restore(channel, back));
  }

  private Finding answer(int rate) {
    if (rate == ProbeLine.NO_RATE) {
      return Finding.ok("answer", "answers AT on " + line.name());
    }
    boolean asNamed = rate == line.rates().get(0);
    String text = "answers AT on " + line.name() + " at " + rate + " baud";
    Finding finding =
        asNamed
            ? Finding.ok("answer", text)
            : Finding.warning(
                "answer",
                text + ", not at " + line.rates().get(0),
                "name it with --modem " + line.name() + "@" + rate);
    return finding.with("baud", rate);
  }

  /** The first command, so that a module with echo on has repeated one. */
  private static int errorReports(AtChannel channel) {
    try {
      List<String> lines = channel.execute(new RawCommand("AT+CMEE?", CMEE_TIMEOUT));
      return lines.stream().anyMatch(text -> text.replace(" ", "").equals("+CMEE:0")) ? 0 : 1;
    } catch (CommandRejectedException e) {
      return 1;
    }
  }

  private static Finding echo(boolean on) {
    return Finding.ok("echo", on ? "on; the driver switches it off" : "off")
        .with("echo", on ? "on" : "off");
  }

  private void checkAll(AtChannel channel, Changes changes) {
    ModuleChecks module = new ModuleChecks(channel, report);
    module.identify();
    EcmtProfile profile = module.profile();
    boolean radioOn = module.radio();
    NetworkChecks network = new NetworkChecks(channel, report, wishes.registration());
    if (!radioOn) {
      skipFrom("sim", "the radio is off", List.of("sim", "signal"));
      return;
    }
    if (!module.sim(wishes.pin())) {
      skipFrom("registration", "no usable SIM card", List.of("signal"));
      return;
    }
    boolean registered = network.registration();
    network.signal();
    if (!registered) {
      report.skip("not registered", List.of("operator", "address", "clock"));
      skipBroker("not registered");
      return;
    }
    network.operator();
    boolean address = network.address();
    network.clock();
    if (!address || profile == null) {
      skipBroker(address ? "no AT+ECMT commands" : "no address");
      return;
    }
    tryBroker(channel, profile, changes);
  }

  private void skipFrom(String first, String why, List<String> before) {
    report.skip(why, before);
    report.skip(why, NETWORK);
    skipBroker(why);
  }

  private void skipBroker(String why) {
    if (wishes.broker() != null) {
      report.skip(why, BrokerChecks.NAMES);
    }
  }

  /** With the echo on the module would repeat the password. */
  private void tryBroker(AtChannel channel, EcmtProfile profile, Changes changes) {
    BrokerTrial trial = wishes.broker();
    if (trial == null) {
      return;
    }
    BrokerChecks checks = new BrokerChecks(channel, changes, report, trial);
    if (!trial.isHostAnAddress()) {
      checks.lookUp();
    }
    if (wishes.ping()) {
      checks.ping();
    }
    if (watch.hasSeenEcho()) {
      between(
          new GeneralCommands.SetEcho(false),
          new GeneralCommands.SetEcho(true),
          channel,
          changes,
          () -> checks.run(profile));
    } else {
      checks.run(profile);
    }
  }

  /** What the module stores is as it was, or the report says so. */
  private void restore(AtChannel channel, AtCommand<?> command) {
    try {
      channel.execute(command);
    } catch (ModemException e) {
      report.add(
          Finding.warning(
              "restore",
              "could not set back " + command.line() + ": " + Failures.oneLine(e.getMessage()),
              "send it by hand if another program needs it"));
    }
  }
}
