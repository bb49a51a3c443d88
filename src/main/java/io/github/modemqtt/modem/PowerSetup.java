package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets how a module saves power, as far as it is not set so already, and reads it back. What the
 * module refuses keeps nobody from the network.
 */
final class PowerSetup {
  private static final Logger LOG = LoggerFactory.getLogger(PowerSetup.class);
  private static final String SLEEP_DELAY = "slpWaitTime";
  private static final int WITH_TIMERS = 4;

  private final AtChannel channel;
  private final PowerOptions options;
  private final BringUpListener listener;

  PowerSetup(AtChannel channel, PowerOptions options, BringUpListener listener) {
    this.channel = channel;
    this.options = options;
    this.listener = listener;
  }

  /** Refuses what loses commands. */
  static void requireWakeUp(AtChannel channel, PowerOptions options) {
    int rate = channel.bitsPerSecond().orElse(0);
    boolean losing = options.wakeUp(channel.bitsPerSecond()).isPresent();
    if (losing
        && rate > PowerOptions.LOSSLESS_BITS_PER_SECOND
        && channel.options().wakeUp() == null) {
      throw new IllegalArgumentException(
          "deepestSleep "
              + options.deepestSleep().orElseThrow()
              + " at "
              + rate
              + " baud: above 9600 a sleeping module loses the beginning of commands; open the"
              + " channel with AtChannelOptions.withWakeUp, or use 9600 baud");
    }
  }

  /** The limit of sleep comes last: from then on the module may sleep. */
  PowerStatus apply() {
    listener.onStep(BringUpStep.POWER, "setting how the module saves power");
    Optional<PowerSaving> saving = powerSaving();
    Optional<Registration> granted =
        saving.filter(PowerSaving::enabled).flatMap(asked -> readGranted());
    Optional<EdrxRequest> edrx = edrx();
    Optional<Duration> delay = sleepDelay();
    return new PowerStatus(
        saving,
        granted.flatMap(Registration::activeTime),
        granted.flatMap(Registration::periodicUpdate),
        edrx,
        Optional.empty(),
        deepestSleep(),
        delay);
  }

  private Optional<PowerSaving> powerSaving() {
    PowerCommands.ReadPowerSaving query = new PowerCommands.ReadPowerSaving();
    Optional<PowerSaving> before = ask(query);
    PowerSaving wanted = options.powerSaving().orElse(null);
    if (wanted == null || before.filter(now -> isSame(now, wanted)).isPresent()) {
      return before;
    }
    order(new PowerCommands.SetPowerSaving(wanted));
    return ask(query);
  }

  /** Times are compared as the module says them. */
  private static boolean isSame(PowerSaving now, PowerSaving wanted) {
    return now.enabled() == wanted.enabled()
        && (!wanted.enabled()
            || now.periodicUpdate()
                    .map(GprsTimer::periodicUpdateBits)
                    .equals(wanted.periodicUpdate().map(GprsTimer::periodicUpdateBits))
                && now.activeTime()
                    .map(GprsTimer::activeTimeBits)
                    .equals(wanted.activeTime().map(GprsTimer::activeTimeBits)));
  }

  private Optional<EdrxRequest> edrx() {
    PowerCommands.ReadEdrx query = new PowerCommands.ReadEdrx();
    Optional<EdrxRequest> before = first(ask(query));
    Duration cycle = options.edrxCycle().orElse(null);
    if (cycle == null) {
      return before;
    }
    Optional<EdrxRequest> wanted =
        cycle.isZero() ? Optional.empty() : Optional.of(EdrxRequest.narrowBand(cycle));
    if (before.equals(wanted)) {
      return before;
    }
    order(wanted.isPresent() ? reported(wanted.get()) : new PowerCommands.DisableEdrx());
    return first(ask(query));
  }

  /** Its URC is the only way to learn what the network grants. */
  private static ActionCommand reported(EdrxRequest request) {
    return new PowerCommands.SetEdrx(request, true);
  }

  private static Optional<EdrxRequest> first(Optional<List<EdrxRequest>> requests) {
    return requests.flatMap(all -> all.stream().findFirst());
  }

  /** The module tells the timers only in the longer forms of its report, which is set back. */
  private Optional<Registration> readGranted() {
    RegistrationDomain domain = RegistrationDomain.EVOLVED_PACKET;
    int mode = ask(new NetworkCommands.ReadRegistrationReports(domain)).orElse(WITH_TIMERS);
    boolean silent = mode < WITH_TIMERS;
    if (silent) {
      order(new NetworkCommands.SetRegistrationReports(domain, WITH_TIMERS));
    }
    Optional<Registration> registration = ask(new NetworkCommands.ReadRegistration(domain));
    if (silent) {
      order(new NetworkCommands.SetRegistrationReports(domain, mode));
    }
    return registration;
  }

  private Optional<Duration> sleepDelay() {
    Optional<Duration> before = readSleepDelay();
    Duration wanted = options.sleepDelay().orElse(null);
    if (wanted == null || before.filter(now -> now.toMillis() == wanted.toMillis()).isPresent()) {
      return before;
    }
    order(new PowerCommands.SetSleepDelay(wanted));
    return readSleepDelay();
  }

  private Optional<Duration> readSleepDelay() {
    Optional<Map<String, Integer>> settings = ask(new PowerCommands.ReadPlatformSettings());
    return settings.map(all -> all.get(SLEEP_DELAY)).map(Duration::ofMillis);
  }

  private Optional<SleepMode> deepestSleep() {
    Optional<SleepMode> before = readDeepestSleep();
    SleepMode wanted = options.deepestSleep().orElse(null);
    if (wanted == null || before.filter(wanted::equals).isPresent()) {
      return before;
    }
    order(
        wanted == SleepMode.ACTIVE
            ? new PowerCommands.ForbidSleep()
            : new PowerCommands.SetSleepLimit(wanted));
    return readDeepestSleep();
  }

  private Optional<SleepMode> readDeepestSleep() {
    return ask(new PowerCommands.ReadSleepLimit()).map(limit -> limit.orElse(SleepMode.ACTIVE));
  }

  private <R> Optional<R> ask(AtCommand<R> query) {
    try {
      return Optional.of(channel.execute(query));
    } catch (CommandRejectedException | ReplyFormatException e) {
      return Optional.empty();
    }
  }

  private void order(ActionCommand command) {
    try {
      channel.execute(command);
    } catch (CommandRejectedException e) {
      LOG.warn("The module does not save power as wanted: {}", e.getMessage());
      listener.onStep(BringUpStep.POWER, "refused: " + command.line());
    }
  }
}
