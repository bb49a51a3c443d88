package io.github.modemqtt.testing;

import java.util.List;

/** What an EC616 answers that is registered, and whose broker agrees to everything. */
final class Ec616Answers {
  private Ec616Answers() {}

  static void addTo(MockModem modem) {
    modem.alwaysStarting("AT").answer("OK");
    modem.always("AT+CGMI").answer("+CGMI:\"eigencomm\"", "OK");
    modem.always("AT+CGMM").answer("+CGMM:\"eigencomm\",\"EC616S\"", "OK");
    modem.always("AT+CGMR").answer("+CGMR:\"MOCK\"", "OK");
    modem.always("AT+CFUN?").answer("+CFUN: 1", "OK");
    modem.always("AT+CPIN?").answer("+CPIN: READY", "OK");
    modem.always("AT+CEREG?").answer("+CEREG: 0,1", "OK");
    modem.always("AT+CGPADDR").answer("+CGPADDR: 0,\"10.0.0.2\"", "OK");
    modem.always("AT+CSQ").answer("+CSQ: 20,99", "OK");
    modem.alwaysStarting("AT+ECMTOPEN=").answer("OK", "+ECMTOPEN: 0,0");
    modem.alwaysStarting("AT+ECMTCONN=").answer("OK", "+ECMTCONN: 0,0,0");
    modem.alwaysStarting("AT+ECMTSUB=").answer(command -> result(command, "0,1"));
    modem.alwaysStarting("AT+ECMTUNS=").answer(command -> result(command, "0"));
    modem.alwaysStarting("AT+ECMTPUB=").answer(command -> result(command, "0"));
    modem.alwaysStarting("AT+ECMTDISC=").answer("OK", "+ECMTDISC: 0,0");
    modem.alwaysStarting("AT+ECMTCLOSE=").answer("OK", "+ECMTCLOSE: 0,0");
  }

  /** {@code OK}, and the command's result with its own connection and message id. */
  static List<String> result(String command, String values) {
    String name = command.substring("AT".length(), command.indexOf('='));
    String[] parameters = command.substring(command.indexOf('=') + 1).split(",", 3);
    return List.of("OK", name + ": " + parameters[0] + "," + parameters[1] + "," + values);
  }
}
