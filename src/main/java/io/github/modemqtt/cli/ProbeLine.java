package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Opens a line, at the rate at which a module answers {@code AT}.
 *
 * @param name the line, for people
 * @param rates the rates to try, in this order; one 0 for a line that has none
 * @param patience how long the module may be silent at each
 * @param lines makes a closed line at a rate
 */
record ProbeLine(
    String name, List<Integer> rates, Duration patience, IntFunction<Transport> lines) {
  /** A line without a rate of its own, such as TCP. */
  static final int NO_RATE = 0;

  private static final Duration QUICK = Duration.ofMillis(1200);
  private static final int PROBES = 3;

  /** What EC616 modules come with first, then the rates that {@code AT+IPR} takes. */
  private static final List<Integer> USUAL =
      List.of(115_200, 9_600, 57_600, 38_400, 19_200, 230_400, 460_800, 4_800, 2_400);

  /** A line that answered. */
  record Opened(AtChannel channel, int rate) {}

  static ProbeLine searching(String name, int first, IntFunction<Transport> lines) {
    Set<Integer> rates = new LinkedHashSet<>();
    rates.add(first);
    rates.addAll(USUAL);
    return new ProbeLine(name, List.copyOf(rates), QUICK, lines);
  }

  static ProbeLine fixed(String name, int rate, Duration patience, IntFunction<Transport> lines) {
    return new ProbeLine(name, List.of(rate), patience, lines);
  }

  /**
   * Finds the module; several {@code AT} a rate, because what a module heard at a wrong rate spoils
   * the first, and one that sleeps may lose some.
   *
   * @throws ModuleNotRespondingException if it answers at none of the rates
   */
  Opened open(LineWatch watch, Consumer<String> progress) {
    for (int tried = 0; ; tried++) {
      int rate = rates.get(tried);
      progress.accept("trying AT on " + (rate == NO_RATE ? name : name + " at " + rate + " baud"));
      AtChannel channel = AtChannel.open(lines.apply(rate), options(), watch);
      try {
        channel.synchronize();
        return new Opened(channel, rate);
      } catch (ModuleNotRespondingException e) {
        channel.close();
        if (tried == rates.size() - 1) {
          throw e;
        }
      } catch (RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private AtChannelOptions options() {
    AtChannelOptions defaults = AtChannelOptions.DEFAULTS;
    return defaults.withProbing(patience.dividedBy(PROBES), PROBES, defaults.resyncQuiet());
  }

  /** What to say when it answers nowhere. */
  Finding silence(boolean bytesSeen) {
    String where = rates.equals(List.of(NO_RATE)) ? "" : " at " + rateList() + " baud";
    String first =
        bytesSeen
            ? "another device or another baud rate"
            : "check power, ground and wiring (TX to RX, RX to TX), and that this is the AT port";
    return Finding.failure(
        "answer",
        "no answer to AT" + where + (bytesSeen ? ", though bytes came" : ""),
        first
            + "; a module that was told ATQ1 never answers: 'modemqtt at --modem "
            + name
            + " ATQ0'");
  }

  private String rateList() {
    return String.join(", ", rates.stream().map(String::valueOf).toList());
  }
}
