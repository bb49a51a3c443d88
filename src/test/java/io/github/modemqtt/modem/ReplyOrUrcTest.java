package io.github.modemqtt.modem;

import static io.github.modemqtt.modem.ScriptedModem.OK;
import static io.github.modemqtt.modem.ScriptedModem.info;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.Exchange;
import io.github.modemqtt.at.UrcType;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One name, two meanings: the answer to a question, and news. */
@Timeout(20)
class ReplyOrUrcTest {
  private final ScriptedModem modem = new ScriptedModem();
  private final AtChannel channel = modem.connect();
  private final BlockingQueue<Object> urcs = new LinkedBlockingQueue<>();
  private final BlockingQueue<AtLine> unknown = new LinkedBlockingQueue<>();

  /** A question, its answer, and a URC of the same name. */
  record Pair(AtCommand<?> command, UrcType<?> type, String reply, String urc) {
    @Override
    public String toString() {
      return reply + " | " + urc;
    }
  }

  @AfterEach
  void close() {
    channel.close();
    modem.close();
    modem.verify();
  }

  static Stream<Pair> sameNames() {
    return Stream.of(
        registration(RegistrationDomain.EVOLVED_PACKET, "0,1", "2"),
        registration(
            RegistrationDomain.EVOLVED_PACKET,
            "2,1,\"4844\",\"0EA2D0CA\",7",
            "1,\"4844\",\"01a2c315\",7"),
        registration(RegistrationDomain.EVOLVED_PACKET, "2,1,4844,01a2c315,7", "1,4844,01a2c315,7"),
        registration(RegistrationDomain.EVOLVED_PACKET, "2,1,4844,01a2c315,7", "1,0012,01a2c315,7"),
        registration(RegistrationDomain.EVOLVED_PACKET, "3,3,,,,0,15", "3,,,,0,15"),
        registration(RegistrationDomain.EVOLVED_PACKET, "1,2", "2,,,,0,15"),
        registration(
            RegistrationDomain.EVOLVED_PACKET,
            "5,1,\"4844\",\"01a2c315\",9,,,\"00000101\",\"00100011\"",
            "1,\"4844\",\"01a2c315\",9,,,\"00000101\",\"00100011\""),
        registration(
            RegistrationDomain.CIRCUIT_SWITCHED,
            "2,5,\"4E76\",\"00006BE6\",3",
            "5,\"4E76\",\"00006BE6\",3"),
        registration(RegistrationDomain.CIRCUIT_SWITCHED, "0,6", "6"),
        registration(RegistrationDomain.PACKET_SWITCHED, "2,2", "2"),
        new Pair(
            new NetworkCommands.ReadRadioConnection(),
            NetworkUrcs.CSCON,
            "+CSCON: 0,1",
            "+CSCON: 1"),
        new Pair(
            new NetworkCommands.ReadRadioConnection(), NetworkUrcs.CSCON, "+CSCON:1,0", "+CSCON:0"),
        new Pair(
            new PowerCommands.ReadPowerSavingState(),
            NetworkUrcs.ECPSMR,
            "+ECPSMR: 1,0",
            "+ECPSMR: 1"));
  }

  private static Pair registration(RegistrationDomain domain, String reply, String urc) {
    UrcType<?> type =
        switch (domain) {
          case CIRCUIT_SWITCHED -> NetworkUrcs.CREG;
          case PACKET_SWITCHED -> NetworkUrcs.CGREG;
          case EVOLVED_PACKET -> NetworkUrcs.CEREG;
        };
    return new Pair(
        new NetworkCommands.ReadRegistration(domain),
        type,
        domain.command() + ": " + reply,
        domain.command() + ": " + urc);
  }

  @ParameterizedTest
  @MethodSource("sameNames")
  void eachIsTakenForWhatItIsInWhicheverOrderTheyCome(Pair pair) throws Exception {
    String question = new String(pair.command().line().bytes());
    modem.expect(question, info(pair.reply()));
    Object alone = channel.execute(pair.command());

    channel.onUrc(pair.type(), urcs::add);
    modem.say(unit(pair.urc()));
    Object urc = next(urcs);

    modem.expect(question, unit(pair.urc()) + unit(pair.reply()) + unit(pair.urc()) + OK);
    assertEquals(alone, channel.execute(pair.command()));
    assertEquals(urc, next(urcs));
    assertEquals(urc, next(urcs));
  }

  @ParameterizedTest
  @MethodSource("sameNames")
  void anAnswerThatNobodyWaitsForIsNoNews(Pair pair) throws Exception {
    channel.onUrc(pair.type(), urcs::add);
    channel.onUnknown(unknown::add);
    modem.say(unit(pair.reply()));
    assertEquals(pair.reply(), next(unknown).text());
    assertEquals(List.of(), List.copyOf(urcs));
  }

  @Test
  void aPinStateIsTheAnswerIfSomebodyAskedAndElseNews() throws Exception {
    channel.onUrc(NetworkUrcs.CPIN, urcs::add);
    modem.say(unit("+CPIN: SIM PIN"));
    assertEquals(PinState.SIM_PIN, next(urcs));

    modem.expect("AT+CPIN?", unit("+CPIN: READY") + OK + unit("+CPIN: READY"));
    assertEquals(PinState.READY, channel.execute(new SimCommands.ReadPinState()));
    assertEquals(PinState.READY, next(urcs));
  }

  @Test
  void aChattyNetworkDoesNotDisturbAnAnswerOfFreeText() throws Exception {
    channel.onUrc(NetworkUrcs.CGEV, urcs::add);
    modem.expect("AT+CGMM", unit("+CGEV: ME PDN ACT 8,4") + unit("BG770A-GL") + OK);
    assertEquals("BG770A-GL", channel.execute(new GeneralCommands.ReadModel()));
    assertEquals(
        new PacketEvent(PacketEvent.Kind.ACTIVATED, OptionalInt.of(8), "ME PDN ACT 8,4"),
        next(urcs));
  }

  static Stream<Arguments> news() {
    return Stream.of(
        news(NetworkUrcs.ECPIN, "+ECPIN: READY", PinState.READY),
        news(NetworkUrcs.ECPIN, "+ECPIN: SIM PIN", PinState.SIM_PIN),
        news(NetworkUrcs.ECPSMR, "+ECPSMR: 1", true),
        news(NetworkUrcs.CTZV, "+CTZV: \"+32\"", ZoneOffset.ofHours(8)),
        news(NetworkUrcs.CTZV, "+CTZV: \"-14\"", ZoneOffset.ofHoursMinutes(-3, -30)),
        news(
            NetworkUrcs.CTZE,
            "+CTZE: \"+08\",1,\"2026/11/20,10:11:12\"",
            new NetworkTime(ZoneOffset.ofHours(2), 1, LocalDateTime.of(2026, 11, 20, 10, 11, 12))),
        news(
            NetworkUrcs.CTZEU,
            "+CTZEU: \"-14\",0,\"2026/11/20,10:11:12\"",
            new NetworkTime(
                ZoneOffset.ofHoursMinutes(-3, -30), 0, LocalDateTime.of(2026, 11, 20, 10, 11, 12))),
        news(
            NetworkUrcs.CEDRXP,
            "+CEDRXP: 5,\"0010\",\"0101\",\"0011\"",
            new EdrxParameters(5, Optional.of("0010"), Optional.of("0101"), Optional.of("0011"))),
        news(
            NetworkUrcs.CEDRXP,
            "+CEDRXP: 5",
            new EdrxParameters(5, Optional.empty(), Optional.empty(), Optional.empty())),
        news(NetworkUrcs.ECPCFUN, "+ECPCFUN: 0", 0),
        news(NetworkUrcs.HIB, "+HIB Enter", HibernationEvent.ENTER),
        news(NetworkUrcs.HIB, "+HIB Exit", HibernationEvent.EXIT),
        news(NetworkUrcs.HIB, "+HIB Fail", HibernationEvent.FAIL),
        news(
            NetworkUrcs.ECPADDR,
            "+ECPADDR: 0, \"10.1.2.3\"",
            new PdpAddress(0, List.of("10.1.2.3"))),
        news(
            NetworkUrcs.CGEV,
            "+CGEV: NW PDN DEACT 0",
            new PacketEvent(PacketEvent.Kind.DEACTIVATED, OptionalInt.of(0), "NW PDN DEACT 0")),
        news(
            NetworkUrcs.CGEV,
            "+CGEV: NW DETACH",
            new PacketEvent(PacketEvent.Kind.DETACHED, OptionalInt.empty(), "NW DETACH")),
        news(
            NetworkUrcs.CGEV,
            "+CGEV: ME CLASS B",
            new PacketEvent(PacketEvent.Kind.OTHER, OptionalInt.empty(), "ME CLASS B")));
  }

  private static Arguments news(UrcType<?> type, String line, Object expected) {
    return Arguments.of(type, line, expected);
  }

  @ParameterizedTest
  @MethodSource("news")
  void newsIsRead(UrcType<?> type, String line, Object expected) throws Exception {
    channel.onUrc(type, urcs::add);
    modem.say(unit(line));
    assertEquals(expected, next(urcs));
  }

  static Stream<Arguments> noNews() {
    return Stream.of(
        Arguments.of(NetworkUrcs.HIB, "+HIB Later"),
        Arguments.of(NetworkUrcs.CTZE, "+CTZE: \"+08\",1,\"soon\""),
        Arguments.of(NetworkUrcs.CTZEU, "+CTZEU: \"east\",0,\"2026/11/20,10:11:12\""),
        Arguments.of(NetworkUrcs.CEDRXP, "+CEDRXP: NB"),
        Arguments.of(NetworkUrcs.ECPCFUN, "+ECPCFUN: off"));
  }

  @ParameterizedTest
  @MethodSource("noNews")
  void whatCannotBeReadGoesToTheCatchAll(UrcType<?> type, String line) throws Exception {
    channel.onUrc(type, urcs::add);
    channel.onUnknown(unknown::add);
    modem.say(unit(line));
    assertEquals(line, next(unknown).text());
    assertEquals(List.of(), List.copyOf(urcs));
  }

  @Test
  void aPingIsAcceptedFirstAndAnsweredLater() throws Exception {
    modem.expect(
        "AT+ECPING=\"192.0.2.7\",1,32,5000",
        OK + unit("+ECPING: SUCC, dest: 192.0.2.7, RTT: 120 ms"));
    Exchange<PingReport> ping =
        channel.submitDeferred(new PacketCommands.Ping("192.0.2.7", 32, Duration.ofSeconds(5)));
    assertEquals(
        new PingReport(PingReport.Outcome.ANSWERED, "192.0.2.7", Duration.ofMillis(120)),
        ping.completed().get(10, TimeUnit.SECONDS));
  }

  @Test
  void aPingWithoutAnswerSaysHowLongItWaited() throws Exception {
    modem.expect(
        "AT+ECPING=\"h\",1,32,5000",
        OK
            + unit("+ECPING: DONE, nothing to see")
            + unit("+ECPING: FAIL, dest: 192.0.2.7, time out: 5000 ms"));
    Exchange<PingReport> ping =
        channel.submitDeferred(new PacketCommands.Ping("h", 32, Duration.ofSeconds(5)));
    assertEquals(
        new PingReport(PingReport.Outcome.TIMED_OUT, "192.0.2.7", Duration.ofSeconds(5)),
        ping.completed().get(10, TimeUnit.SECONDS));
    assertTrue(ping.accepted().isDone());
  }

  private static String unit(String text) {
    return "\r\n" + text + "\r\n";
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T value = queue.poll(10, TimeUnit.SECONDS);
    if (value == null) {
      throw new AssertionError("nothing came");
    }
    return value;
  }
}
