package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identity, SIM card, registration and settings. */
@Timeout(60)
class NetworkTest {
  private final ManualClock clock = new ManualClock();
  private EmulatedModule module;
  private HostEnd host;

  private void start(UnaryOperator<EmulatedModuleBuilder> options) throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("network");
    EmulatedModuleBuilder builder =
        options.apply(
            RecordedModules.builder(line.module())
                .clock(clock)
                .registrationDelay(Duration.ofSeconds(30)));
    host = HostEnd.of(line, builder);
    module = builder.build();
    module.start();
    clock.settle();
  }

  private void startRegistered() throws Exception {
    start(builder -> builder);
    clock.advance(Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    module.close();
    clock.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATI              | Eigencomm EC616S_EMULATED V0.1",
        "AT+CGMI          | +CGMI:\"eigencomm\"",
        "AT+CGMM          | +CGMM:\"eigencomm\",\"EC616S\"",
        "AT+CGMR          | +CGMR:\"EC616S_EMULATED V0.1\"",
        "AT+CGSN          | 001001000000015",
        "AT+CGSN=0        | +CGSN: EMU000001",
        "AT+CGSN=1        | +CGSN: 001001000000015",
        "AT+CGSN=2        | +CGSN: 0010010000000101",
        "AT+CGSN=3        | +CGSN: 01",
        "AT+CGSN=?        | +CGSN: (0-3)",
        "AT+CIMI          | 001010000000001",
        "AT+ECICCID       | +ECICCID: 89999010000000000013",
        "AT+CPIN?         | +CPIN: READY",
        "AT+CMEE?         | +CMEE: 1",
        "AT+CSQ           | +CSQ: 20,99",
        "AT+CESQ          | +CESQ: 99,99,255,255,24,53",
        "AT+CREG?         | +CREG: 0,1",
        "AT+CREG=?        | +CREG: (0-3)",
        "AT+CEREG?        | +CEREG: 0,1",
        "AT+CEREG=?       | +CEREG: (0-5)",
        "AT+CGATT?        | +CGATT: 1",
        "AT+CGPADDR       | +CGPADDR: 0,\"10.0.0.2\"",
        "AT+CGPADDR=0     | +CGPADDR: 0,\"10.0.0.2\"",
        "AT+CGDCONT?      | +CGDCONT: 0,\"IP\",\"iot\",\"10.0.0.2\",0,0",
        "AT+COPS?         | +COPS: 0,2,\"00101\",9",
        "AT+CCLK?         | +CCLK: \"2026/11/20,06:30:30+00\"",
        "AT+CFUN?         | +CFUN: 1",
        "AT+CFUN=?        | +CFUN: (0,1,4),(0)",
        "AT+CSCON?        | +CSCON: 0,1",
        "AT+CPSMS?        | +CPSMS: 0",
        "AT+IPR?          | +IPR: 9600",
        "AT+ECPMUCFG?     | +ECPMUCFG: 1,1",
        "AT+ECPMUCFG=?    | +ECPMUCFG: (0-1),(0-4)",
        "AT+ECMTOPEN=?    | +ECMTOPEN: (0),<host_name>,<port>",
        "AT+ECMTCLOSE=?   | +ECMTCLOSE: (0)",
        "AT+ECMTDISC=?    | +ECMTDISC: (0)",
        "AT+ECMTCONN=?    | +ECMTCONN: (0),\"<clientID>\"[,\"<username>\"[,,\"<password>\"]]",
        "AT+ECMTSUB=?     | +ECMTSUB: (0),<msgID>,\"<topic>\",<qos>",
        "AT+ECMTUNS=?     | +ECMTUNS: (0),<msgID>,\"<topic>\"",
        "AT+ECMTPUB=?     | +ECMTPUB: (0),<msgID>,<qos>,<retain>,\"<topic>\"[,\"<payload>\"]",
      },
      quoteCharacter = '\'')
  void aRegisteredModuleAnswers(String command, String answer) throws Exception {
    startRegistered();
    host.answers(command, answer);
  }

  @Test
  void ecpcfgIsShownAndSet() throws Exception {
    startRegistered();
    host.ok("AT+ECPCFG=\"slpWaitTime\",5000")
        .answers(
            "AT+ECPCFG?",
            "+ECPCFG: \"faultAction\":0,\"dumpToATPort\":0,\"startWDT\":1,\"logCtrl\":1,"
                + "\"logLevel\":0,\"logBaudrate\":3000000,\"slpWaitTime\":5000");
    host.send("AT+ECPCFG=\"slpWaitTime\",65536\r").expectLine("+CME ERROR: 50");
  }

  @Test
  void powerModesAreShownAsTheFirmwareDoes() throws Exception {
    startRegistered();
    host.ok("AT+ECPMUCFG=1,4").answers("AT+ECPMUCFG?", "+ECPMUCFG: 1,4");
    host.ok("AT+ECPMUCFG=0").answers("AT+ECPMUCFG?", "+ECPMUCFG: 0");
    host.send("AT+ECPMUCFG=2\r").expectLine("+CME ERROR: 50");
    host.ok("AT+CPSMS=1,,,\"01000111\",\"00100100\"")
        .answers("AT+CPSMS?", "+CPSMS: 1,,,\"01000111\",\"00100100\"");
    host.ok("AT+CEREG=5")
        .answers("AT+CEREG?", "+CEREG: 5,1,\"1A2B\",\"0123ABCD\",9,,,\"00100100\",\"01000111\"");
  }

  @Test
  void aSearchingModuleHasNoAddressAndCannotOpen() throws Exception {
    start(builder -> builder);
    host.answers("AT+CEREG?", "+CEREG: 0,2")
        .answers("AT+CSQ", "+CSQ: 99,99")
        .answers("AT+CGPADDR", "+CGPADDR: 0")
        .answers("AT+CGATT?", "+CGATT: 0")
        .answers("AT+COPS?", "+COPS: 0")
        .refused("AT+ECMTOPEN=0,\"h\",1883");
    clock.advance(Duration.ofSeconds(30));
    host.answers("AT+CEREG?", "+CEREG: 0,1");
  }

  @Test
  void aModuleMaySearchForEver() throws Exception {
    start(EmulatedModuleBuilder::neverRegisters);
    clock.advance(Duration.ofHours(1));
    host.answers("AT+CEREG?", "+CEREG: 0,2");
  }

  @Test
  void registrationIsReportedAsAskedFor() throws Exception {
    start(builder -> builder);
    host.ok("AT+CREG=1").ok("AT+CEREG=2");
    clock.advance(Duration.ofSeconds(30));
    host.expectLine("+CREG: 1").expectLine("+CEREG: 1,\"1A2B\",\"0123ABCD\",9");
    host.answers("AT+CREG?", "+CREG: 1,1");
    host.send("AT+CFUN=0\r").expectLine("OK").expectLine("+CREG: 0").expectLine("+CEREG: 0");
    host.send("AT+CFUN=1\r").expectLine("OK").expectLine("+CREG: 2").expectLine("+CEREG: 2");
    host.ok("AT+ECURC=\"ALL\",0");
    clock.advance(Duration.ofSeconds(30));
    host.answers("AT+CEREG?", "+CEREG: 0,1");
    host.ok("AT+ECURC=\"cereg\",1").answers("AT+CEREG?", "+CEREG: 5,1,\"1A2B\",\"0123ABCD\",9");
    host.send("AT+ECURC=\"FOO\",1\r").expectLine("+CME ERROR: 50");
  }

  @Test
  void detachingTakesTheAddressAway() throws Exception {
    startRegistered();
    host.ok("AT+CGATT=0").answers("AT+CGATT?", "+CGATT: 0").answers("AT+CGPADDR", "+CGPADDR: 0");
    host.ok("AT+CGATT=1").answers("AT+CEREG?", "+CEREG: 0,2");
  }

  @Test
  void withoutASimCardThereIsNoNetwork() throws Exception {
    start(builder -> builder.sim(SimCard.absent()));
    clock.advance(Duration.ofMinutes(5));
    for (String command : new String[] {"AT+CPIN?", "AT+CIMI", "AT+ECICCID"}) {
      host.send(command + "\r").expectLine("+CME ERROR: 10");
    }
    host.answers("AT+CEREG?", "+CEREG: 0,0");
  }

  @Test
  void aLockedSimCardWantsItsPin() throws Exception {
    start(builder -> builder.sim(SimCard.locked("1234")));
    host.answers("AT+CPIN?", "+CPIN: SIM PIN").answers("AT+CEREG?", "+CEREG: 0,0");
    host.send("AT+CIMI\r").expectLine("+CME ERROR: 11");
    host.send("AT+CPIN=\"0000\"\r").expectLine("+CME ERROR: 16");
    host.ok("AT+CPIN=\"1234\"").answers("AT+CPIN?", "+CPIN: READY");
    host.answers("AT+CEREG?", "+CEREG: 0,2").refused("AT+CPIN=\"1234\"");
  }

  @Test
  void threeWrongPinsLockTheCard() throws Exception {
    start(builder -> builder.sim(SimCard.locked("1234")));
    for (int i = 0; i < 3; i++) {
      host.send("AT+CPIN=\"9999\"\r").expectLine("+CME ERROR: 16");
    }
    host.answers("AT+CPIN?", "+CPIN: SIM PUK");
    host.send("AT+CPIN=\"1234\"\r").expectLine("+CME ERROR: 12");
  }

  @Test
  void aResetKeepsNvMemoryAndIsDeafWhileItBoots() throws Exception {
    start(
        builder ->
            builder
                .profile(ModuleProfile.EC616.withBootLines("+ECRDY"))
                .firmwareDelays(FirmwareDelays.EC616));
    host.expectLine("+ECRDY").ok("AT+CMEE=2").ok("AT+CEREG=1").ok("AT+ECRST");
    host.send("AT\r");
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("+ECRDY").expectLine("+CEREG: 2").answers("AT+CMEE?", "+CMEE: 2");
  }

  @Test
  void theLineEndsWithTheModule() throws Exception {
    start(builder -> builder);
    module.close();
    assertThrows(TransportLostException.class, host::read);
  }

  @Test
  void aModuleStartsOnce() throws Exception {
    start(builder -> builder);
    assertThrows(IllegalStateException.class, module::start);
  }

  @Test
  void identitiesAreWellFormedAndDifferent() throws Exception {
    start(builder -> builder.identity(ModuleIdentity.numbered(42)));
    host.answers("AT+CGSN", ModuleIdentity.numbered(42).imei());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ModuleIdentity("001001000000016", "X", "001010000000001", "8999"));
    assertEquals(20, ModuleIdentity.numbered(999_999).iccid().length());
  }

  @Test
  void listeningSeldomIsStoredAndShown() throws Exception {
    startRegistered();
    host.ok("AT+CEDRXS?")
        .answers("AT+CEDRXS=?", "+CEDRXS: (0-3),(5),(\"0000\"-\"1111\")")
        .ok("AT+CEDRXS=1,5,\"0101\"")
        .answers("AT+CEDRXS?", "+CEDRXS: 5,\"0101\"")
        .ok("AT+CEDRXS=0")
        .ok("AT+CEDRXS?");
    host.send("AT+CEDRXS=1,4\r").expectLine("+CME ERROR: 50");
    host.send("AT+CEDRXS=1,5,\"01\"\r").expectLine("+CME ERROR: 50");
  }
}
