package io.github.modemqtt.modem;

import static io.github.modemqtt.modem.ScriptedModem.OK;
import static io.github.modemqtt.modem.ScriptedModem.cme;
import static io.github.modemqtt.modem.ScriptedModem.info;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bring-up sets in the module where it is asked to. */
@Timeout(30)
class BringUpPowerTest {
  private static final Duration UPDATE = Duration.ofHours(10);
  private static final Duration ACTIVE = Duration.ofMinutes(2);

  private final ScriptedModem modem = new ScriptedModem();
  private final List<String> steps = new ArrayList<>();
  private final AtChannel channel = modem.connect();

  @BeforeEach
  void answer() {
    modem
        .always("AT", OK)
        .always("ATE0", OK)
        .always("AT+CMEE=1", OK)
        .always("AT+CGMI", info("+CGMI:\"eigencomm\""))
        .always("AT+CGMM", info("+CGMM:\"eigencomm\",\"EC616S\""))
        .always("AT+CGMR", info("V1"))
        .always("AT+CGSN=1", info("+CGSN: 866818039921444"))
        .always("AT+CFUN?", info("+CFUN: 1"))
        .always("AT+CPIN?", info("+CPIN: READY"))
        .always("AT+ECICCID", info("+ECICCID: 89860446091891282224"))
        .always("AT+CEREG?", info("+CEREG: 0,1"))
        .always("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .always("AT+CSQ", info("+CSQ: 20,99"))
        .always("AT+CPSMS?", info("+CPSMS: 0"))
        .always("AT+CEDRXS?", OK)
        .always("AT+ECPCFG?", info("+ECPCFG: \"faultAction\":0,\"slpWaitTime\":0"))
        .always("AT+ECPMUCFG?", info("+ECPMUCFG: 0"));
  }

  @AfterEach
  void close() {
    channel.close();
    modem.close();
    modem.verify();
  }

  private BringUp bringUp(BringUpOptions options) {
    return new BringUp(channel, options, (step, text) -> steps.add(step + " " + text));
  }

  private PowerStatus power(PowerOptions options) {
    return bringUp(BringUpOptions.DEFAULTS.withPower(options)).run().power().orElseThrow();
  }

  @Test
  void nothingIsAskedOrChangedUnlessWanted() {
    ModemStatus status = bringUp(BringUpOptions.DEFAULTS).run();
    assertEquals(Optional.empty(), status.power());
    assertEquals("AT+CSQ", modem.heard().get(modem.heard().size() - 1));
    assertFalse(steps.stream().anyMatch(step -> step.startsWith("POWER")), steps.toString());
  }

  @Test
  void powerSavingModeIsAskedForAndWhatTheNetworkGrantedIsTold() {
    modem
        .expect("AT+CPSMS?", info("+CPSMS: 0"))
        .expect("AT+CPSMS=1,,,\"00101010\",\"00100010\"", OK)
        .expect("AT+CPSMS?", info("+CPSMS: 1,,,\"00101010\",\"00100010\""))
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .expect("AT+CEREG=4", OK)
        .expect(
            "AT+CEREG?", info("+CEREG: 4,1,\"4844\",\"01A2C315\",9,,,\"00100001\",\"01000001\""))
        .expect("AT+CEREG=0", OK);
    // the registration of the bring-up itself
    modem.always("AT+CEREG?", info("+CEREG: 0,1"));
    PowerStatus status = power(PowerOptions.UNCHANGED.withPowerSaving(UPDATE, ACTIVE));

    assertEquals(
        Optional.of(new PowerSaving(true, Optional.of(UPDATE), Optional.of(ACTIVE))),
        status.powerSaving());
    assertEquals(Optional.of(Duration.ofMinutes(1)), status.activeTime());
    assertEquals(Optional.of(Duration.ofHours(10)), status.periodicUpdate());
  }

  @Test
  void whatIsSetAlreadyIsNotWrittenAgain() {
    modem
        .always("AT+CPSMS?", info("+CPSMS: 1,,,\"00101010\",\"00100010\""))
        .always("AT+CEDRXS?", info("+CEDRXS: 5,\"0101\""))
        .always("AT+ECPCFG?", info("+ECPCFG: \"slpWaitTime\":5000"))
        .always("AT+ECPMUCFG?", info("+ECPMUCFG: 1,2"))
        .always("AT+CEREG?", info("+CEREG: 4,1,\"4844\",\"01A2C315\",9"));
    PowerStatus status =
        power(
            PowerOptions.UNCHANGED
                .withPowerSaving(UPDATE, ACTIVE)
                .withEdrxCycle(Duration.ofSeconds(80))
                .withDeepestSleep(SleepMode.SLEEP1, Duration.ofSeconds(5)));

    assertEquals(Optional.of(SleepMode.SLEEP1), status.deepestSleep());
    assertEquals(
        Optional.of(Duration.ofMillis(81_920)), status.edrxRequest().flatMap(EdrxRequest::cycle));
    assertTrue(
        modem.heard().stream()
            .noneMatch(
                line ->
                    line.contains("=") && !line.equals("AT+CMEE=1") && !line.equals("AT+CGSN=1")),
        modem.heard().toString());
  }

  @Test
  void sleepAndEdrxAreSetAndReadBackWithTheLimitOfSleepLast() {
    modem
        .expect("AT+CEDRXS?", OK)
        .expect("AT+CEDRXS=2,5,\"0010\"", OK)
        .expect("AT+CEDRXS?", info("+CEDRXS: 5,\"0010\""))
        .expect("AT+ECPCFG?", info("+ECPCFG: \"slpWaitTime\":0"))
        .expect("AT+ECPCFG=\"slpWaitTime\",5000", OK)
        .expect("AT+ECPCFG?", info("+ECPCFG: \"slpWaitTime\":5000"))
        .expect("AT+ECPMUCFG?", info("+ECPMUCFG: 0"))
        .expect("AT+ECPMUCFG=1,2", OK)
        .expect("AT+ECPMUCFG?", info("+ECPMUCFG: 1,2"));
    PowerStatus status =
        power(
            PowerOptions.UNCHANGED
                .withEdrxCycle(Duration.ofSeconds(20))
                .withDeepestSleep(SleepMode.SLEEP1, Duration.ofSeconds(5)));

    assertEquals(Optional.of(Duration.ofSeconds(5)), status.sleepDelay());
    assertEquals(Optional.of(SleepMode.SLEEP1), status.deepestSleep());
  }

  @Test
  void whatTheModuleRefusesKeepsNobodyFromTheNetwork() {
    modem.always("AT+CPSMS=0", cme(50)).always("AT+CPSMS?", cme(4));
    PowerStatus status = power(PowerOptions.UNCHANGED.withoutPowerSaving());

    assertEquals(Optional.empty(), status.powerSaving());
    assertTrue(steps.contains("POWER refused: AT+CPSMS=0"), steps.toString());
  }

  @Test
  void reportsAreSwitchedOnceAndBeforeTheNetworkIsWaitedFor() {
    modem
        .expect("AT+CEREG=5", OK)
        .expect("AT+CSCON=1", OK)
        .expect("AT+CGEREP=1", OK)
        .expect("AT+ECURC=\"ECPADDR\",1", cme(50))
        .expect("AT+CTZR=3", OK);
    BringUp bringUp = bringUp(BringUpOptions.DEFAULTS.withNetworkReports(NetworkReports.ON));
    bringUp.run();
    bringUp.run();
    assertTrue(modem.heard().indexOf("AT+CTZR=3") < modem.heard().indexOf("AT+CEREG?"));
  }

  @Test
  void allReportsAreSwitchedOffAtOnce() {
    modem.expect("AT+ECURC=\"ALL\",0", OK);
    bringUp(BringUpOptions.DEFAULTS.withNetworkReports(NetworkReports.OFF)).run();
  }
}
