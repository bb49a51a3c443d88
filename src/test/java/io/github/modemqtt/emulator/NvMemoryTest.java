package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reset takes, and what it leaves. */
class NvMemoryTest extends EcmtTest {
  private static final Duration BOOT = FirmwareDelays.EC616.boot();

  /** The ways to start anew; what they leave is the same. */
  enum Restart {
    COMMAND,
    LATER_COMMAND,
    POWER_CYCLE
  }

  private void startWithBoot() throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
        new FirmwareDelays(
            none.open(),
            none.receiveSlice(),
            none.taskEnd(),
            none.pingCheck(),
            none.tcpConnect(),
            BOOT));
  }

  private void restart(Restart way) throws Exception {
    switch (way) {
      case COMMAND -> host.ok("AT+ECRST");
      case LATER_COMMAND -> {
        host.ok("AT+ECRST=\"delay\",500");
        clock.settle();
        clock.advance(Duration.ofMillis(500));
      }
      case POWER_CYCLE -> module.reset();
      default -> throw new AssertionError(way);
    }
    clock.settle();
    clock.advance(BOOT);
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void settingsOfChannelLineRadioAndPowerSurvive(Restart way) throws Exception {
    startWithBoot();
    host.ok("AT+CMEE=2")
        .ok("AT+IPR=115200")
        .ok("AT+CREG=1")
        .ok("AT+CEREG=2")
        .ok("AT+CSCON=1")
        .ok("AT+CTZR=1")
        .ok("AT+CGEREP=1")
        .ok("AT+CPSMS=1,,,\"01000111\",\"00100100\"")
        .ok("AT+ECPCFG=\"slpWaitTime\",5000")
        .ok("AT+ECPMUCFG=1,1");
    restart(way);
    host.expectLine("+CREG: 2")
        .expectLine("+CEREG: 2")
        .expectLine("+CREG: 1")
        .expectLine("+CEREG: 1,\"1A2B\",\"0123ABCD\",9")
        .expectLine("+CGEV: ME PDN ACT 0")
        .expectLine("+CTZV: \"+00\"")
        .expectLine("+CSCON: 1");
    host.answers("AT+CMEE?", "+CMEE: 2")
        .answers("AT+IPR?", "+IPR: 115200")
        .answers("AT+CPSMS?", "+CPSMS: 1,,,\"01000111\",\"00100100\"")
        .answers("AT+ECPMUCFG?", "+ECPMUCFG: 1,1")
        .answers(
            "AT+ECPCFG?",
            "+ECPCFG: \"faultAction\":0,\"dumpToATPort\":0,\"startWDT\":1,\"logCtrl\":1,"
                + "\"logLevel\":0,\"logBaudrate\":3000000,\"slpWaitTime\":5000");
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void echoSurvives(Restart way) throws Exception {
    startWithBoot();
    module.close();
    start(FirmwareDelays.NONE, ModuleProfile.EC616.withEcho(true));
    host.send("ATE0\r").expect("ATE0\r\nOK\r\n");
    restart(way);
    host.ok("AT");
  }

  @Test
  void quietModeSurvivesAndMakesADeadModule() throws Exception {
    startWithBoot();
    host.send("ATQ1\r");
    clock.settle();
    restart(Restart.POWER_CYCLE);
    host.send("AT\r").send("ATI\r").expect("\r\nEigencomm EC616S_EMULATED V0.1\r\n");
    host.send("ATQ0\r").expectLine("OK").nothingMore();
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void allOfMqttIsLostWithoutAWord(Restart way) throws Exception {
    startWithBoot();
    host.ok("AT+ECMTCFG=\"keepalive\",0,300");
    openAndConnect();
    restart(way);
    host.refused("AT+ECMTCFG=\"keepalive\",0").send("AT+ECMTCONN?\r").expectLine("OK");
    openAndConnect();
    host.answers("AT+ECMTCFG=\"keepalive\",0", "+ECMTCFG: \"keepalive\",0");
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void theTemporaryRateAndTheFunctionalityAreLost(Restart way) throws Exception {
    startWithBoot();
    host.ok("AT+ECIPR=115200").ok("AT+CFUN=4");
    clock.settle();
    clock.advance(Duration.ofMillis(20));
    host.answers("AT+ECIPR?", "+ECIPR: 115200");
    restart(way);
    host.answers("AT+ECIPR?", "+ECIPR: 9600").answers("AT+CFUN?", "+CFUN: 1");
  }

  @Test
  void aResetThatWasToComeLaterDoesNotComeAfterAnotherOne() throws Exception {
    startWithBoot();
    host.ok("AT+ECRST=\"delay\",60000");
    clock.settle();
    restart(Restart.POWER_CYCLE);
    host.ok("AT+ECMTCFG=\"keepalive\",0,300");
    clock.settle();
    clock.advance(Duration.ofMinutes(2));
    host.answers("AT+ECMTCFG=\"keepalive\",0", "+ECMTCFG: \"keepalive\",300");
  }

  @Test
  void itIsDeafUntilItHasStarted() throws Exception {
    startWithBoot();
    host.ok("AT+ECRST");
    clock.settle();
    clock.advance(BOOT.minusMillis(1));
    host.send("AT+CMEE=0\r");
    clock.settle();
    clock.advance(Duration.ofMillis(1));
    host.answers("AT+CMEE?", "+CMEE: 1");
  }
}
