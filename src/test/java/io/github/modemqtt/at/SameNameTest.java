package io.github.modemqtt.at;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ecmt.EcmtConnect;
import io.github.modemqtt.ecmt.EcmtConnectQuery;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtOpenQuery;
import io.github.modemqtt.ecmt.EcmtUrcs;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.NetworkUrcs;
import io.github.modemqtt.modem.PinState;
import io.github.modemqtt.modem.PowerCommands;
import io.github.modemqtt.modem.RegistrationDomain;
import io.github.modemqtt.modem.SimCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question's answer and a URC under one name: which is which while it runs, and while not. */
@Timeout(20)
class SameNameTest {
  private static final String OK = "\r\nOK\r\n";

  private final PassiveLine line = new PassiveLine(AtChannelOptions.DEFAULTS, new Seen());
  private final List<Object> urcs = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  SameNameTest() {
    line.onUnknown(found -> unknown.add(found.text()));
  }

  /** A question, its answer, and a URC of the same name. */
  record Pair(AtCommand<?> command, UrcType<?> type, String reply, String urc) {
    @Override
    public String toString() {
      return reply + " | " + urc;
    }

    Object meaningOfReply() {
      return command.decode(new Reply("", List.of(AtLine.of(reply))));
    }

    Object meaningOfUrc() {
      return type.decode(AtLine.of(urc));
    }
  }

  static Stream<Pair> pairs() {
    return Stream.of(
        registration(RegistrationDomain.CIRCUIT_SWITCHED, NetworkUrcs.CREG, "0,6", "1"),
        registration(
            RegistrationDomain.EVOLVED_PACKET,
            NetworkUrcs.CEREG,
            "2,1,\"4844\",\"0EA2D0CA\",7",
            "1,\"4844\",\"01a2c315\",7"),
        registration(RegistrationDomain.PACKET_SWITCHED, NetworkUrcs.CGREG, "0,1", "5"),
        new Pair(
            new NetworkCommands.ReadRadioConnection(),
            NetworkUrcs.CSCON,
            "+CSCON: 1,0",
            "+CSCON: 1"),
        new Pair(
            TestCommand.of("AT+ECPSMR?").replying(ReplyShape.line("+ECPSMR", NUMBER, NUMBER)),
            NetworkUrcs.ECPSMR,
            "+ECPSMR: 1,0",
            "+ECPSMR: 1"),
        new Pair(
            new PowerCommands.ReadPowerSaving(),
            UrcType.line("+CPSMS", SameNameTest::onlyTimers),
            "+CPSMS: 1,,,\"00000101\",\"00100011\"",
            "+CPSMS: \"00000101\",\"00100011\""),
        new Pair(new EcmtConnectQuery(), EcmtUrcs.CONNECT, "+ECMTCONN:0,3", "+ECMTCONN: 0,0,0"),
        new Pair(new EcmtConnectQuery(), EcmtUrcs.CONNECT, "+ECMTCONN: 0,2", "+ECMTCONN:0,2,2"),
        new Pair(
            new EcmtOpenQuery(),
            EcmtUrcs.OPEN,
            "+ECMTOPEN:0,\"broker.example\",1883",
            "+ECMTOPEN: 0,0"),
        new Pair(
            new EcmtOpenQuery(),
            EcmtUrcs.OPEN,
            "+ECMTOPEN: 0,\"192.0.2.7\",1883",
            "+ECMTOPEN: 0,-1"));
  }

  private static Pair registration(
      RegistrationDomain domain, UrcType<?> type, String reply, String urc) {
    String name = domain.command() + ": ";
    return new Pair(new NetworkCommands.ReadRegistration(domain), type, name + reply, name + urc);
  }

  private static String onlyTimers(AtLine line) {
    if (!line.fields().isNextQuoted()) {
      throw new ReplyFormatException(line.text(), "this is an answer, not a URC");
    }
    return line.text();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theUrcFirst(Pair pair) {
    assertBoth(pair, unit(pair.urc) + unit(pair.reply) + OK);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theReplyFirst(Pair pair) {
    assertBoth(pair, unit(pair.reply) + unit(pair.urc) + OK);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theUrcAfterTheEnd(Pair pair) {
    assertBoth(pair, unit(pair.reply) + OK + unit(pair.urc));
  }

  private void assertBoth(Pair pair, String said) {
    line.onUrc(pair.type, urcs::add);
    CompletableFuture<?> question = line.submit(pair.command);
    line.say(said).elapse(Duration.ZERO);
    assertEquals(pair.meaningOfReply(), question.join());
    assertEquals(List.of(pair.meaningOfUrc()), urcs);
    assertEquals(List.of(), unknown);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onAnIdleLineTheUrcIsNewsAndTheAnswerIsNobodys(Pair pair) {
    line.onUrc(pair.type, urcs::add);
    line.say(unit(pair.urc) + unit(pair.reply));
    assertEquals(List.of(pair.meaningOfUrc()), urcs);
    assertEquals(List.of(pair.reply), unknown);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whileAnotherCommandRunsTheUrcIsNewsAndTheAnswerIsNobodys(Pair pair) {
    line.onUrc(pair.type, urcs::add);
    CompletableFuture<String> other =
        line.submit(TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER)));
    line.say(unit(pair.reply) + unit("+CSQ: 20,99") + unit(pair.urc) + OK);
    assertEquals("+CSQ: 20,99", other.join());
    assertEquals(List.of(pair.meaningOfUrc()), urcs);
    assertEquals(List.of(pair.reply), unknown);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aLateAnswerIsNeitherNewsNorTheNextOnesAnswer(Pair pair) {
    line.onUrc(pair.type, urcs::add);
    CompletableFuture<?> late = line.submit(pair.command);
    CompletableFuture<?> next = line.submit(pair.command);
    line.elapse(pair.command.timeout());
    assertTrue(late.isCompletedExceptionally());
    line.say(unit(pair.reply) + OK + unit(pair.urc) + OK).elapse(Duration.ofSeconds(1));
    assertFalse(next.isDone());
    assertEquals(List.of(pair.meaningOfUrc()), urcs);
    assertEquals(List.of(), unknown);
    line.say(unit(pair.reply) + OK);
    assertEquals(pair.meaningOfReply(), next.join());
  }

  @Test
  void aPinStateThatComesTwiceIsTheAnswerFirstAndNewsAfter() {
    line.onUrc(NetworkUrcs.CPIN, urcs::add);
    CompletableFuture<PinState> pin = line.submit(new SimCommands.ReadPinState());
    line.say(unit("+CPIN: SIM PIN") + unit("+CPIN: READY") + OK);
    assertEquals(PinState.SIM_PIN, pin.join());
    assertEquals(List.of(PinState.READY), urcs);
  }

  @Test
  void theResultOfAConnectIsNotTheAnswerOfTheQueryBesideIt() {
    CompletableFuture<EcmtUrcs.ConnectResult> connect =
        line.submitDeferred(new EcmtConnect(0, "id", "user", "password", EcmtLimits.EC616));
    line.say(OK);
    CompletableFuture<EcmtConnectQuery.State> query = line.submit(new EcmtConnectQuery());
    line.say(unit("+ECMTCONN: 0,0,4") + unit("+ECMTCONN:0,2") + OK);
    assertEquals(new EcmtUrcs.ConnectResult(0, 0, 4), connect.join());
    assertEquals(EcmtConnectQuery.State.CONNECTING, query.join());
  }

  @Test
  void theAnswerOfTheQueryIsNotTheResultOfAConnect() {
    CompletableFuture<EcmtUrcs.ConnectResult> connect =
        line.submitDeferred(new EcmtConnect(0, "id", "user", "password", EcmtLimits.EC616));
    line.say(OK);
    CompletableFuture<EcmtConnectQuery.State> query = line.submit(new EcmtConnectQuery());
    line.say(unit("+ECMTCONN:0,3") + OK);
    assertEquals(EcmtConnectQuery.State.CONNECTED, query.join());
    assertFalse(connect.isDone());
    line.say(unit("+ECMTCONN: 0,0,0"));
    assertEquals(new EcmtUrcs.ConnectResult(0, 0, 0), connect.join());
  }

  @Test
  void aQueryWithNothingOpenTakesNoUrcForItsAnswer() {
    line.onUrc(UrcType.line("+ECMTOPEN", Function.identity()), urcs::add);
    CompletableFuture<?> query = line.submit(new EcmtOpenQuery());
    line.say(unit("+ECMTOPEN: 0,-1") + OK);
    assertEquals(Optional.empty(), query.join());
    assertEquals(List.of(AtLine.of("+ECMTOPEN: 0,-1")), urcs);
  }

  private static String unit(String text) {
    return "\r\n" + text + "\r\n";
  }
}
