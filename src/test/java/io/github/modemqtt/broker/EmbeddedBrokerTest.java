package io.github.modemqtt.broker;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_ACCEPTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RawMqttClient.Published;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EmbeddedBrokerTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = MqttVersion.class,
      names = {"MQTT_3_1", "MQTT_3_1_1"})
  void speaksBothVersions(MqttVersion version) {
    try (RawMqttClient client = RawMqttClient.open(broker.port())) {
      MqttConnectReturnCode answer =
          client.connect(
              options ->
                  options
                      .protocolVersion(version)
                      .clientId("v" + version.protocolLevel())
                      .cleanSession(true));

      assertEquals(CONNECTION_ACCEPTED, answer);
      client.ping();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void deliversEachQos(int qos) {
    try (RawMqttClient subscriber = connected("sub-qos" + qos);
        RawMqttClient publisher = connected("pub-qos" + qos)) {
      assertEquals(qos, subscriber.subscribe(1, "qos" + qos + "/x", qos));

      publisher.publish(9, "qos" + qos + "/x", "first", qos, false);
      publisher.publish(10, "qos" + qos + "/x", "second", qos, false);

      Published first = subscriber.receive();
      assertEquals("first", first.text());
      assertEquals(qos, first.qos());
      assertEquals("second", subscriber.receive().text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "w1/+/c, w1/b/c, w1/b/d",
    "w2/#, w2/b/c, x2/b/c",
    "w3/#, w3, w3x",
    "+/w4, a/w4, a/b/w4",
    "w5/+, w5/, w5",
    "w6/b c, w6/b c, w6/b",
    "w7.x/+, w7.x/y, w7/x/y",
  })
  void followsWildcards(String filter, String inside, String outside) {
    try (RawMqttClient subscriber = connected("sub " + filter);
        RawMqttClient publisher = connected("pub " + filter)) {
      subscriber.subscribe(1, filter, 1);

      publisher.publish(1, outside, "outside", 1, false);
      publisher.publish(2, inside, "inside", 1, false);

      Published message = subscriber.receive();
      assertEquals(inside, message.topic());
      assertEquals("inside", message.text());
    }
  }

  @Test
  void servesAnExactAndAWildcardSubscriptionOfTwoClients() {
    try (RawMqttClient exact = connected("exact");
        RawMqttClient wild = connected("wild");
        RawMqttClient publisher = connected("cross")) {
      exact.subscribe(1, "cross/a", 1);
      wild.subscribe(1, "cross/#", 1);

      publisher.publish(1, "cross/a", "both", 1, false);

      assertEquals("both", exact.receive().text());
      assertEquals("both", wild.receive().text());
    }
  }

  @Test
  void keepsRetainedMessagesWhileNobodyListens() {
    try (RawMqttClient publisher = connected("retainer")) {
      publisher.publish(1, "kept/a", "old", 1, true);
      publisher.publish(2, "kept/a", "new", 1, true);
      publisher.disconnect();
    }
    assertRetained("kept/a", "new");
    assertRetained("kept/+", "new");
    assertRetained("kept/#", "new");
  }

  @Test
  void forgetsARetainedMessageThatIsReplacedByAnEmptyOne() {
    try (RawMqttClient client = connected("forgetter")) {
      client.publish(1, "forget/a", "old", 1, true);
      client.publish(2, "forget/a", "", 1, true);

      client.subscribe(3, "forget/a", 1);
      client.publish(4, "forget/a", "fresh", 0, false);

      assertEquals("fresh", client.receive().text());
    }
  }

  @Test
  void publishesTheWillOfAClientThatGoesAway() {
    try (RawMqttClient watcher = connected("watcher")) {
      watcher.subscribe(1, "will/#", 1);
      RawMqttClient mortal = RawMqttClient.open(broker.port());
      mortal.connect(
          options ->
              options
                  .clientId("mortal")
                  .cleanSession(true)
                  .willFlag(true)
                  .willQoS(MqttQoS.AT_LEAST_ONCE)
                  .willTopic("will/mortal")
                  .willMessage("gone".getBytes(StandardCharsets.UTF_8)));

      mortal.close();

      Published will = watcher.receive();
      assertEquals("will/mortal", will.topic());
      assertEquals("gone", will.text());
    }
  }

  @Test
  void queuesForASessionThatIsNotClean() {
    try (RawMqttClient first = RawMqttClient.open(broker.port())) {
      first.connect(options -> options.clientId("sleeper").cleanSession(false));
      first.subscribe(1, "queued/x", 1);
      first.disconnect();
    }
    try (RawMqttClient publisher = connected("queuer")) {
      publisher.publish(1, "queued/x", "missed", 1, false);
    }
    try (RawMqttClient again = RawMqttClient.open(broker.port())) {
      again.connect(options -> options.clientId("sleeper").cleanSession(false));

      assertEquals("missed", again.receive().text());
    }
  }

  @Test
  void endsASubscription() {
    try (RawMqttClient client = connected("fickle")) {
      client.subscribe(1, "fickle/a", 1);
      client.subscribe(2, "fickle/b", 1);
      client.unsubscribe(3, "fickle/a");

      client.publish(4, "fickle/a", "not wanted", 0, false);
      client.publish(5, "fickle/b", "wanted", 0, false);

      assertEquals("wanted", client.receive().text());
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (EmbeddedBroker guarded = EmbeddedBroker.builder().credentials("alice", "s3cret").start()) {
      assertEquals(CONNECTION_ACCEPTED, login(guarded, "alice", "s3cret"));
      Set<MqttConnectReturnCode> refusals =
          Set.of(
              MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
              MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
      assertTrue(refusals.contains(login(guarded, "alice", "wrong")));
      assertTrue(refusals.contains(login(guarded, "bob", "s3cret")));
      try (RawMqttClient nobody = RawMqttClient.open(guarded.port())) {
        assertTrue(
            refusals.contains(
                nobody.connect(options -> options.clientId("nobody").cleanSession(true))));
      }
    }
  }

  @Test
  void letsTheUserPublishAndSubscribe() {
    try (EmbeddedBroker guarded = EmbeddedBroker.builder().credentials("alice", "s3cret").start();
        RawMqttClient client = RawMqttClient.open(guarded.port())) {
      client.connect(
          options ->
              options
                  .clientId("alice")
                  .cleanSession(true)
                  .username("alice")
                  .password("s3cret".getBytes(StandardCharsets.UTF_8)));
      client.subscribe(1, "own/#", 1);
      client.publish(2, "own/x", "hello", 0, false);

      assertEquals("hello", client.receive().text());
    }
  }

  @Test
  void dropsItsConnectionsAndComesBackOnTheSamePort() {
    EmbeddedBroker first = EmbeddedBroker.start();
    try (RawMqttClient client = RawMqttClient.open(first.port())) {
      client.connect(options -> options.clientId("witness").cleanSession(true));

      first.close();
      first.close();

      client.awaitClosed();
    }
    try (EmbeddedBroker second = EmbeddedBroker.builder().port(first.port()).start();
        RawMqttClient client = RawMqttClient.open(second.port())) {
      assertEquals(first.port(), second.port());
      assertEquals(
          CONNECTION_ACCEPTED,
          client.connect(options -> options.clientId("witness").cleanSession(true)));
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    EmbeddedBroker.Builder builder = EmbeddedBroker.builder().port(broker.port());

    EmbeddedBrokerException failure = assertThrows(EmbeddedBrokerException.class, builder::start);

    assertTrue(failure.getMessage().contains(":" + broker.port()), failure.getMessage());
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> EmbeddedBroker.builder().port(65_536));
    assertThrows(IllegalArgumentException.class, () -> EmbeddedBroker.builder().port(-1));
  }

  private static void assertRetained(String filter, String text) {
    try (RawMqttClient late = connected("late " + filter)) {
      late.subscribe(1, filter, 1);

      Published message = late.receive();
      assertEquals(text, message.text());
      assertTrue(message.retained());
    }
  }

  private static MqttConnectReturnCode login(EmbeddedBroker broker, String user, String password) {
    try (RawMqttClient client = RawMqttClient.open(broker.port())) {
      return client.connect(
          options ->
              options
                  .clientId("login")
                  .cleanSession(true)
                  .username(user)
                  .password(password.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static RawMqttClient connected(String clientId) {
    RawMqttClient client = RawMqttClient.open(broker.port());
    assertEquals(
        CONNECTION_ACCEPTED,
        client.connect(options -> options.clientId(clientId).cleanSession(true)));
    return client;
  }
}
