package io.github.modemqtt.emulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ECMTCFG and the read form of ECMTOPEN. */
class EcmtConfigurationTest extends EcmtTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "echomode   | 0",
        "dataformat | 1,0",
        "keepalive  | 0",
        "session    | 0",
        "timeout    | 10,3,0",
        "will       | 0,0,0,,",
        "version    | 4",
        "cloud      | 0,1",
        "aliauth    | ,,"
      })
  void aNewContextShowsTheDefaultsAndUnsetItemsAsZero(String item, String values) {
    host.ok("AT+ECMTCFG=\"echomode\",0,0");
    host.answers("AT+ECMTCFG=\"" + item + "\",0", "+ECMTCFG: \"" + item + "\"," + values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "echomode   | 1                       | 1",
        "dataformat | 0,1                     | 0,1",
        "dataformat | 0                       | 0,0",
        "keepalive  | 3600                    | 3600",
        "session    | 1                       | 1",
        "timeout    | 60,10,1                 | 60,10,1",
        "timeout    | 5                       | 5,3,0",
        "will       | 1,2,1,\"a/b\",\"bye\"   | 1,2,1,a/b,bye",
        "will       | 1                       | 0,0,0,,",
        "version    | 3                       | 3",
        "cloud      | 2,1                     | 2,1",
        "aliauth    | \"key\",\"name\",\"sec\" | name,sec,key"
      })
  void whatIsSetIsShown(String item, String set, String shown) {
    host.ok("AT+ECMTCFG=\"" + item + "\",0," + set);
    host.answers("AT+ECMTCFG=\"" + item + "\",0", "+ECMTCFG: \"" + item + "\"," + shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTCFG=\"keepalive\",0,3601",
        "AT+ECMTCFG=\"keepalive\",1,60",
        "AT+ECMTCFG=\"session\",0,2",
        "AT+ECMTCFG=\"timeout\",0,0",
        "AT+ECMTCFG=\"timeout\",0,1,11",
        "AT+ECMTCFG=\"will\",0,1,3,0,\"t\",\"m\"",
        "AT+ECMTCFG=\"version\",0,5",
        "AT+ECMTCFG=\"cloud\",0,2",
        "AT+ECMTCFG=\"Version\",0,4",
        "AT+ECMTCFG=\"nothing\",0,1",
        "AT+ECMTCFG=\"an-item-of-17-byt\",0,1",
        "AT+ECMTCFG=\"session\",0,\"1\"",
        "AT+ECMTCFG=\"ssl\",\"what\",\"x\"",
        "AT+ECMTCFG?"
      })
  void badValuesAreRefusedAndMakeNoContext(String command) {
    host.refused(command).refused("AT+ECMTCFG=\"version\",0");
  }

  @Test
  void theQuotesOfTheItemAndTheConnectionMayBeLeftOut() {
    host.ok("AT+ECMTCFG=version,0,3").answers("AT+ECMTCFG=version", "+ECMTCFG: \"version\",3");
  }

  @Test
  void theItemIsMandatory() {
    host.send("AT+ECMTCFG=\r").expectLine("ERROR");
  }

  @Test
  void theTestFormHasNoBlankBehindTheColon() {
    host.send("AT+ECMTCFG=?\r")
        .expect(
            "\r\n+ECMTCFG:\"keepalive\",(0),(0-3600),"
                + "\r\n+ECMTCFG:\"session\",(0),(0,1)"
                + "\r\n+ECMTCFG:\"timeout\",(0),(1-60),(1-10),(0,1)"
                + "\r\n+ECMTCFG:\"will\",(0),(0,1),(0-2),(0,1),\"will_topic\",\"will_msg\""
                + "\r\n+ECMTCFG:\"version\",(0),(3,4)"
                + "\r\n+ECMTCFG:\"aliauth\",(0),\"productkey\",\"devicename\",\"devicesecret\""
                + "\r\n+ECMTCFG:\"cloud\",(0-255),(0-255)\r\n\r\nOK\r\n");
  }

  @Test
  void theOpenConnectionIsShownWithoutABlank() throws Exception {
    host.ok("AT+ECMTOPEN?").ok("AT+ECMTCFG=\"version\",0,4").ok("AT+ECMTOPEN?");
    open();
    host.answers("AT+ECMTOPEN?", "+ECMTOPEN:0,\"broker.example\",1883");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+ECMTOPEN=0,\"h\",0",
        "AT+ECMTOPEN=0,\"h\",65536",
        "AT+ECMTOPEN=1,\"h\",1883",
      })
  void badAddressesAreRefused(String command) {
    host.refused(command);
  }

  @Test
  void hostNamesHaveAtMost127Bytes() {
    host.refused("AT+ECMTOPEN=0,\"" + "h".repeat(128) + "\",1883");
    host.ok("AT+ECMTOPEN=0,\"" + "h".repeat(127) + "\",1883").expectLine("+ECMTOPEN: 0,0");
  }
}
