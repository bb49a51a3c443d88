package io.github.modemqtt.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MessageTest {
  private static final TopicName TOPIC = TopicName.of("a/b");

  @Test
  void cannotBeChangedThroughItsPayload() {
    byte[] bytes = "hello".getBytes(UTF_8);
    Message message = new Message(TOPIC, bytes, 7, Framing.CERTAIN);

    bytes[0] = 'J';
    message.payload()[1] = 'x';

    assertArrayEquals("hello".getBytes(UTF_8), message.payload());
    assertEquals("hello", message.payloadAsText());
    assertEquals(5, message.payloadSize());
  }

  @Test
  void readsIllFormedTextWithReplacementCharacters() {
    Message message = new Message(TOPIC, new byte[] {'a', (byte) 0xFF, 'b'}, 0, Framing.CERTAIN);

    assertEquals("a\uFFFDb", message.payloadAsText());
  }

  @Test
  void refusesAMessageIdThatIsNoPacketIdentifier() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Message(TOPIC, new byte[0], 65_536, Framing.CERTAIN));
    assertThrows(
        IllegalArgumentException.class, () -> new Message(TOPIC, new byte[0], -1, Framing.CERTAIN));
    assertEquals(65_535, new Message(TOPIC, new byte[0], 65_535, Framing.CERTAIN).messageId());
  }

  @Test
  void isEqualWhenEverythingIs() {
    Message message = message("x", 1, Framing.CERTAIN);

    assertEquals(message, message("x", 1, Framing.CERTAIN));
    assertEquals(message.hashCode(), message("x", 1, Framing.CERTAIN).hashCode());
    assertNotEquals(message, message("y", 1, Framing.CERTAIN));
    assertNotEquals(message, message("x", 2, Framing.CERTAIN));
    assertNotEquals(message, message("x", 1, Framing.AMBIGUOUS));
    assertNotEquals(
        message, new Message(TopicName.of("c"), "x".getBytes(UTF_8), 1, Framing.CERTAIN));
  }

  @Test
  void showsTheSizeAndTheBeginningOfItsPayload() {
    assertEquals(
        "Message[topic='a/b', payload=4 bytes 'a..b', messageId=3, framing=AMBIGUOUS]",
        message("a\r\nb", 3, Framing.AMBIGUOUS).toString());
    assertEquals(
        "Message[topic='a/b', payload=5000 bytes '"
            + "x".repeat(32)
            + "...', messageId=0, framing=CERTAIN]",
        message("x".repeat(5000), 0, Framing.CERTAIN).toString());
  }

  private static Message message(String payload, int id, Framing framing) {
    return new Message(TOPIC, payload.getBytes(UTF_8), id, framing);
  }
}
