package io.github.modemqtt.modem;

import static io.github.modemqtt.modem.ScriptedModem.OK;
import static io.github.modemqtt.modem.ScriptedModem.cme;
import static io.github.modemqtt.modem.ScriptedModem.info;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BringUpTest {
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final BringUpOptions QUICK =
      BringUpOptions.DEFAULTS.withPollInterval(Duration.ofMillis(2));

  private final ScriptedModem modem = new ScriptedModem();
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final List<String> steps = new ArrayList<>();
  private @Nullable AtChannel channel;

  private AtChannel connect(Duration probeTimeout) {
    return modem.connect(
        probeTimeout,
        new AtListener() {
          @Override
          public void onCommand(long nanoTime, String line) {
            shown.add(line);
          }

          @Override
          public void onLine(long nanoTime, LineKind kind, String text) {
            shown.add(text);
          }
        });
  }

  @AfterEach
  void close() {
    if (channel != null) {
      channel.close();
    }
    modem.close();
    modem.verify();
  }

  // ---- the way through ----

  @Test
  void findsOutEverythingOnTheWayToAnAddress() {
    configured();
    identified();
    modem.expect("AT+CFUN?", info("+CFUN: 1"));
    cardReady();
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,2"))
        .expect("AT+CEREG?", info("+CEREG: 0,2"))
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", info("+CSQ: 20,99"));

    ModemStatus status = run(QUICK);

    assertEquals(
        new ModuleIdentity(
            Optional.of("eigencomm"),
            Optional.of("EC616S"),
            Optional.of("V1"),
            Optional.of("866818039921444")),
        status.identity());
    assertEquals(Optional.of("89860446091891282224"), status.iccid());
    assertEquals(OptionalInt.of(-73), status.signal().orElseThrow().rssiDbm());
    assertEquals(RegistrationState.HOME, status.registration().state());
    assertEquals(new PdpAddress(0, List.of("10.1.2.3")), status.address());
    assertEquals(
        List.of(
            "SYNCHRONIZE trying AT on memory:scripted/host",
            "CONFIGURE echo off, errors by number",
            "IDENTIFY eigencomm EC616S V1",
            "RADIO is on",
            "SIM looking at the SIM card",
            "REGISTER waiting for the network",
            "REGISTER searching",
            "REGISTER registered at home",
            "ADDRESS waiting for an address",
            "READY 10.1.2.3, registered at home, -73 dBm"),
        steps);
  }

  @Test
  void switchesTheEchoOffBeforeAnythingElse() {
    modem.withEcho();
    ready();
    registered();
    run(QUICK);
    assertEquals(List.of("AT", "ATE0"), modem.heard().subList(0, 2));
  }

  @Test
  void isNotDisturbedByWhatTheModuleSaysInBetween() {
    String news =
        "\r\n+CEREG: 2\r\n\r\n+CREG: 2\r\n\r\n+CSCON: 1\r\n\r\n+CGEV: ME PDN ACT 0\r\n"
            + "\r\n*PSUTTZ: 2026,11,20\r\n\r\n+CPIN: READY\r\n\r\n+ECPADDR: 0, \"10.1.2.3\"\r\n";
    modem
        .expect("AT", news + OK)
        .expect("ATE0", news + OK)
        .expect("AT+CMEE=1", news + OK)
        .expect("AT+CGMI", news + info("+CGMI:\"eigencomm\"") + news)
        .expect("AT+CGMM", news + info("+CGMM:\"eigencomm\",\"EC616S\""))
        .expect("AT+CGMR", news + info("V1"))
        .expect("AT+CGSN=1", news + info("+CGSN: 866818039921444"))
        .expect("AT+CFUN?", news + info("+CFUN: 1"))
        .expect("AT+CPIN?", news + OK)
        .expect("AT+ECICCID", news + info("+ECICCID: 89860446091891282224"))
        .expect("AT+CEREG?", news + info("+CEREG: 2,2") + news)
        .expect("AT+CEREG?", news + info("+CEREG: 2,5,\"4844\",\"01a2c315\",9") + news)
        .expect("AT+CGPADDR", news + info("+CGPADDR: 0,\"10.1.2.3\"") + news)
        .expect("AT+CSQ", news + info("+CSQ: 20,99"));
    ModemStatus status = run(QUICK);
    assertEquals("eigencomm EC616S V1", status.identity().toString());
    assertEquals(RegistrationState.ROAMING, status.registration().state());
    assertEquals(Optional.of("10.1.2.3"), status.address().ipv4());
  }

  @Test
  void canRunAgainOnTheSameChannel() {
    ready();
    registered();
    ready();
    registered();
    channel = connect(Duration.ofSeconds(10));
    BringUp bringUp = new BringUp(channel, QUICK, (step, text) -> {});
    assertEquals(bringUp.run(), bringUp.run());
  }

  @Test
  void aModuleThatKeepsItsIdentityForItselfIsWelcome() {
    configured();
    modem
        .expect("AT+CGMI", "\r\nERROR\r\n")
        .expect("AT+CGMM", OK)
        .expect("AT+CGMR", "\r\nERROR\r\n")
        .expect("AT+CGSN=1", "\r\nERROR\r\n")
        .expect("AT+CGSN", info("866818039921444"))
        .expect("AT+CFUN?", info("+CFUN: 1"))
        .expect("AT+CPIN?", info("+CPIN: READY"))
        .expect("AT+ECICCID", "\r\nERROR\r\n")
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", "\r\nERROR\r\n");
    ModemStatus status = run(QUICK);
    assertEquals("unknown module", status.identity().toString());
    assertEquals(Optional.of("866818039921444"), status.identity().imei());
    assertEquals(Optional.empty(), status.iccid());
    assertEquals(Optional.empty(), status.signal());
  }

  @Test
  void switchesTheRadioOnIfItIsOff() {
    configured();
    identified();
    modem.expect("AT+CFUN?", info("+CFUN: 0")).expect("AT+CFUN=1", OK);
    cardReady();
    registered();
    run(QUICK);
    assertTrue(steps.contains("RADIO switching on"));
  }

  // ---- no answer ----

  @Test
  void aSilentModuleGetsOneChanceToSpeakAgain() throws Exception {
    modem.always("AT", "").expect("ATQ0", "");
    ModuleNotRespondingException failure =
        assertThrows(ModuleNotRespondingException.class, () -> run(QUICK, SHORT));
    assertTrue(failure.remedy().contains("baud rate"));
    modem.awaitEndOfScript();
    assertEquals(List.of("AT", "AT", "ATQ0"), modem.heard());
  }

  @Test
  void aModuleThatWasMadeMuteIsMadeToSpeak() {
    modem.expect("AT", "").expect("AT", "").expect("ATQ0", OK);
    modem.expect("ATE0", OK).expect("AT+CMEE=1", OK);
    identified();
    modem.expect("AT+CFUN?", info("+CFUN: 1"));
    cardReady();
    registered();
    ModemStatus status = run(QUICK, Duration.ofSeconds(1));
    assertEquals(RegistrationState.HOME, status.registration().state());
  }

  // ---- SIM card ----

  @Test
  void aMissingCardHasItsOwnFailure() {
    beforeCard();
    modem.expect("AT+CPIN?", cme(10));
    SimMissingException failure = assertThrows(SimMissingException.class, () -> run(QUICK));
    assertTrue(failure.remedy().contains("insert"));
  }

  @Test
  void aBrokenCardHasItsOwnFailure() {
    beforeCard();
    modem.expect("AT+CPIN?", cme(13));
    SimFailureException failure = assertThrows(SimFailureException.class, () -> run(QUICK));
    assertTrue(failure.getMessage().contains("SIM failure"), failure.getMessage());
  }

  @Test
  void aBusyCardIsAskedAgain() {
    beforeCard();
    modem.expect("AT+CPIN?", cme(14)).expect("AT+CPIN?", cme(14));
    cardReady();
    registered();
    run(QUICK);
  }

  @Test
  void aCardThatStaysBusyIsAFailure() {
    beforeCard();
    modem.always("AT+CPIN?", cme(14));
    SimFailureException failure =
        assertThrows(SimFailureException.class, () -> run(QUICK.withSimTimeout(SHORT)));
    assertTrue(failure.getMessage().contains("40 ms"), failure.getMessage());
  }

  @Test
  void aLockedCardWithoutPinIsAFailure() {
    beforeCard();
    modem.expect("AT+CPIN?", info("+CPIN: SIM PIN"));
    assertThrows(PinRequiredException.class, () -> run(QUICK));
  }

  @Test
  void thePinIsEnteredAndNeverShown() {
    beforeCard();
    modem
        .expect("AT+CPIN?", info("+CPIN: SIM PIN"))
        .expect("AT+CPIN=\"4711\"", OK)
        .expect("AT+CPIN?", info("+CPIN: SIM PIN"));
    cardReady();
    registered();
    BringUpOptions options = QUICK.withPin(new Pin("4711"));
    run(options);
    assertTrue(shown.contains("AT+CPIN=\"***\""));
    assertFalse((shown + " " + steps + " " + options).contains("4711"));
  }

  @Test
  void aWrongPinIsEnteredOnceOnly() {
    beforeCard();
    modem.expect("AT+CPIN?", cme(11)).expect("AT+CPIN=\"4711\"", cme(16));
    PinRejectedException failure =
        assertThrows(PinRejectedException.class, () -> run(QUICK.withPin(new Pin("4711"))));
    assertFalse((failure.getMessage() + failure.getCause()).contains("4711"));
    assertTrue(failure.getMessage().contains("incorrect password"), failure.getMessage());
    assertEquals(1, modem.heard().stream().filter(line -> line.startsWith("AT+CPIN=")).count());
  }

  @Test
  void aCardThatAsksForItsPukGetsNoPin() {
    beforeCard();
    modem.expect("AT+CPIN?", info("+CPIN: SIM PUK"));
    assertThrows(PukRequiredException.class, () -> run(QUICK.withPin(new Pin("4711"))));
  }

  @Test
  void theLastWrongPinIsToldAsALockedCard() {
    beforeCard();
    modem.expect("AT+CPIN?", info("+CPIN: SIM PIN")).expect("AT+CPIN=\"4711\"", cme(12));
    assertThrows(PukRequiredException.class, () -> run(QUICK.withPin(new Pin("4711"))));
  }

  @Test
  void anotherLockIsAFailure() {
    beforeCard();
    modem.expect("AT+CPIN?", info("+CPIN: PH-NET PIN"));
    assertThrows(SimFailureException.class, () -> run(QUICK.withPin(new Pin("4711"))));
  }

  // ---- registration ----

  @Test
  void neverRegisteredSaysStateAndSignal() {
    ready();
    modem.always("AT+CEREG?", info("+CEREG: 0,2")).expect("AT+CSQ", info("+CSQ: 3,99"));
    NotRegisteredException failure =
        assertThrows(NotRegisteredException.class, () -> run(QUICK.withRegistrationTimeout(SHORT)));
    assertEquals(NotRegisteredException.class, failure.getClass());
    assertEquals(RegistrationState.SEARCHING, failure.state());
    assertEquals(OptionalInt.of(-107), failure.signal().orElseThrow().rssiDbm());
    assertEquals(
        "The module is not registered in a network after 40 ms: searching, -107 dBm",
        failure.getMessage());
    assertTrue(failure.remedy().contains("antenna"));
  }

  @Test
  void aRefusalThatLastsHasItsOwnFailure() {
    ready();
    modem.always("AT+CEREG?", info("+CEREG: 3,3,,,,0,15")).expect("AT+CSQ", info("+CSQ: 99,99"));
    NetworkDeniedException failure =
        assertThrows(NetworkDeniedException.class, () -> run(QUICK.withRegistrationTimeout(SHORT)));
    assertEquals(OptionalInt.of(15), failure.rejectCause());
    assertEquals(
        "The module is not registered in a network after 40 ms: denied, no signal (cause 15)",
        failure.getMessage());
    assertTrue(failure.remedy().contains("contract"));
  }

  @Test
  void aRefusalMayBeFollowedByAnotherNetwork() {
    ready();
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,3"))
        .expect("AT+CEREG?", info("+CEREG: 0,5"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", info("+CSQ: 20,99"));
    assertEquals(RegistrationState.ROAMING, run(QUICK).registration().state());
  }

  @Test
  void aModuleWithoutCeregIsAskedByCreg() {
    ready();
    modem
        .expect("AT+CEREG?", "\r\nERROR\r\n")
        .expect("AT+CREG?", info("+CREG: 0,2"))
        .expect("AT+CREG?", info("+CREG: 0,6"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", info("+CSQ: 20,99"));
    assertEquals(RegistrationState.HOME_SMS_ONLY, run(QUICK).registration().state());
  }

  @Test
  void smsOnlyIsNotEnoughForThoseWhoSaySo() {
    ready();
    modem.always("AT+CEREG?", info("+CEREG: 0,6")).expect("AT+CSQ", info("+CSQ: 20,99"));
    NotRegisteredException failure =
        assertThrows(
            NotRegisteredException.class,
            () -> run(QUICK.withAcceptSmsOnly(false).withRegistrationTimeout(SHORT)));
    assertTrue(failure.getMessage().contains("SMS only"), failure.getMessage());
    assertTrue(failure.remedy().contains("packet data"), failure.remedy());
  }

  @Test
  void aUrcEndsTheWaitBeforeTheNextQuestionIsDue() {
    ready();
    modem
        .expect("AT+CEREG?", info("+CEREG: 1,2") + "\r\n+CEREG: 1\r\n")
        .expect("AT+CEREG?", info("+CEREG: 1,1"))
        .expect("AT+CGPADDR", OK + "\r\n+ECPADDR: 0, \"10.1.2.3\"\r\n")
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", info("+CSQ: 20,99"));
    ModemStatus status =
        run(QUICK.withPollInterval(NEVER).withRegistrationTimeout(NEVER).withAddressTimeout(NEVER));
    assertEquals(Optional.of("10.1.2.3"), status.address().ipv4());
  }

  @Test
  void theLossOfTheLineEndsTheWait() {
    ready();
    modem.expect("AT+CEREG?", info("+CEREG: 0,2"), modem::unplug);
    assertThrows(
        ChannelClosedException.class,
        () -> run(QUICK.withPollInterval(NEVER).withRegistrationTimeout(NEVER)));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    ready();
    CountDownLatch asked = new CountDownLatch(1);
    modem.expect("AT+CEREG?", info("+CEREG: 0,2"), asked::countDown);
    CompletableFuture<ModemException> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run(QUICK.withPollInterval(NEVER).withRegistrationTimeout(NEVER));
              } catch (ModemException e) {
                end.complete(e);
              }
            });
    thread.start();
    assertTrue(asked.await(10, TimeUnit.SECONDS));
    thread.interrupt();
    ModemException failure = end.get(10, TimeUnit.SECONDS);
    assertEquals(InterruptedWaitException.class, failure.getClass());
    thread.join();
  }

  // ---- address ----

  @Test
  void noAddressHasItsOwnFailure() {
    ready();
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .always("AT+CGPADDR", info("+CGPADDR: 0,\"0.0.0.0\""));
    NoAddressException failure =
        assertThrows(NoAddressException.class, () -> run(QUICK.withAddressTimeout(SHORT)));
    assertTrue(failure.remedy().contains("APN"));
  }

  @Test
  void aModuleThatRefusesToTellTheAddressIsQuoted() {
    ready();
    modem.expect("AT+CEREG?", info("+CEREG: 0,1")).always("AT+CGPADDR", cme(304));
    NoAddressException failure =
        assertThrows(NoAddressException.class, () -> run(QUICK.withAddressTimeout(SHORT)));
    assertTrue(failure.getMessage().contains("+CME ERROR: 304"), failure.getMessage());
  }

  @Test
  void theAddressOfTheFirstContextThatHasOneIsTaken() {
    ready();
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .expect(
            "AT+CGPADDR",
            "\r\n+CGPADDR: 2,\"10.2.2.2\"\r\n+CGPADDR: 0\r\n+CGPADDR: 1,10.1.1.1\r\n" + OK)
        .expect("AT+CSQ", info("+CSQ: 20,99"));
    assertEquals(new PdpAddress(1, List.of("10.1.1.1")), run(QUICK).address());
  }

  @Test
  void timesMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> QUICK.withPollInterval(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> QUICK.withRegistrationTimeout(Duration.ofSeconds(-1)));
  }

  // ---- script ----

  private ModemStatus run(BringUpOptions options) {
    return run(options, Duration.ofSeconds(10));
  }

  private ModemStatus run(BringUpOptions options, Duration probeTimeout) {
    channel = connect(probeTimeout);
    return new BringUp(channel, options, (step, text) -> steps.add(step + " " + text)).run();
  }

  private void ready() {
    beforeCard();
    cardReady();
  }

  private void beforeCard() {
    configured();
    identified();
    modem.expect("AT+CFUN?", info("+CFUN: 1"));
  }

  private void configured() {
    modem.expect("AT", OK).expect("ATE0", OK).expect("AT+CMEE=1", OK);
  }

  private void identified() {
    modem
        .expect("AT+CGMI", info("+CGMI:\"eigencomm\""))
        .expect("AT+CGMM", info("+CGMM:\"eigencomm\",\"EC616S\""))
        .expect("AT+CGMR", info("V1"))
        .expect("AT+CGSN=1", info("+CGSN: 866818039921444"));
  }

  private void cardReady() {
    modem
        .expect("AT+CPIN?", info("+CPIN: READY"))
        .expect("AT+ECICCID", info("+ECICCID: 89860446091891282224"));
  }

  private void registered() {
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,1"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSQ", info("+CSQ: 20,99"));
  }
}
