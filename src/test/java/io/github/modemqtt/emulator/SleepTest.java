package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.SleepLevel;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the module sleeps, how deep, and what it hears then. */
class SleepTest extends EcmtTest {
  /** When the network releases a connection without traffic. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  private static final Duration ACTIVE_TIME = Duration.ofMinutes(2);
  private static final String POWER_SAVING = "AT+CPSMS=1,,,\"01000111\",\"00100010\"";

  private void command(String line) throws Exception {
    host.ok(line);
    clock.settle();
  }

  private void advance(Duration duration) throws Exception {
    clock.advance(duration);
  }

  private void becomeIdle() throws Exception {
    advance(IDLE);
  }

  private void rate(int bitsPerSecond) throws Exception {
    command("AT+IPR=" + bitsPerSecond);
    advance(Duration.ofMillis(20));
  }

  @Test
  void aNewModuleDoesNotSleep() throws Exception {
    advance(Duration.ofHours(1));
    assertEquals(SleepLevel.ACTIVE, module.sleepLevel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+ECPMUCFG=0", "AT+ECPMUCFG=0,4", "AT+ECPMUCFG=1", "AT+ECPMUCFG=1,1"})
  void withoutPowerManagementOrSleepModeItStaysAwake(String setting) throws Exception {
    command(setting);
    advance(Duration.ofHours(1));
    assertEquals(SleepLevel.ACTIVE, module.sleepLevel());
  }

  @ParameterizedTest
  @CsvSource({"2, SLEEP1", "3, SLEEP2", "4, SLEEP2"})
  void anIdleModuleSleepsAsDeepAsItsModeAllows(int mode, SleepLevel level) throws Exception {
    command("AT+ECPMUCFG=1," + mode);
    becomeIdle();
    assertEquals(level, module.sleepLevel());
  }

  @Test
  void aRadioConnectionAllowsLightSleepOnly() throws Exception {
    command("AT+ECPMUCFG=1,3");
    advance(Duration.ofMillis(1));
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
    becomeIdle();
    assertEquals(SleepLevel.SLEEP2, module.sleepLevel());
  }

  @Test
  void eachChunkKeepsItAwakeForTheWaitTime() throws Exception {
    command("AT+ECPCFG=\"slpWaitTime\",5000");
    command("AT+ECPMUCFG=1,2");
    advance(Duration.ofMillis(4999));
    command("AT");
    advance(Duration.ofMillis(4999));
    assertEquals(SleepLevel.ACTIVE, module.sleepLevel());
    advance(Duration.ofMillis(1));
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
  }

  @Test
  void atTheLowPowerRateItWakesIntact() throws Exception {
    command("AT+ECPMUCFG=1,2");
    becomeIdle();
    host.send("AT+CSQ\r").expect("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
  }

  @Test
  void aboveItTheCharactersThatWakeItAreLost() throws Exception {
    rate(115_200);
    command("AT+ECPMUCFG=1,2");
    becomeIdle();
    host.send("AT+CSQ\r");
    clock.settle();
    assertEquals(0, module.commands().stream().filter("AT+CSQ"::equals).count());
    advance(Duration.ofMillis(10));
    host.answers("AT+CSQ", "+CSQ: 20,99");
  }

  @Test
  void aSecondTryInTheHoldOffIsHeard() throws Exception {
    rate(115_200);
    command("AT+ECPCFG=\"slpWaitTime\",1000");
    command("AT+ECPMUCFG=1,2");
    becomeIdle();
    host.send("AT\r");
    advance(Duration.ofMillis(5));
    host.send("AT+FOO\r");
    advance(Duration.ofMillis(5));
    host.ok("AT").nothingMore();
  }

  @Test
  void ofALongCommandOnlyTheEndIsHeard() throws Exception {
    rate(115_200);
    command("AT+ECPMUCFG=1,2");
    becomeIdle();
    // 10 ms at 115,200 bit/s are 115 characters, and the one that wakes.
    host.send("x".repeat(116) + "AT+CSQ\r").expect("\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    becomeIdle();
    host.send("x".repeat(115) + "AT+CSQ\r").expect("\r\nERROR\r\n");
  }

  @Test
  void anOpenMqttClientAllowsLightSleepOnlyAndGoesOnInIt() throws Exception {
    command("AT+ECPMUCFG=1,4");
    command(POWER_SAVING);
    openAndConnect();
    advance(Duration.ofSeconds(100));
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
    broker.publish("t", "x".getBytes(StandardCharsets.UTF_8), MqttQoS.AT_MOST_ONCE, 0);
    host.expectLine("+ECMTRECV: 0,0,\"t\",x");
    host.answers("AT+ECMTCONN?", "+ECMTCONN:0,3");
  }

  @Test
  void afterTheMqttClientItSleepsDeepWhenTheNetworkReleasesIt() throws Exception {
    command("AT+ECPMUCFG=1,3");
    openAndConnect();
    host.ok("AT+ECMTCLOSE=0").expectLine("+ECMTCLOSE: 0,0");
    clock.settle();
    advance(Duration.ofMillis(1));
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
    becomeIdle();
    assertEquals(SleepLevel.SLEEP2, module.sleepLevel());
  }

  @Test
  void powerSavingModeStartsWhenTheActiveTimeIsOverAndEndsWithTraffic() throws Exception {
    command("AT+ECPSMR=1");
    command("AT+CSCON=1");
    command(POWER_SAVING);
    host.answers("AT+CSCON?", "+CSCON: 1,1").answers("AT+ECPSMR?", "+ECPSMR: 1,0");
    becomeIdle();
    host.expectLine("+CSCON: 0");
    advance(ACTIVE_TIME.minusMillis(1));
    host.answers("AT+ECPSMR?", "+ECPSMR: 1,0");
    advance(Duration.ofMillis(1));
    host.expectLine("+ECPSMR: 1").answers("AT+ECPSMR?", "+ECPSMR: 1,1");
    host.send(OPEN + "\r").expectLine("OK").expectLine("+ECPSMR: 0").expectLine("+CSCON: 1");
    host.expectLine("+ECMTOPEN: 0,0");
  }

  @Test
  void aHibernatingModuleSaysSoIfAskedAndStartsAgainFromNvMemory() throws Exception {
    start(FirmwareDelays.NONE, ModuleProfile.EC616.withBootLines("^boot.rom'v..!\n", "+ECRDY"));
    host.expect("^boot.rom'v..!\n").expectLine("+ECRDY");
    command("AT+ECPURC=\"HIBNATE\",1");
    command("AT+CMEE=2");
    command("AT+ECMTCFG=\"keepalive\",0,60");
    command(POWER_SAVING);
    command("AT+ECPMUCFG=1,4");
    becomeIdle();
    assertEquals(SleepLevel.SLEEP2, module.sleepLevel());
    advance(ACTIVE_TIME);
    assertEquals(SleepLevel.HIBERNATE, module.sleepLevel());
    host.expect("\r\n+HIB Enter\r\n");
    host.send("AT+CMEE?\r");
    host.expect("^boot.rom'v..!\n\r\n+ECRDY\r\n\r\n+HIB Exit\r\n\r\n+CMEE: 2\r\n\r\nOK\r\n");
    host.send("AT+ECMTCFG=\"keepalive\",0\r").expectLine("+CME ERROR: operation not allowed");
  }

  @Test
  void hibernationIsNotReportedUnlessAsked() throws Exception {
    command(POWER_SAVING);
    command("AT+ECPMUCFG=1,4");
    becomeIdle();
    advance(ACTIVE_TIME);
    assertEquals(SleepLevel.HIBERNATE, module.sleepLevel());
    host.nothingMore();
  }

  @Test
  void aRunningCommandKeepsItAwake() throws Exception {
    command("AT+ECPMUCFG=1,2");
    host.send("AT+ECMTPUB=0,0,0,0,\"t\"\r").expect("\r\n> ");
    clock.settle();
    advance(Duration.ofSeconds(19));
    assertEquals(SleepLevel.ACTIVE, module.sleepLevel());
    advance(Duration.ofSeconds(2));
    host.expectLine("ERROR");
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
  }

  @Test
  void aResetWakesIt() throws Exception {
    command("AT+ECPCFG=\"slpWaitTime\",60000");
    command("AT+ECPMUCFG=1,2");
    advance(Duration.ofMinutes(1));
    assertEquals(SleepLevel.SLEEP1, module.sleepLevel());
    module.reset();
    clock.settle();
    advance(Duration.ZERO);
    assertEquals(SleepLevel.ACTIVE, module.sleepLevel());
  }

  @Test
  void whoAsksForTheStateHasWokenTheModule() throws Exception {
    advance(Duration.ofSeconds(3));
    host.answers("AT+ECPMUSTATUS?", "+ECPMUSTATUS: Actv, 3000");
    host.send("AT+ECPURC=\"FOO\",1\r").expectLine("+CME ERROR: 50");
  }

  @Test
  void theWakeUpTimeIsChecked() {
    EmulatedModuleBuilder builder = RecordedModules.builder(MemoryTransport.pair("x").module());
    Duration negative = Duration.ofMillis(-1);
    assertThrows(IllegalArgumentException.class, () -> builder.wakeUpTime(negative));
  }
}
