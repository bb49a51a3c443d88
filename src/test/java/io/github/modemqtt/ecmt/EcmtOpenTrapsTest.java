package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.BROKER;
import static io.github.modemqtt.ecmt.ScriptedLink.IMPATIENT;
import static io.github.modemqtt.ecmt.ScriptedLink.OPTIONS;
import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.testsupport.Eventually;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens and closes that are answered with OK, and then with nothing, or with a lie. */
@Timeout(30)
class EcmtOpenTrapsTest {
  private static final String OPEN = "AT+ECMTOPEN=";

  private ScriptedLink link = new ScriptedLink(IMPATIENT);

  @AfterEach
  void close() {
    link.close();
  }

  private void patient() {
    link.close();
    link = new ScriptedLink(PATIENT);
  }

  /** What the module says of itself when it has lost an open. */
  private void nothingIsOpen() {
    link.script.on("AT+ECMTCONN?", "OK");
  }

  private void openBringsAResultAt(int attempt) {
    nothingIsOpen();
    AtomicInteger attempts = new AtomicInteger();
    link.script.answer(
        OPEN,
        command ->
            attempts.incrementAndGet() < attempt ? List.of("OK") : List.of("OK", "+ECMTOPEN: 0,0"));
  }

  @Test
  void anOpenThatGotLostIsRepeatedWithAllSettings() {
    openBringsAResultAt(2);

    Eventually.get(link.module.open(BROKER, OPTIONS));

    assertEquals(2, link.script.commands(OPEN).size());
    assertEquals(2, link.script.commands("AT+ECMTCFG=\"keepalive\"").size());
    assertEquals(List.of(), link.script.commands("AT+ECMTCLOSE"));
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void anOpenWhoseResultGotLostIsClosedAndOpenedAgain(int state) {
    openBringsAResultAt(2);
    link.script.answer(
        "AT+ECMTCONN?",
        command ->
            link.script.commands(OPEN).isEmpty() || !link.script.commands("AT+ECMTCLOSE").isEmpty()
                ? List.of("OK")
                : List.of("+ECMTCONN:0," + state, "OK"));

    Eventually.get(link.module.open(BROKER, OPTIONS));

    List<String> ends =
        link.script.commands().stream()
            .filter(command -> command.startsWith(OPEN) || command.startsWith("AT+ECMTCLOSE"))
            .map(command -> command.substring(0, command.indexOf('=')))
            .toList();
    assertEquals(List.of("AT+ECMTOPEN", "AT+ECMTCLOSE", "AT+ECMTOPEN"), ends);
  }

  @Test
  void anOpenThatAConnectingModuleIgnoresNamesTheStuckState() {
    link.script.answer(
        "AT+ECMTCONN?",
        command ->
            link.script.commands(OPEN).isEmpty() ? List.of("OK") : List.of("+ECMTCONN:0,2", "OK"));
    link.script.accept(OPEN);

    ModuleStuckException stuck =
        assertInstanceOf(
            ModuleStuckException.class, Eventually.failure(link.module.open(BROKER, OPTIONS)));

    assertEquals(MqttLinkState.CONNECTING, stuck.state());
    assertTrue(stuck.remedy().contains("AT+ECRST"), stuck.remedy());
    assertEquals(1, link.script.commands(OPEN).size());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3"})
  void anOpenThatNeverBringsAResultIsTriedThatOften(int retries, int opens) {
    link.close();
    link = new ScriptedLink(IMPATIENT.withOpenRetries(retries));
    link.script.accept(OPEN);
    nothingIsOpen();

    ModuleStuckException stuck =
        assertInstanceOf(
            ModuleStuckException.class, Eventually.failure(link.module.open(BROKER, OPTIONS)));

    assertEquals(opens, link.script.commands(OPEN).size());
    assertEquals(MqttLinkState.CLOSED, stuck.state());
    assertTrue(stuck.getMessage().contains("+ECMTOPEN"), stuck.getMessage());
    assertInstanceOf(ResultTimeoutException.class, stuck.getCause());
  }

  @Test
  void aResultOfOpenThatTouchesAMessageIsNotTaken() {
    patient();
    link.script.accept(OPEN);
    CompletableFuture<Void> opened = link.module.open(BROKER, OPTIONS);
    link.script.await(OPEN);
    link.sayAfterMessage("+ECMTOPEN: 0,-1");
    link.settle();

    assertFalse(opened.isDone());
    link.script.say("+ECMTOPEN: 0,0");
    Eventually.get(opened);
  }

  @ParameterizedTest
  @CsvSource({"::1", "fe80::1%eth0"})
  void anIpv6AddressIsRefusedBeforeAnythingIsSaid(String host) {
    ParameterException refused =
        assertInstanceOf(
            ParameterException.class,
            Eventually.failure(link.module.open(new BrokerAddress(host, 1883), OPTIONS)));

    assertEquals("broker host", refused.parameter());
    assertTrue(refused.getMessage().contains("IPv4"), refused.getMessage());
    assertEquals(List.of(), link.script.commands());
  }

  // ---- close ----

  @Test
  void aCloseWhoseResultGotLostIsDoneIfNothingIsOpen() {
    link.connect();
    link.script.answer(
        "AT+ECMTCLOSE=",
        command -> {
          link.saysNothingIsOpen();
          return List.of("OK");
        });

    Eventually.get(link.module.close());

    assertEquals(1, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aCloseThatGotLostIsRepeated() {
    link.connect();
    Iterator<List<String>> answers =
        List.of(List.of("OK"), List.of("OK", "+ECMTCLOSE: 0,0")).iterator();
    link.script.answer("AT+ECMTCLOSE=", command -> answers.next());

    Eventually.get(link.module.close());

    assertFalse(answers.hasNext());
  }

  @Test
  void aModuleThatStaysConnectedWhateverItIsToldIsStuck() {
    link.connect();
    link.script.accept("AT+ECMTCLOSE=");

    ModuleStuckException stuck =
        assertInstanceOf(ModuleStuckException.class, Eventually.failure(link.module.close()));

    assertEquals(MqttLinkState.CONNECTED, stuck.state());
    assertInstanceOf(ResultTimeoutException.class, stuck.getCause());
    assertEquals(2, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aCloseThatMeetsAReconnectIsDoneAfterIt() {
    patient();
    link.connect().saysState(2);
    Iterator<List<String>> answers =
        List.of(
                List.of("+CME ERROR: 3"),
                List.of("+CME ERROR: 3"),
                List.of("OK", "+ECMTCLOSE: 0,0"))
            .iterator();
    link.script.answer("AT+ECMTCLOSE=", command -> answers.next());

    Eventually.get(link.module.close());

    assertFalse(answers.hasNext());
  }

  @Test
  void aForgedResultOfCloseIsNotBelieved() {
    patient();
    link.connect();
    Iterator<List<String>> states =
        List.of(List.of("+ECMTCONN:0,1", "OK"), List.of("OK")).iterator();
    Iterator<List<String>> answers = List.of(List.of("OK"), List.of("+CME ERROR: 3")).iterator();
    link.script.answer("AT+ECMTCONN?", command -> states.next());
    link.script.answer("AT+ECMTCLOSE=", command -> answers.next());

    CompletableFuture<Void> closed = link.module.close();
    link.script.await("AT+ECMTCLOSE=");
    link.sayAfterMessage("+ECMTCLOSE: 0,0");

    Eventually.get(closed);
    assertFalse(states.hasNext(), "the module was not asked until it was closed");
  }

  @Test
  void aDisconnectWhoseResultGotLostIsDoneIfNothingIsOpen() {
    link.connect();
    link.script.accept("AT+ECMTDISC=");
    link.saysNothingIsOpen();

    Eventually.get(link.module.disconnect());
  }

  @Test
  void aDisconnectThatGotLostTimesOut() {
    link.connect();
    link.script.accept("AT+ECMTDISC=");

    assertInstanceOf(ResultTimeoutException.class, Eventually.failure(link.module.disconnect()));
  }

  @Test
  void aForgedResultOfDisconnectIsNotBelieved() {
    patient();
    link.connect();
    Iterator<List<String>> states =
        List.of(List.of("+ECMTCONN:0,3", "OK"), List.of("OK")).iterator();
    link.script.answer("AT+ECMTCONN?", command -> states.next());
    link.script.accept("AT+ECMTDISC=");

    CompletableFuture<Void> disconnected = link.module.disconnect();
    link.script.await("AT+ECMTDISC=");
    link.sayAfterMessage("+ECMTDISC: 0,0");

    Eventually.get(disconnected);
    assertFalse(states.hasNext(), "the module was not asked until it was disconnected");
  }
}
