package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.Optional;

/**
 * How seldom a module asks to listen (eDRX): 27.007 section 7.40.
 *
 * @param accessTechnology 4: LTE, 5: NB-IoT
 * @param cycleBits the cycle as four bits, 3GPP TS 24.008 section 10.5.5.32
 */
public record EdrxRequest(int accessTechnology, String cycleBits) {
  private static final int NARROW_BAND = 5;

  /**
   * A request for NB-IoT.
   *
   * @param cycle how often to listen, rounded up to 20.48 s times a power of two
   * @return the request
   * @throws IllegalArgumentException if it is longer than 10,485.76 s
   */
  public static EdrxRequest narrowBand(Duration cycle) {
    return new EdrxRequest(NARROW_BAND, EdrxCycle.bits(cycle));
  }

  /**
   * The cycle.
   *
   * @return how often to listen in NB-IoT; empty for other technologies and values without meaning
   */
  public Optional<Duration> cycle() {
    return accessTechnology == NARROW_BAND ? EdrxCycle.cycle(cycleBits) : Optional.empty();
  }
}
