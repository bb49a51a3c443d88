package io.github.modemqtt.cli;

import io.github.modemqtt.modem.ExtendedSignalQuality;
import io.github.modemqtt.modem.SignalQuality;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How good a signal is.
 *
 * <p>The scale for RSRP is the usual one for LTE: excellent from -80 dBm on, good from -90, fair
 * from -100. NB-IoT is made to work with 20 dB less (3GPP TR 45.820), by repeating, which takes
 * time and power: weak down to -120 dBm. RSSI stands in where a module does not know RSRP, 11 dB
 * above it: a cell of NB-IoT has 12 subcarriers, and RSRP is the power of one of them.
 */
final class SignalVerdict {
  private static final int[] RSRP_STEPS = {-120, -100, -90, -80};
  private static final String[] WORDS = {"hardly any", "weak", "fair", "good", "excellent"};
  private static final int RSSI_ABOVE_RSRP = 11;
  private static final int WEAK = 1;
  private static final String REMEDY =
      "check antenna and plug, move them away from metal, or nearer to a window";

  private SignalVerdict() {}

  static Finding of(Optional<SignalQuality> plain, Optional<ExtendedSignalQuality> extended) {
    OptionalInt rssi = plain.map(SignalQuality::rssiDbm).orElse(OptionalInt.empty());
    OptionalInt rsrp = extended.map(ExtendedSignalQuality::rsrpDbm).orElse(OptionalInt.empty());
    if (rssi.isEmpty() && rsrp.isEmpty()) {
      return plain.isEmpty() && extended.isEmpty()
          ? Finding.ok("signal", "the module does not tell")
          : Finding.warning("signal", "none", REMEDY);
    }
    int bars = bars(rsrp.isPresent() ? rsrp.getAsInt() : rssi.getAsInt() - RSSI_ABOVE_RSRP);
    StringBuilder text = new StringBuilder();
    text.append("[").append("#".repeat(bars)).append("-".repeat(4 - bars)).append("] ");
    text.append(WORDS[bars]);
    rssi.ifPresent(dbm -> text.append(", RSSI ").append(dbm).append(" dBm"));
    rsrp.ifPresent(dbm -> text.append(", RSRP ").append(dbm).append(" dBm"));
    extended
        .flatMap(quality -> quality.rsrqDb().stream().boxed().findFirst())
        .ifPresent(db -> text.append(String.format(Locale.ROOT, ", RSRQ %.1f dB", db)));
    Finding finding =
        bars > WEAK
            ? Finding.ok("signal", text.toString())
            : Finding.warning("signal", text.toString(), REMEDY);
    finding = finding.with("bars", bars);
    finding = rssi.isPresent() ? finding.with("rssiDbm", rssi.getAsInt()) : finding;
    return rsrp.isPresent() ? finding.with("rsrpDbm", rsrp.getAsInt()) : finding;
  }

  private static int bars(int rsrpDbm) {
    int bars = 0;
    while (bars < RSRP_STEPS.length && rsrpDbm >= RSRP_STEPS[bars]) {
      bars++;
    }
    return bars;
  }
}
