package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.UrcType;
import java.time.DateTimeException;
import java.time.ZoneOffset;

/**
 * What a module reports by itself about SIM card and network.
 *
 * <p>Where a command has an answer of the same name, the type refuses lines in the answer's form,
 * so that a late answer is never taken for news. {@code +CPIN} is the exception: there both look
 * alike and say the same.
 */
public final class NetworkUrcs {
  /** {@code +CREG: <stat>[,...]}: 27.007 section 7.2. */
  public static final UrcType<Registration> CREG =
      registration(RegistrationDomain.CIRCUIT_SWITCHED);

  /** {@code +CGREG: <stat>[,...]}: 27.007 section 10.1.20. */
  public static final UrcType<Registration> CGREG =
      registration(RegistrationDomain.PACKET_SWITCHED);

  /** {@code +CEREG: <stat>[,...]}: 27.007 section 10.1.22. */
  public static final UrcType<Registration> CEREG = registration(RegistrationDomain.EVOLVED_PACKET);

  /** {@code +CSCON: <mode>}: true if the radio connection is there. 27.007 section 10.1.30. */
  public static final UrcType<Boolean> CSCON = UrcType.line("+CSCON", NetworkUrcs::flag);

  /** {@code +CPIN: <code>}: the SIM card. 27.007 section 8.3. */
  public static final UrcType<PinState> CPIN = UrcType.line("+CPIN", NetworkUrcs::pinState);

  /** {@code +ECPIN: <code>}: the SIM card. EC616. */
  public static final UrcType<PinState> ECPIN = UrcType.line("+ECPIN", NetworkUrcs::pinState);

  /** {@code +CGEV: <event>}: packet data. 27.007 section 10.1.19. */
  public static final UrcType<PacketEvent> CGEV = UrcType.line("+CGEV", PacketEvent::read);

  /** {@code +ECPADDR: <cid>, "<address>"}: a context got its address. EC616. */
  public static final UrcType<PdpAddress> ECPADDR = UrcType.line("+ECPADDR", PdpAddress::read);

  /** {@code +CTZV: "<zone>"}: the time zone, in quarter hours. 27.007 section 8.41. */
  public static final UrcType<ZoneOffset> CTZV = UrcType.line("+CTZV", NetworkUrcs::timeZone);

  /**
   * {@code +CTZE: "<zone>",<daylight saving>,"<time>"}: time zone and local time. 27.007 section
   * 8.41.
   */
  public static final UrcType<NetworkTime> CTZE = UrcType.line("+CTZE", NetworkTime::read);

  /**
   * {@code +CTZEU: "<zone>",<daylight saving>,"<time>"}: time zone and UTC. 27.007 section 8.41.
   */
  public static final UrcType<NetworkTime> CTZEU = UrcType.line("+CTZEU", NetworkTime::read);

  /** {@code +CEDRXP: <technology>[,...]}: eDRX as the network granted it. 27.007 section 7.40. */
  public static final UrcType<EdrxParameters> CEDRXP =
      UrcType.line("+CEDRXP", EdrxParameters::read);

  /** {@code +ECPCFUN: <level>}: the module's functionality changed. EC616. */
  public static final UrcType<Integer> ECPCFUN =
      UrcType.line("+ECPCFUN", line -> line.fields().nextInt());

  /** {@code +HIB Enter}, {@code +HIB Exit}, {@code +HIB Fail}: hibernation. EC616. */
  public static final UrcType<HibernationEvent> HIB =
      UrcType.startingWith("+HIB ", HibernationEvent::read);

  /** {@code +ECPSMR: <mode>}: true if the module enters power saving (PSM). EC616. */
  public static final UrcType<Boolean> ECPSMR = UrcType.line("+ECPSMR", NetworkUrcs::flag);

  /** {@code +ECPING: ...}: the result of {@link PacketCommands.Ping}. EC616. */
  public static final UrcType<PingReport> ECPING = UrcType.line("+ECPING", PingReport::read);

  private NetworkUrcs() {}

  private static UrcType<Registration> registration(RegistrationDomain domain) {
    return UrcType.line(domain.command(), line -> Registration.readUrc(domain, line));
  }

  private static PinState pinState(AtLine line) {
    return PinState.of(line.fields().nextText());
  }

  private static Boolean flag(AtLine line) {
    FieldReader fields = line.fields();
    int value = fields.nextInt();
    if (fields.hasNext()) {
      throw new ReplyFormatException(line.text(), "this is an answer, not a URC");
    }
    return value == 1;
  }

  private static ZoneOffset timeZone(AtLine line) {
    return zone(line, line.fields().nextText());
  }

  static ZoneOffset zone(AtLine line, String text) {
    try {
      return ModuleClock.quarterHours(text);
    } catch (NumberFormatException | DateTimeException e) {
      throw new ReplyFormatException(line.text(), "'" + text + "' is no time zone");
    }
  }
}
