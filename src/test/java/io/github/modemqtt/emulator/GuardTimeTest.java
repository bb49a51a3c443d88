package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A command that takes its time, and what comes meanwhile. */
class GuardTimeTest extends EcmtTest {

  private void startWithSlowOpen(Duration open) throws Exception {
    FirmwareDelays none = FirmwareDelays.NONE;
    start(
        new FirmwareDelays(
            open,
            none.receiveSlice(),
            none.taskEnd(),
            none.pingCheck(),
            none.tcpConnect(),
            none.boot()));
    sendAndSettle(OPEN);
  }

  @Test
  void theGuardTimeEndsACommandWithErrorAndItsLateAnswerIsDropped() throws Exception {
    startWithSlowOpen(Duration.ofSeconds(6));
    clock.advance(Duration.ofSeconds(5));
    host.expectLine("ERROR").nothingMore();
    clock.advance(Duration.ofSeconds(1));
    host.expectLine("+ECMTOPEN: 0,0");
  }

  @Test
  void inputWaitsWhileACommandRunsAndIsEchoedWhenItIsTaken() throws Exception {
    startWithSlowOpen(Duration.ofSeconds(2));
    host.send("ATE1\r").send("AT\rAT+CSQ\r");
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    clock.advance(Duration.ofSeconds(2));
    host.expect("\r\nOK\r\n\r\nOK\r\nATAT+CSQ\r\nOK\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    host.expectLine("+ECMTOPEN: 0,0");
  }

  @Test
  void tooMuchInputWhileACommandRunsIsThrownAwayInSilence() throws Exception {
    startWithSlowOpen(Duration.ofSeconds(2));
    host.send("AT\r").send("x".repeat(3000)).send("x".repeat(1094));
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("OK").expectLine("+ECMTOPEN: 0,0").nothingMore();
  }

  @Test
  void aUrcMayComeBetweenTheAnswersOfALine() throws Exception {
    startWithSlowOpen(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("OK").expectLine("+ECMTOPEN: 0,0").ok("AT+ECMTCLOSE=0");
    host.expectLine("+ECMTCLOSE: 0,0");
    sendAndSettle("AT+CSQ;" + OPEN.substring(2));
    host.expectLine("+CSQ: 20,99");
    module.injectUrc("+NOW");
    host.expectLine("+NOW");
    clock.advance(Duration.ofSeconds(2));
    host.expectLine("OK").expectLine("+ECMTOPEN: 0,0");
  }
}
