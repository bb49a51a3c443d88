package io.github.modemqtt.modem;

import static io.github.modemqtt.modem.ScriptedModem.OK;
import static io.github.modemqtt.modem.ScriptedModem.cme;
import static io.github.modemqtt.modem.ScriptedModem.info;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.testsupport.Eventually;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NetworkMonitorTest {
  private static final UrcType<AtLine> MESSAGE = UrcType.unit("+ECMTRECV", line -> line);

  private final ScriptedModem modem = new ScriptedModem();
  private final AtChannel channel = modem.connect();
  private final LinkedBlockingQueue<NetworkView> told = new LinkedBlockingQueue<>();
  private NetworkMonitor monitor = monitor(false);

  private NetworkMonitor monitor(boolean mayAsk) {
    return new NetworkMonitor(channel, NetworkView.UNKNOWN, mayAsk, told::add);
  }

  private void asking() {
    monitor.close();
    monitor = monitor(true);
  }

  private NetworkView next() throws InterruptedException {
    NetworkView view = told.poll(10, TimeUnit.SECONDS);
    assertNotNull(view, "nothing was told");
    return view;
  }

  private static RegistrationState state(NetworkView view) {
    return view.registration().orElseThrow().value().state();
  }

  @AfterEach
  void close() {
    channel.close();
    modem.close();
    modem.verify();
  }

  @Test
  void aReportChangesTheViewAndIsToldOnce() throws Exception {
    Instant before = Instant.now();
    modem.say("\r\n+CEREG: 6\r\n\r\n+CEREG: 6\r\n\r\n+CSCON: 1\r\n");

    NetworkView first = next();
    assertEquals(RegistrationState.HOME_SMS_ONLY, state(first));
    assertTrue(first.isRegistered());
    assertFalse(first.registration().orElseThrow().at().isBefore(before));
    assertEquals(Optional.of(true), next().radioConnected().map(Learned::value));
    assertEquals(List.of(), List.copyOf(told));
    assertEquals(List.of(), modem.heard());
  }

  @Test
  void theTimersThatTheNetworkGrantedAreTaken() throws Exception {
    modem.say("\r\n+CEREG: 1,\"4844\",\"01A2C315\",9,,,\"00100010\",\"01000001\"\r\n");
    PowerStatus power = next().power().orElseThrow().value();
    assertEquals(120, power.activeTime().orElseThrow().toSeconds());
    modem.say("\r\n+CEDRXP: 5,\"0101\",\"0011\",\"0000\"\r\n");
    power = next().power().orElseThrow().value();
    assertEquals(120, power.activeTime().orElseThrow().toSeconds());
    assertEquals(40_960, power.edrx().flatMap(EdrxParameters::cycle).orElseThrow().toMillis());
  }

  @Test
  void addressAndTimeAreTakenFromReports() throws Exception {
    modem.say("\r\n+ECPADDR: 0, \"10.1.2.3\"\r\n");
    assertEquals(Optional.of("10.1.2.3"), next().ipv4());
    modem.say("\r\n+CTZEU: \"+32\",0,\"2026/11/20,10:11:12\"\r\n");
    assertEquals(
        Optional.of(OffsetDateTime.parse("2026-11-20T18:11:12+08:00")),
        next().networkTime().map(Learned::value));
    modem.say("\r\n+CGEV: NW PDN DEACT 3\r\n\r\n+CGEV: NW PDN DEACT 0\r\n");
    assertEquals(Optional.empty(), next().ipv4());
  }

  @Test
  void whatMayBeTextOfAMessageChangesNothing() throws Exception {
    channel.onUrc(MESSAGE, message -> {});
    modem.say("\r\n+ECMTRECV: 0,0,\"t\",x\r\n\r\n+CEREG: 3\r\n\r\n+CGEV: NW DETACH\r\n");
    modem.always("AT", OK);
    channel.execute(new GeneralCommands.Attention());
    modem.say("\r\n+CSCON: 0\r\n");

    NetworkView view = next();
    assertEquals(Optional.empty(), view.registration());
    assertEquals(Optional.empty(), view.address());
    assertTrue(modem.heard().stream().allMatch("AT"::equals), modem.heard().toString());
  }

  @Test
  void aMonitorThatMayAskConfirmsSuchALine() throws Exception {
    asking();
    channel.onUrc(MESSAGE, message -> {});
    modem
        .always("AT", OK) // verifies an answer that touches the message
        .expect("AT+CEREG?", info("+CEREG: 0,5"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSCON?", cme(4));
    modem.say("\r\n+ECMTRECV: 0,0,\"t\",x\r\n\r\n+CEREG: 3\r\n");

    NetworkView view = next();
    assertEquals(RegistrationState.ROAMING, state(view));
    assertEquals(Optional.of("10.1.2.3"), view.ipv4());
  }

  @Test
  void manySuchLinesLeadToOneRoundOfQuestions() throws Exception {
    asking();
    modem
        .always("AT+CEREG?", info("+CEREG: 0,1"))
        .always("AT+CGPADDR", info("+CGPADDR: 0"))
        .always("AT+CSCON?", info("+CSCON: 0,0"));
    modem.say("\r\n+CREG: 1\r\n".repeat(100));
    next();
    modem.say("\r\n+CREG: 1\r\n".repeat(100));
    modem.always("AT", OK);
    channel.execute(new GeneralCommands.Attention());

    assertEquals(List.of("AT+CEREG?", "AT+CGPADDR", "AT+CSCON?", "AT"), modem.heard());
  }

  @Test
  void aRefreshAsksForEverything() throws Exception {
    modem
        .expect("AT+CEREG?", info("+CEREG: 0,5"))
        .expect("AT+CGPADDR", info("+CGPADDR: 0,\"10.1.2.3\""))
        .expect("AT+CSCON?", info("+CSCON: 0,1"))
        .expect("AT+COPS?", info("+COPS: 0,2,\"46000\",9"))
        .expect("AT+CSQ", info("+CSQ: 20,99"))
        .expect("AT+CESQ", info("+CESQ: 99,99,255,255,20,60"))
        .expect("AT+ECSTATUS", info("+ECSTATUS: PHY, DlEarfcn:3682, RSRP:-81, SNR:13"))
        .expect("AT+CCLK?", info("+CCLK: \"2026/11/20,10:11:12+32\""))
        .expect("AT+CGSN=1", info("+CGSN: 866818039921444"))
        .expect("AT+CIMI", info("460001234567890"))
        .expect("AT+ECICCID", info("+ECICCID: 89860446091891282224"));
    NetworkView view = Eventually.get(monitor.refresh());

    assertEquals(RegistrationState.ROAMING, state(view));
    assertEquals(Optional.of("10.1.2.3"), view.ipv4());
    assertEquals(Optional.of(true), view.radioConnected().map(Learned::value));
    assertEquals(Optional.of("46000"), view.operator().orElseThrow().value().name());
    assertEquals(
        new RadioSignal(
            OptionalInt.of(-73),
            OptionalInt.of(-81),
            OptionalDouble.of(-10),
            OptionalDouble.of(13)),
        view.signal().orElseThrow().value());
    assertEquals(
        OffsetDateTime.parse("2026-11-20T18:11:12+08:00"),
        view.networkTime().orElseThrow().value());
    assertEquals("866818039921444", view.imei().orElseThrow().value().digits());
    assertEquals("460001234567890", view.imsi().orElseThrow().value().digits());
    assertEquals("89860446091891282224", view.iccid().orElseThrow().value().digits());
    assertFalse(view.toString().matches(".*(866818039921444|460001234567890|8986).*"));
    assertEquals(view, next());
  }

  @Test
  void whatTheModuleDoesNotKnowIsLeftOut() {
    modem.always("AT+CREG?", info("+CREG: 0,1"));
    for (String line :
        List.of("CEREG?", "CGPADDR", "CSCON?", "COPS?", "CSQ", "CESQ", "ECSTATUS", "CCLK?")) {
      modem.always("AT+" + line, cme(4));
    }
    modem.always("AT+CGSN=1", cme(4)).always("AT+CIMI", cme(10)).always("AT+ECICCID", cme(10));
    NetworkView view = Eventually.get(monitor.refresh());

    assertEquals(RegistrationState.HOME, state(view));
    assertEquals(Optional.empty(), view.operator());
    assertEquals(Optional.empty(), view.imsi());
    assertEquals(OptionalInt.empty(), view.signal().orElseThrow().value().rsrpDbm());
  }

  @Test
  void aSecondRefreshMeanwhileSharesTheFirst() throws InterruptedException {
    modem.expect("AT+CSQ", "");
    CompletableFuture<NetworkView> first = monitor.refreshSignal();
    CompletableFuture<NetworkView> second = monitor.refreshSignal();
    modem.awaitEndOfScript();
    modem.expect("AT+CESQ", cme(4)).expect("AT+ECSTATUS", cme(4));
    modem.say(info("+CSQ: 20,99"));

    assertEquals(Eventually.get(first), Eventually.get(second));
  }

  @Test
  void aRefreshFailsWithTheLine() throws Exception {
    modem.expect("AT+CSQ", "");
    CompletableFuture<NetworkView> refresh = monitor.refreshSignal();
    modem.awaitEndOfScript();
    channel.close();
    assertInstanceOf(ChannelClosedException.class, Eventually.failure(refresh));
  }

  @Test
  void aClosedMonitorIsSilent() {
    monitor.close();
    modem.say("\r\n+CEREG: 1\r\n");
    modem.expect("AT", OK);
    channel.execute(new GeneralCommands.Attention());
    assertEquals(List.of(), List.copyOf(told));
    assertEquals(NetworkView.UNKNOWN, monitor.view());
  }
}
