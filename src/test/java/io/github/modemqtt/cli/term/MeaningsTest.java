package io.github.modemqtt.cli.term;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class MeaningsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "+CEREG: 1                      | registered, home",
        "+CEREG: 5,\"4844\",\"0EA2D0CA\",9 | registered, roaming",
        "+CEREG: 2                      | searching",
        "+CSCON: 1                      | radio connected",
        "+CPIN: READY                   | card is unlocked",
        "+ECPIN: SIM PUK                | locked: enter PUK and a new PIN",
        "+ECPADDR: 0, \"10.0.0.7\"        | address 10.0.0.7",
        "+ECPSMR: 1                     | in PSM",
        "+HIB Enter                     | hibernation: enter",
        "+ECMTOPEN: 0,0                 | TCP is open; connect now",
        "+ECMTOPEN: 0,-1 | no TCP connection: name, port, or network; all settings are lost",
        "+ECMTCONN: 0,0,0               | connected",
        "+ECMTCONN: 0,0,4               | refused: bad user name or password",
        "+ECMTCONN: 0,0,5               | refused: not authorised",
        "+ECMTCONN: 0,2,2               | CONNECT could not be sent",
        "+ECMTSUB: 0,1,0,1              | subscribed",
        "+ECMTSUB: 0,1,2                | not sent: too big, or no link",
        "+ECMTUNS: 0,1,0                | unsubscribed",
        "+ECMTPUB: 0,7,0                | published",
        "+ECMTPUB: 0,7,1                | acknowledgement not understood",
        "+ECMTSTAT: 0,1                 | link lost; the module reconnects by itself",
        "+ECMTDISC: 0,0                 | disconnected",
        "+ECMTDISC: 0,-1                | was not connected",
        "+ECMTCLOSE: 0,0                | TCP is closed",
        "+ECMTRECV: 0,1,\"a,b\",x,\"y\"    | message on a,b, 5 bytes",
        "+ECMTRECV: 0,1,\"t\",            | message on t, 0 bytes",
        "+UNKNOWN: 1                    | nothing",
        "RDY                            | nothing",
        "+CEREG: x                      | nothing",
        "+ECMTCONN:                     | nothing",
      })
  void whatComesByItselfIsExplained(String line, String meaning) {
    assertEquals(meaning, Meanings.of(line, false).orElse(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "+CEREG: 2,1,\"4844\",\"0EA2D0CA\",9 | registered, home",
        "+CEREG: 0,2           | searching",
        "+CEREG: 1             | registered, home",
        "+CREG: 0,6            | registered at home, SMS only",
        "+CSQ: 20,99           | -73 dBm",
        "+CSQ: 99,99           | no signal",
        "+CESQ: 99,99,255,255,20,45 | RSRP -96 dBm, RSRQ -10.0 dB",
        "+CESQ: 99,99,255,255,255,255 | RSRP unknown",
        "+CSCON: 1,0           | radio idle",
        "+CFUN: 4              | radio off",
        "+CGATT: 1             | attached",
        "+COPS: 0,2,\"46000\",9  | automatic, NB-IoT",
        "+CPSMS: 1             | PSM on",
        "+CGPADDR: 0           | no address",
        "+CGPADDR: 0,\"10.0.0.7\" | address 10.0.0.7",
        "+ECPMUCFG: 0          | never sleeps",
        "+ECPMUCFG: 1,2        | may sleep lightly",
        "+ECPMUSTATUS: Slp1, 5 | light sleep",
        "+CMEE: 1              | errors with a number",
        "+IPR: 0               | automatic",
        "+ECMTCONN:0,3         | connected",
        "+ECMTCONN:0,2         | connecting",
        "+ECMTCONN:0,1         | not connected",
        "+ECMTOPEN:0,\"b.example\",1883 | open to b.example port 1883",
        "+CME ERROR: 10 | SIM not inserted; insert a SIM card, then restart the module",
        "+CME ERROR: SIM not inserted | nothing",
      })
  void answersAreExplained(String line, String meaning) {
    assertEquals(meaning, Meanings.of(line, true).orElse(null));
  }
}
