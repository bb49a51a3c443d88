package io.github.modemqtt.modem;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The radio signal, as far as the module tells.
 *
 * @param rssiDbm strength (RSSI) in dBm, -113 (or less) to -51 (or more): {@code AT+CSQ}, 27.007
 *     section 8.5
 * @param rsrpDbm power of the reference signal (RSRP) in dBm, -141 to -44: {@code AT+CESQ}, 27.007
 *     section 8.69
 * @param rsrqDb quality of the reference signal (RSRQ) in dB, -20 to -3: {@code AT+CESQ}
 * @param sinrDb signal to noise (SINR) in dB: {@code SNR} or {@code SINR} in the {@code PHY} line
 *     of {@code AT+ECSTATUS}; names and unit there differ by build
 */
public record RadioSignal(
    OptionalInt rssiDbm, OptionalInt rsrpDbm, OptionalDouble rsrqDb, OptionalDouble sinrDb) {

  static RadioSignal of(SignalQuality quality) {
    return new RadioSignal(
        quality.rssiDbm(), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  static RadioSignal of(
      Optional<SignalQuality> quality,
      Optional<ExtendedSignalQuality> extended,
      Optional<Map<String, Map<String, String>>> layers) {
    return new RadioSignal(
        quality.map(SignalQuality::rssiDbm).orElse(OptionalInt.empty()),
        extended.map(ExtendedSignalQuality::rsrpDbm).orElse(OptionalInt.empty()),
        extended.map(ExtendedSignalQuality::rsrqDb).orElse(OptionalDouble.empty()),
        layers.map(RadioSignal::signalToNoise).orElse(OptionalDouble.empty()));
  }

  private static OptionalDouble signalToNoise(Map<String, Map<String, String>> layers) {
    Map<String, String> physical = layers.getOrDefault("PHY", Map.of());
    String text = physical.getOrDefault("SNR", physical.getOrDefault("SINR", ""));
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
