package io.github.modemqtt.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ConnectOptionsTest {
  private static final TopicName TOPIC = TopicName.of("state/x");

  @Test
  void hasDefaultsForAModule() {
    ConnectOptions options = ConnectOptions.builder("meter-1").build();

    assertEquals("meter-1", options.clientId());
    assertNull(options.credentials());
    assertEquals(Duration.ofSeconds(300), options.keepAlive());
    assertTrue(options.cleanSession());
    assertNull(options.will());
    assertEquals(MqttVersion.V3_1_1, options.version());
  }

  @Test
  void takesOverWhatTheBuilderWasTold() {
    Credentials credentials = new Credentials("alice", "s3cret");
    Will will = Will.ofText(TOPIC, "gone", Qos.AT_LEAST_ONCE, true);

    ConnectOptions options =
        ConnectOptions.builder("meter-1")
            .credentials(credentials)
            .keepAlive(Duration.ZERO)
            .cleanSession(false)
            .will(will)
            .version(MqttVersion.V3_1)
            .build();

    assertEquals(
        new ConnectOptions("meter-1", credentials, Duration.ZERO, false, will, MqttVersion.V3_1),
        options);
  }

  @Test
  void neverShowsThePassword() {
    Credentials credentials = new Credentials("alice", "s3cret");
    ConnectOptions options = ConnectOptions.builder("x").credentials(credentials).build();

    assertFalse(options.toString().contains("s3cret"));
    assertEquals("Credentials[user='alice', password=***]", credentials.toString());
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Credentials("alice", "s3\0cret"))
            .getMessage();
    assertEquals("The password holds U+0000 at position 2", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT1H0.1S", "PT3601S", "PT1.5S", "PT0.001S"})
  void refusesAKeepAliveThatIsNotInWholeSecondsUpToAnHour(String keepAlive) {
    ConnectOptions.Builder builder =
        ConnectOptions.builder("x").keepAlive(Duration.parse(keepAlive));

    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1S", "PT3600S"})
  void allowsTheKeepAlivesAtTheBorders(String keepAlive) {
    Duration duration = Duration.parse(keepAlive);

    assertEquals(duration, ConnectOptions.builder("x").keepAlive(duration).build().keepAlive());
  }

  @Test
  void allowsAnEmptyClientIdWithACleanSessionOfVersion311Only() {
    assertEquals("", ConnectOptions.builder("").build().clientId());
    assertThrows(
        IllegalArgumentException.class, ConnectOptions.builder("").cleanSession(false)::build);
    assertThrows(
        IllegalArgumentException.class,
        ConnectOptions.builder("").version(MqttVersion.V3_1)::build);
  }

  @Test
  void limitsTheClientIdTo23CharactersInVersion31() {
    ConnectOptions.Builder longest = ConnectOptions.builder("x".repeat(23));
    ConnectOptions.Builder tooLong = ConnectOptions.builder("x".repeat(24));

    assertEquals(23, longest.version(MqttVersion.V3_1).build().clientId().length());
    assertEquals(24, tooLong.build().clientId().length());
    assertThrows(IllegalArgumentException.class, tooLong.version(MqttVersion.V3_1)::build);
  }

  @Test
  void refusesStringsThatMqttCannotCarry() {
    assertThrows(IllegalArgumentException.class, ConnectOptions.builder("a\uD800")::build);
    assertThrows(IllegalArgumentException.class, ConnectOptions.builder("a\0")::build);
    assertThrows(IllegalArgumentException.class, ConnectOptions.builder("x".repeat(65_536))::build);
    assertThrows(IllegalArgumentException.class, () -> new Credentials("\uDC00", "x"));
  }

  @Test
  void keepsItsOwnCopyOfTheWill() {
    byte[] payload = {1, 2, 3};
    Will will = new Will(TOPIC, payload, Qos.AT_MOST_ONCE, false);

    payload[0] = 9;
    will.payload()[1] = 9;

    assertArrayEquals(new byte[] {1, 2, 3}, will.payload());
  }

  @Test
  void comparesWillsByTheirBytes() {
    Will will = Will.ofText(TOPIC, "gone", Qos.AT_LEAST_ONCE, true);

    assertEquals(will, Will.ofText(TOPIC, "gone", Qos.AT_LEAST_ONCE, true));
    assertEquals(will.hashCode(), Will.ofText(TOPIC, "gone", Qos.AT_LEAST_ONCE, true).hashCode());
    assertNotEquals(will, Will.ofText(TOPIC, "lost", Qos.AT_LEAST_ONCE, true));
    assertNotEquals(will, Will.ofText(TOPIC, "gone", Qos.AT_MOST_ONCE, true));
    assertNotEquals(will, Will.ofText(TOPIC, "gone", Qos.AT_LEAST_ONCE, false));
    assertEquals("gone", will.payloadAsText());
    assertEquals(
        "Will[topic='state/x', payload=4 bytes 'gone', qos=AT_LEAST_ONCE, retain=true]",
        will.toString());
  }

  @Test
  void limitsTheWillTo65535Bytes() {
    assertEquals(
        65_535, new Will(TOPIC, new byte[65_535], Qos.AT_MOST_ONCE, false).payload().length);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Will(TOPIC, new byte[65_536], Qos.AT_MOST_ONCE, false));
  }
}
