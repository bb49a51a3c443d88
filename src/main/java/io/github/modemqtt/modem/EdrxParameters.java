package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
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

  static EdrxParameters read(AtLine line) {
    FieldReader fields = line.fields();
    return new EdrxParameters(fields.nextInt(), bits(fields), bits(fields), bits(fields));
  }

  private static Optional<String> bits(FieldReader fields) {
    return Optional.of(fields.nextText()).filter(text -> !text.isEmpty());
  }
}
