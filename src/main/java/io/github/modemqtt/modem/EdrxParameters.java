package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import java.time.Duration;
import java.util.Optional;

/**
 * How seldom a module listens (eDRX), as the network decided: 27.007 section 7.40. The values are
 * four bits each: 3GPP TS 24.008 section 10.5.5.32.
 *
 * @param accessTechnology 0: eDRX is not used, 4: LTE, 5: NB-IoT
 * @param requestedCycle what the module asked for
 * @param networkCycle what the network granted
 * @param pagingWindow how long the module listens each time
 */
public record EdrxParameters(
    int accessTechnology,
    Optional<String> requestedCycle,
    Optional<String> networkCycle,
    Optional<String> pagingWindow) {

  private static final int NARROW_BAND = 5;

  /**
   * The cycle that the network granted.
   *
   * @return how often the module listens in NB-IoT; empty if there is none
   */
  public Optional<Duration> cycle() {
    return narrowBand(networkCycle).flatMap(EdrxCycle::cycle);
  }

  /**
   * The paging time window that the network granted.
   *
   * @return how long the module listens each time in NB-IoT; empty if there is none
   */
  public Optional<Duration> window() {
    return narrowBand(pagingWindow).flatMap(EdrxCycle::window);
  }

  private Optional<String> narrowBand(Optional<String> bits) {
    return accessTechnology == NARROW_BAND ? bits : Optional.empty();
  }

  static EdrxParameters read(AtLine line) {
    FieldReader fields = line.fields();
    return new EdrxParameters(fields.nextInt(), bits(fields), bits(fields), bits(fields));
  }

  private static Optional<String> bits(FieldReader fields) {
    return Optional.of(fields.nextText()).filter(text -> !text.isEmpty());
  }
}
