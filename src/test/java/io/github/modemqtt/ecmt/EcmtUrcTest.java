package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.ecmt.EcmtUrcs.CloseResult;
import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.DisconnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.LinkStateChange;
import io.github.modemqtt.ecmt.EcmtUrcs.OpenResult;
import io.github.modemqtt.ecmt.EcmtUrcs.PublishResult;
import io.github.modemqtt.ecmt.EcmtUrcs.SubscribeResult;
import io.github.modemqtt.ecmt.EcmtUrcs.UnsubscribeResult;
import io.github.modemqtt.mqtt.BrokerAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EcmtUrcTest {
  private static final OptionalInt NONE = OptionalInt.empty();

  private final EcmtDialogue dialogue = new EcmtDialogue();

  @AfterEach
  void close() {
    dialogue.close();
  }

  static Stream<Arguments> urcs() {
    return Stream.of(
        arguments("+ECMTOPEN: 0,0", new OpenResult(0, 0)),
        arguments("+ECMTOPEN: 0,-1", new OpenResult(0, -1)),
        arguments("+ECMTCONN: 0,0,0", new ConnectResult(0, 0, 0)),
        arguments("+ECMTCONN: 0,0,5", new ConnectResult(0, 0, 5)),
        arguments("+ECMTCONN: 0,2,2", new ConnectResult(0, 2, 2)),
        arguments("+ECMTSUB: 0,1,0,1", new SubscribeResult(0, 1, 0, OptionalInt.of(1))),
        arguments("+ECMTSUB: 0,65535,2,0", new SubscribeResult(0, 65535, 2, OptionalInt.of(0))),
        arguments("+ECMTSUB: 0,1,1", new SubscribeResult(0, 1, 1, NONE)),
        arguments("+ECMTUNS: 0,9,0", new UnsubscribeResult(0, 9, 0)),
        arguments("+ECMTPUB: 0,0,0", new PublishResult(0, 0, 0, NONE)),
        arguments("+ECMTPUB: 0,2,1,7", new PublishResult(0, 2, 1, OptionalInt.of(7))),
        arguments("+ECMTDISC: 0,0", new DisconnectResult(0, 0)),
        arguments("+ECMTDISC: 0,-1", new DisconnectResult(0, -1)),
        arguments("+ECMTCLOSE: 0,0", new CloseResult(0, 0)),
        arguments("+ECMTCLOSE: 0,-1", new CloseResult(0, -1)),
        arguments("+ECMTSTAT: 0,1", new LinkStateChange(0, 1)),
        arguments("+ECMTRECV: 0,0,\"t/in\",hello", message(0, "t/in", "hello")),
        arguments("+ECMTRECV: 0,987,\"/x\",", message(987, "/x", "")),
        arguments("+ECMTRECV: 0,12,\"t\",a,b,\"c\"", message(12, "t", "a,b,\"c\"")),
        arguments("+ECMTRECV: 0,0,\"t\",\"x\"", message(0, "t", "\"x\"")),
        arguments("+ECMTRECV: 0,0,\"t\",  x ", message(0, "t", "  x ")),
        arguments("+ECMTRECV: 0,0,\"a,b\",x", message(0, "a,b", "x")),
        arguments("+ECMTRECV: 0,0,\"a\"b\",x", message(0, "a\"b", "x")),
        arguments("+ECMTRECV: 0,0,\"你好\",grün", message(0, "你好", "grün")));
  }

  private static ReceivedMessage message(int id, String topic, String payload) {
    return new ReceivedMessage(0, id, topic, payload.getBytes(UTF_8), false);
  }

  @ParameterizedTest
  @MethodSource("urcs")
  void isReadWithABlankAfterTheColon(String urc, Object expected) {
    dialogue.module.say(urc);

    assertEquals(expected, dialogue.next());
  }

  @ParameterizedTest
  @MethodSource("urcs")
  void isReadWithoutABlankAfterTheColon(String urc, Object expected) {
    dialogue.module.say(urc.replaceFirst(": ", ":"));

    assertEquals(expected, dialogue.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ECMTOPEN: 0",
        "+ECMTOPEN: 0,0,0",
        "+ECMTOPEN: 0,x",
        "+ECMTOPEN:",
        "+ECMTOPEN:0,\"broker.example\",1883",
        "+ECMTCONN:0,3",
        "+ECMTCONN: 0,0,0,0",
        "+ECMTCONN: ,,",
        "+ECMTSUB: 0,1",
        "+ECMTSUB: 0,1,0,1,1",
        "+ECMTUNS: 0,1",
        "+ECMTUNS: 0,1,0,1",
        "+ECMTPUB: 0,1",
        "+ECMTPUB: 0,1,0,0,0",
        "+ECMTPUB: 0,1,99999999999",
        "+ECMTDISC: 0",
        "+ECMTDISC: 0,0,0",
        "+ECMTCLOSE: 0",
        "+ECMTCLOSE: 0,0,0",
        "+ECMTSTAT: 0",
        "+ECMTSTAT: 0,1,1",
        "+ECMTSTATX: 0,1",
      })
  void isNotReadWithAnotherNumberOfFields(String line) {
    dialogue.module.say(line);

    assertEquals(line, assertInstanceOf(AtLine.class, dialogue.next()).text());
  }

  @Test
  void aMessageMayHoldLineEndsAndIsMarkedThen() {
    dialogue.module.say("+ECMTRECV: 0,0,\"t\",{\r\n  \"command\": \"putdown\"\r\n}");

    ReceivedMessage message = assertInstanceOf(ReceivedMessage.class, dialogue.next());

    assertEquals("{\r\n  \"command\": \"putdown\"\r\n}", new String(message.payload(), UTF_8));
  }

  @Test
  void messagesThatFollowEachOtherAreTwo() {
    dialogue.module.sayRaw("\r\n+ECMTRECV: 0,0,\"t\",{\r\n}\r\n\r\n+ECMTRECV: 0,0,\"t\",b\r\n");

    ReceivedMessage first = assertInstanceOf(ReceivedMessage.class, dialogue.next());
    ReceivedMessage second = assertInstanceOf(ReceivedMessage.class, dialogue.next());

    assertArrayEquals("{\r\n}".getBytes(UTF_8), first.payload());
    assertArrayEquals("b".getBytes(UTF_8), second.payload());
  }

  @Test
  void theQueryForTheBrokerIsNotTheResultOfOpening() {
    dialogue.module.on(
        "AT+ECMTOPEN?", "+ECMTOPEN: 0,-1", "+ECMTOPEN:0,\"broker.example\",1883", "OK");

    Optional<BrokerAddress> broker = dialogue.channel.execute(new EcmtOpenQuery());

    assertEquals(Optional.of(new BrokerAddress("broker.example", 1883)), broker);
    assertEquals(new OpenResult(0, -1), dialogue.next());
    assertTrue(dialogue.heardNothing());
  }

  @Test
  void theResultOfOpeningIsNotTheAnswerToTheQuery() {
    dialogue.module.on("AT+ECMTOPEN?", "+ECMTOPEN: 0,0", "OK");

    assertEquals(Optional.empty(), dialogue.channel.execute(new EcmtOpenQuery()));
    assertEquals(new OpenResult(0, 0), dialogue.next());
  }

  @Test
  void aBrokerThatCannotBeIsAFormatError() {
    dialogue.module.on("AT+ECMTOPEN?", "+ECMTOPEN:0,\"a b\",1883", "OK");

    assertThrows(ReplyFormatException.class, () -> dialogue.channel.execute(new EcmtOpenQuery()));
  }

  @ParameterizedTest
  @EnumSource(EcmtConnectQuery.State.class)
  void theQueryForTheStateIsNotTheResultOfConnecting(EcmtConnectQuery.State state) {
    if (state == EcmtConnectQuery.State.NONE) {
      dialogue.module.on("AT+ECMTCONN?", "+ECMTCONN: 0,0,0", "OK");
    } else {
      dialogue.module.on(
          "AT+ECMTCONN?", "+ECMTCONN: 0,0,0", "+ECMTCONN:0," + state.ordinal(), "OK");
    }

    assertEquals(state, dialogue.channel.execute(new EcmtConnectQuery()));
    assertEquals(new ConnectResult(0, 0, 0), dialogue.next());
    assertTrue(dialogue.heardNothing());
  }

  @Test
  void anUnknownStateIsAFormatError() {
    dialogue.module.on("AT+ECMTCONN?", "+ECMTCONN:0,5", "OK");

    assertThrows(
        ReplyFormatException.class, () -> dialogue.channel.execute(new EcmtConnectQuery()));
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments(EcmtConfigQuery.Item.KEEPALIVE, "+ECMTCFG: \"keepalive\",120", List.of("120")),
        arguments(EcmtConfigQuery.Item.SESSION, "+ECMTCFG:\"session\",0", List.of("0")),
        arguments(
            EcmtConfigQuery.Item.TIMEOUT, "+ECMTCFG: \"timeout\",10,3,0", List.of("10", "3", "0")),
        arguments(
            EcmtConfigQuery.Item.WILL,
            "+ECMTCFG: \"will\",0,0,0,,",
            List.of("0", "0", "0", "", "")),
        arguments(
            EcmtConfigQuery.Item.WILL,
            "+ECMTCFG: \"will\",1,0,0,bye/t,gone, away",
            List.of("1", "0", "0", "bye/t", "gone", "away")),
        arguments(EcmtConfigQuery.Item.VERSION, "+ECMTCFG: \"version\",4", List.of("4")));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aConfigurationIsRead(EcmtConfigQuery.Item item, String reply, List<String> expected) {
    dialogue.module.on("AT+ECMTCFG=", reply, "OK");

    assertEquals(expected, dialogue.channel.execute(new EcmtConfigQuery(0, item)));
  }

  @Test
  void aConfigurationBeforeAnythingIsConfiguredIsRefused() {
    dialogue.module.on("AT+ECMTCFG=", "+CME ERROR: 3");

    CommandRejectedException failure =
        assertThrows(
            CommandRejectedException.class,
            () -> dialogue.channel.execute(new EcmtConfigQuery(0, EcmtConfigQuery.Item.KEEPALIVE)));

    assertEquals(OptionalInt.of(3), failure.result().code());
  }

  @Test
  void receivedMessagesCompareByTheirBytes() {
    ReceivedMessage message = message(1, "t", "secret payload");

    assertEquals(message, message(1, "t", "secret payload"));
    assertEquals(message.hashCode(), message(1, "t", "secret payload").hashCode());
    assertFalse(message.equals(message(1, "t", "another")));
    assertFalse(message.toString().contains("secret"), message::toString);
  }
}
