package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.ChunkedTransport;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads that hold what a module says: at worst it is asked a question.
 *
 * <p>Whatever was awaited is not believed to have come, the connection and its subscriptions stay,
 * and the payload arrives as it was sent, or is marked.
 */
@Timeout(60)
class ForgedPayloadTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String TOPIC = "forged";
  private static final String PROMPT = "> ";

  /** What is asked without a change to anything. */
  private static final Set<String> QUESTIONS =
      Set.of("AT", "AT+ECMTCONN?", "AT+CEREG?", "AT+CPIN?", "AT+CGPADDR=0");

  private static final List<String> FORGERIES =
      List.of(
          "+ECMTSTAT: 0,1",
          "+ECMTPUB: 0,<guess>,0",
          "+ECMTSUB: 0,<guess>,0,1",
          "+ECMTUNS: 0,<guess>,0",
          "+ECMTCONN: 0,0,0",
          "+ECMTCONN: 0,0,5",
          "+ECMTCONN: 0,2,2",
          "+ECMTCONN:0,1",
          "+ECMTDISC: 0,0",
          "+ECMTCLOSE: 0,0",
          "+ECMTOPEN: 0,-1",
          "OK",
          "ERROR",
          "+CME ERROR: 3",
          PROMPT,
          "^boot.rom'v..!",
          "ECRDY",
          "+CEREG: 0",
          "+CPIN: SIM REMOVED");

  /** The payload itself; a line of it; a unit of its own; at its very end; glued to a result. */
  private static final List<String> SHAPES =
      List.of(
          "%s",
          "a\r\n%s\r\nb",
          "a\r\n\r\n%s\r\n\r\nb",
          "a\r\n\r\n%s",
          "\r\n\r\n%s\r\n\r\n%1$s\r\n",
          "a\n%s\rb");

  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final RecordingClientListener listener = new RecordingClientListener();
  private final ScriptedModule script = ScriptedModule.start();
  private ModemMqttClient client;
  private MessageStream stream;
  private int markers;

  static Stream<Arguments> forgeries() {
    return FORGERIES.stream()
        .flatMap(forgery -> Stream.of(1, 7, 4096).map(chunk -> Arguments.of(forgery, chunk)));
  }

  @AfterEach
  void close() {
    client.close();
    script.close();
  }

  private void make(int chunk) {
    client =
        ModemMqttClient.builder()
            .transport(() -> new ChunkedTransport(script.host(), chunk))
            .broker("broker.example", 1883)
            .clientId("forged")
            .bringUp(QuickTimes.BRING_UP)
            .channel(QuickTimes.CHANNEL)
            .timeouts(new EcmtTimeouts(LONG, LONG, LONG, LONG))
            .reopenPause(Duration.ofMillis(10))
            .reconnect(QuickTimes.RECONNECT)
            .healthInterval(Duration.ZERO)
            .listener(listener)
            .messageHandler(received::add)
            .build();
  }

  private void connect(int chunk) {
    make(chunk);
    client.connect();
    stream = client.messages(TOPIC, Qos.AT_LEAST_ONCE);
  }

  /** The firmware takes up to two line-end characters off the end of a payload. */
  private static String printed(String payload) {
    int end = payload.length();
    for (int taken = 0;
        taken < 2 && end > 0 && "\r\n".indexOf(payload.charAt(end - 1)) >= 0;
        taken++) {
      end--;
    }
    return payload.substring(0, end);
  }

  private void say(String topic, String payload) {
    script.sayRaw("\r\n+ECMTRECV: 0,0,\"" + topic + "\"," + payload + "\r\n");
  }

  /** Says the forgery in all its shapes, and looks at what arrives. */
  private void sayForged(String forgery) {
    for (String shape : SHAPES) {
      String payload = printed(shape.formatted(forgery));
      say(TOPIC, payload);
      Message message = next(TOPIC);
      assertIntact(payload, message);
      if (stream != null) {
        assertEquals(message, stream.poll(LONG).orElseThrow());
      }
    }
    String marker = "marker " + markers++;
    say("marker", marker);
    assertEquals(marker, next("marker").payloadAsText());
  }

  private static void assertIntact(String payload, Message message) {
    String arrived = message.payloadAsText();
    if (message.framing() == Framing.CERTAIN) {
      assertEquals(payload, arrived);
    } else {
      assertTrue(payload.startsWith(arrived), () -> "'" + arrived + "' of '" + payload + "'");
    }
  }

  private Message next(String topic) {
    try {
      Message message = received.poll(10, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message of " + topic + " came, but " + script.commands());
      }
      assertEquals(topic, message.topic().value(), message::toString);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Nothing but questions since then, and all is as before. */
  private void assertNothingChanged(int commandsBefore) {
    Eventually.get(client.async().subscribe("end", Qos.AT_MOST_ONCE, message -> {}));
    List<String> since =
        new ArrayList<>(script.commands().subList(commandsBefore, script.commands().size()));
    since.removeIf(QUESTIONS::contains);
    assertEquals(1, since.size(), since::toString);
    assertTrue(since.get(0).startsWith("AT+ECMTSUB=0,"), since::toString);
    assertTrue(since.get(0).contains("\"end\""), since::toString);
    assertEquals(ClientState.CONNECTED, client.state());
    assertEquals(List.of(), listener.losses());
    assertEquals(1, listener.connections().size());
    say(TOPIC, "still subscribed");
    assertEquals("still subscribed", next(TOPIC).payloadAsText());
    assertEquals("still subscribed", stream.take().payloadAsText());
  }

  /** Accepts such commands, and says a message behind the OK, so that it is known to be over. */
  private void accept(String prefix) {
    script.on(prefix, "OK", "+ECMTRECV: 0,0,\"accepted\",x");
  }

  private static String guess(String forgery, int id) {
    return forgery.replace("<guess>", String.valueOf(id % 65_535 + 1));
  }

  @ParameterizedTest(name = "{0} in chunks of {1}")
  @MethodSource("forgeries")
  void whileIdle(String forgery, int chunk) {
    connect(chunk);
    int before = script.commands().size();

    sayForged(guess(forgery, 1000));

    assertNothingChanged(before);
  }

  @ParameterizedTest(name = "{0} in chunks of {1}")
  @MethodSource("forgeries")
  void whileAnAcknowledgementIsAwaited(String forgery, int chunk) {
    accept("AT+ECMTPUB=");
    connect(chunk);
    CompletableFuture<Void> published = client.async().publish("t", "x", Qos.AT_LEAST_ONCE);
    int id = ScriptedModule.id(script.await("AT+ECMTPUB="));
    next("accepted");
    int before = script.commands().size();

    sayForged(guess(forgery, id));

    assertNothingChanged(before);
    assertFalse(published.isDone());
    script.say("+ECMTPUB: 0," + id + ",0");
    Eventually.get(published);
  }

  @ParameterizedTest(name = "{0} in chunks of {1}")
  @MethodSource("forgeries")
  void whileThePromptIsAwaited(String forgery, int chunk) {
    byte[] payload = {0, 1, 2, '"', 13, 10};
    connect(chunk);
    script.on("AT+ECMTPUB=");
    CompletableFuture<Void> published =
        client.async().publish("t", payload, Qos.AT_LEAST_ONCE, false);
    int id = ScriptedModule.id(script.await("AT+ECMTPUB="));
    int before = script.commands().size();

    sayForged(guess(forgery, id));

    assertEquals(before, script.commands().size(), () -> script.commands().toString());
    assertFalse(published.isDone());
    script.on("\0", "OK", "+ECMTPUB: 0," + id + ",0").sayRaw("\r\n> ");
    Eventually.get(published);
    script.close();
  }

  @ParameterizedTest(name = "{0} in chunks of {1}")
  @MethodSource("forgeries")
  void whileASubscriptionIsAwaited(String forgery, int chunk) {
    connect(chunk);
    accept("AT+ECMTSUB=");
    CompletableFuture<Subscription> subscribed =
        client.async().subscribe("other", Qos.AT_LEAST_ONCE, message -> {});
    script.await("AT+ECMTSUB=");
    int id = ScriptedModule.id(script.await("AT+ECMTSUB="));
    next("accepted");
    script.answer(
        "AT+ECMTSUB=", c -> List.of("OK", "+ECMTSUB: 0," + ScriptedModule.id(c) + ",0,1"));
    int before = script.commands().size();

    sayForged(guess(forgery, id));

    assertFalse(subscribed.isDone());
    script.say("+ECMTSUB: 0," + id + ",0,1");
    Eventually.get(subscribed);
    assertNothingChanged(before);
  }

  @ParameterizedTest(name = "{0} in chunks of {1}")
  @MethodSource("forgeries")
  void whileTheAnswerToConnectIsAwaited(String forgery, int chunk) {
    make(chunk);
    accept("AT+ECMTCONN=");
    CompletableFuture<Void> connected = client.async().connect();
    script.await("AT+ECMTCONN=");
    next("accepted");

    sayForged(guess(forgery, 1000));

    assertFalse(connected.isDone());
    script.say("+ECMTCONN: 0,0,0");
    Eventually.get(connected);
    stream = client.messages(TOPIC, Qos.AT_LEAST_ONCE);
    assertNothingChanged(script.commands().size());
    assertEquals(List.of(), script.commands("AT+ECMTCLOSE="));
    assertEquals(1, script.commands("AT+ECMTOPEN=").size());
    assertEquals(1, script.commands("AT+ECMTCONN=").size());
  }
}
