package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A module's registration in a network: 27.007 sections 7.2, 10.1.20 and 10.1.22.
 *
 * @param state whether it is registered
 * @param areaCode the location or tracking area code in hexadecimal, as the module prints it
 * @param cellId the cell identity in hexadecimal, as the module prints it
 * @param accessTechnology 7: LTE, 9: NB-IoT; see 27.007 for more
 * @param rejectCauseType 0: {@code rejectCause} is an EMM cause (24.301 annex A), 1: the
 *     manufacturer's own
 * @param rejectCause why the network refused, if it did
 * @param activeTime how long the module stays reachable before it saves power (T3324), if the
 *     network granted that
 * @param periodicUpdate how often the module reports to the network while it saves power (T3412),
 *     if the network granted that
 */
public record Registration(
    RegistrationState state,
    Optional<String> areaCode,
    Optional<String> cellId,
    OptionalInt accessTechnology,
    OptionalInt rejectCauseType,
    OptionalInt rejectCause,
    Optional<Duration> activeTime,
    Optional<Duration> periodicUpdate) {
  private static final int SHORTEST_AREA_CODE = 3;

  /** Reads the answer, which begins with the mode. */
  static Registration readReply(RegistrationDomain domain, AtLine line) {
    FieldReader fields = line.fields();
    fields.nextInt();
    return read(domain, fields.nextInt(), fields.nextText(), fields);
  }

  /** Reads the URC, which does not; refuses an answer. */
  static Registration readUrc(RegistrationDomain domain, AtLine line) {
    FieldReader fields = line.fields();
    int state = fields.nextInt();
    boolean quoted = fields.isNextQuoted();
    String area = fields.nextText();
    if (!quoted && !area.isEmpty() && area.length() < SHORTEST_AREA_CODE) {
      throw new ReplyFormatException(line.text(), "this is an answer, not a URC");
    }
    return read(domain, state, area, fields);
  }

  private static Registration read(
      RegistrationDomain domain, int state, String area, FieldReader fields) {
    String cell = fields.nextText();
    OptionalInt technology = number(fields);
    if (domain == RegistrationDomain.PACKET_SWITCHED) {
      fields.nextText(); // the routing area code, which only +CGREG has
    }
    OptionalInt causeType = number(fields);
    OptionalInt cause = number(fields);
    Optional<Duration> active = GprsTimer.activeTime(fields.nextText());
    Optional<Duration> periodic = GprsTimer.periodicUpdate(fields.nextText());
    return new Registration(
        RegistrationState.of(state),
        textOrEmpty(area),
        textOrEmpty(cell),
        technology,
        causeType,
        cause,
        active,
        periodic);
  }

  /** What is beside the state is a help; modules differ in it, so it must not spoil the state. */
  private static OptionalInt number(FieldReader fields) {
    try {
      return fields.nextOptionalInt();
    } catch (ReplyFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<String> textOrEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
