package io.github.modemqtt.at;

import io.github.modemqtt.ecmt.EcmtUrcs;
import io.github.modemqtt.modem.NetworkUrcs;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A line that a module prints by itself.
 *
 * @param type what it is
 * @param text an example, without line ends
 */
record KnownUrc(UrcType<?> type, String text) {

  /**
   * The received message: it is a unit, which only a line end of the next one, or silence, ends.
   */
  static final KnownUrc MESSAGE = new KnownUrc(EcmtUrcs.MESSAGE, "+ECMTRECV: 0,7,\"t/in\",hello");

  /** All that are one line. */
  static final List<KnownUrc> LINES =
      List.of(
          new KnownUrc(EcmtUrcs.OPEN, "+ECMTOPEN: 0,0"),
          new KnownUrc(EcmtUrcs.CLOSE, "+ECMTCLOSE: 0,0"),
          new KnownUrc(EcmtUrcs.CONNECT, "+ECMTCONN: 0,0,0"),
          new KnownUrc(EcmtUrcs.DISCONNECT, "+ECMTDISC: 0,-1"),
          new KnownUrc(EcmtUrcs.SUBSCRIBE, "+ECMTSUB: 0,1,0,1"),
          new KnownUrc(EcmtUrcs.UNSUBSCRIBE, "+ECMTUNS: 0,1,0"),
          new KnownUrc(EcmtUrcs.PUBLISH, "+ECMTPUB: 0,1,0"),
          new KnownUrc(EcmtUrcs.LINK_STATE, "+ECMTSTAT: 0,1"),
          new KnownUrc(NetworkUrcs.CREG, "+CREG: 1"),
          new KnownUrc(NetworkUrcs.CGREG, "+CGREG: 5"),
          new KnownUrc(NetworkUrcs.CEREG, "+CEREG: 1,\"4844\",\"01a2c315\",7"),
          new KnownUrc(NetworkUrcs.CSCON, "+CSCON: 1"),
          new KnownUrc(NetworkUrcs.CPIN, "+CPIN: READY"),
          new KnownUrc(NetworkUrcs.ECPIN, "+ECPIN: SIM PIN"),
          new KnownUrc(NetworkUrcs.CGEV, "+CGEV: ME PDN ACT 0"),
          new KnownUrc(NetworkUrcs.ECPADDR, "+ECPADDR: 0, \"10.1.2.3\""),
          new KnownUrc(NetworkUrcs.CTZV, "+CTZV: \"+32\""),
          new KnownUrc(NetworkUrcs.CTZE, "+CTZE: \"+32\",0,\"2026/11/20,08:30:00\""),
          new KnownUrc(NetworkUrcs.CTZEU, "+CTZEU: \"+32\",0,\"2026/11/20,00:30:00\""),
          new KnownUrc(NetworkUrcs.CEDRXP, "+CEDRXP: 5,\"0010\",\"0010\",\"0011\""),
          new KnownUrc(NetworkUrcs.ECPCFUN, "+ECPCFUN: 1"),
          new KnownUrc(NetworkUrcs.HIB, "+HIB Enter"),
          new KnownUrc(NetworkUrcs.ECPSMR, "+ECPSMR: 1"),
          new KnownUrc(NetworkUrcs.ECPING, "+ECPING: SUCC, dest: 192.0.2.7, RTT: 120 ms"),
          plain("RDY", "RDY"),
          plain("SMS DONE", "SMS DONE"),
          plain("*PSUTTZ", "*PSUTTZ: 2020,12,9,12,57,4,\"+12\",0"),
          plain("^SIMST", "^SIMST: 1"),
          plain("%CTZ", "%CTZ: 1"),
          plain("+APP PDP", "+APP PDP: ACTIVE"));

  static Stream<KnownUrc> all() {
    return Stream.concat(LINES.stream(), Stream.of(MESSAGE));
  }

  private static KnownUrc plain(String prefix, String text) {
    return new KnownUrc(UrcType.line(prefix, Function.identity()), text);
  }

  boolean isMessage() {
    return this == MESSAGE;
  }

  /** The bytes on the line. */
  String unit() {
    return "\r\n" + text + "\r\n";
  }

  @Override
  public String toString() {
    return text;
  }
}
