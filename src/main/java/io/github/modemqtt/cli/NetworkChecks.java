package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.modem.CurrentOperator;
import io.github.modemqtt.modem.ModuleClock;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.NetworkDeniedException;
import io.github.modemqtt.modem.NoAddressException;
import io.github.modemqtt.modem.NotRegisteredException;
import io.github.modemqtt.modem.PacketCommands;
import io.github.modemqtt.modem.PdpAddress;
import io.github.modemqtt.modem.PdpContext;
import io.github.modemqtt.modem.Registration;
import io.github.modemqtt.modem.RegistrationDomain;
import io.github.modemqtt.modem.RegistrationState;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the network has taken the module, how well they hear each other, what it gave. */
final class NetworkChecks {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);
  private static final int NB_IOT = 9;
  private static final int LTE = 7;
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final AtChannel channel;
  private final ProbeReport report;
  private final Duration patience;
  private final CountDownLatch lost = new CountDownLatch(1);
  private @Nullable RegistrationState told;

  NetworkChecks(AtChannel channel, ProbeReport report, Duration patience) {
    this.channel = channel;
    this.report = report;
    this.patience = patience;
    channel.onLost(cause -> lost.countDown());
  }

  void signal() {
    report.add(
        SignalVerdict.of(
            ModuleChecks.ifKnown(channel, new NetworkCommands.ReadSignalQuality()),
            ModuleChecks.ifKnown(channel, new NetworkCommands.ReadExtendedSignalQuality())));
  }

  /** {@return whether the module is registered} */
  boolean registration() {
    Registration registration = await(this::readRegistration, this::isSettled);
    RegistrationState state = registration.state();
    report.add(judged(registration).with("state", state.code()).with("meaning", state.meaning()));
    return state.isRegistered();
  }

  private Finding judged(Registration registration) {
    RegistrationState state = registration.state();
    if (state == RegistrationState.DENIED) {
      return Finding.failure(
          "registration", new NetworkDeniedException(registration, null, patience));
    }
    if (!state.isRegistered()) {
      return Finding.failure("registration", new NotRegisteredException(state, null, patience));
    }
    String text =
        state.meaning() + technology(registration.accessTechnology()) + cell(registration);
    return state.isSmsOnly()
        ? Finding.warning(
            "registration",
            text,
            "some NB-IoT networks call a full registration so; if there is no address, ask the"
                + " operator for packet data")
        : Finding.ok("registration", text);
  }

  private static String technology(OptionalInt code) {
    return switch (code.orElse(-1)) {
      case NB_IOT -> ", NB-IoT";
      case LTE -> ", LTE";
      default -> "";
    };
  }

  private static String cell(Registration registration) {
    return registration.cellId().map(cell -> ", cell " + cell).orElse("");
  }

  private boolean isSettled(Registration registration) {
    if (registration.state() != told) {
      told = registration.state();
      report.progress("registration: " + registration.state().meaning());
    }
    return registration.state().isRegistered();
  }

  /** A module that does not know +CEREG has the older command. */
  private Registration readRegistration() {
    try {
      return channel.execute(
          new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET));
    } catch (CommandRejectedException e) {
      return channel.execute(
          new NetworkCommands.ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED));
    }
  }

  void operator() {
    Optional<CurrentOperator> operator =
        ModuleChecks.ifKnown(channel, new NetworkCommands.ReadOperator());
    String name = operator.flatMap(CurrentOperator::name).orElse("not told");
    report.add(
        Finding.ok(
                "operator",
                name
                    + operator.map(known -> technology(known.accessTechnology())).orElse("")
                    + operator.filter(known -> known.mode() == 1).map(k -> ", by hand").orElse(""))
            .with("operator", name));
  }

  /** {@return whether there is an address} */
  boolean address() {
    String apn =
        ModuleChecks.ifKnown(channel, new PacketCommands.ReadContexts()).orElse(List.of()).stream()
            .min(Comparator.comparingInt(PdpContext::id))
            .map(context -> context.apn().isEmpty() ? "of the network" : context.apn())
            .orElse("of the network");
    Optional<PdpAddress> address = await(this::readAddress, Optional::isPresent);
    if (address.isEmpty()) {
      Finding none = Finding.failure("address", new NoAddressException(patience, null));
      report.add(
          Finding.failure("address", none.text() + ", APN " + apn, String.valueOf(none.remedy()))
              .with("apn", apn));
      return false;
    }
    String ipv4 = address.get().ipv4().orElse("");
    report.add(Finding.ok("address", ipv4 + ", APN " + apn).with("address", ipv4).with("apn", apn));
    return true;
  }

  private Optional<PdpAddress> readAddress() {
    return ModuleChecks.ifKnown(channel, new PacketCommands.ReadAddresses())
        .orElse(List.of())
        .stream()
        .filter(address -> address.ipv4().isPresent())
        .min(Comparator.comparingInt(PdpAddress::contextId));
  }

  /** A clock that is wrong does not keep MQTT from working. */
  void clock() {
    Instant now = Instant.now();
    try {
      ModuleClock clock = channel.execute(Bounded.of(new NetworkCommands.ReadClock()));
      Duration off = smaller(now, clock);
      String text =
          SHOWN.format(clock.shown())
              + (off.compareTo(CLOCK_TOLERANCE) <= 0
                  ? ", as here"
                  : ", " + off.truncatedTo(ChronoUnit.SECONDS).toSeconds() + " s from here");
      report.add(
          off.compareTo(CLOCK_TOLERANCE) <= 0
              ? Finding.ok("clock", text)
              : Finding.warning(
                  "clock", text, "one of the clocks is wrong; the network sets the module's"));
    } catch (CommandRejectedException | ReplyFormatException e) {
      report.add(
          Finding.warning(
              "clock", "not set", "the network sets it at registration; not all networks do"));
    }
  }

  /** The EC616 shows UTC, other modules local time. */
  private static Duration smaller(Instant now, ModuleClock clock) {
    Duration utc = Duration.between(now, clock.asUtc()).abs();
    Duration local = Duration.between(now, clock.asLocal()).abs();
    return utc.compareTo(local) < 0 ? utc : local;
  }

  private <T> T await(Supplier<T> question, Predicate<T> enough) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      T answer = question.get();
      long left = end - System.nanoTime();
      if (enough.test(answer) || left <= 0) {
        return answer;
      }
      pause(Math.min(left, INTERVAL.toNanos()));
    }
  }

  private void pause(long nanos) {
    try {
      lost.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException("the network", e);
    }
  }
}
