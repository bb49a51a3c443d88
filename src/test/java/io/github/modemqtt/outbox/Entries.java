package io.github.modemqtt.outbox;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Instant;
import java.util.Random;

/** Messages for stores. */
final class Entries {
  private static final String[] LETTERS = {"a", "/", " ", "ü", "€", "🌡", "$", "\u0001"};

  private Entries() {}

  static StoredPublish of(long sequence, String text) {
    return of(sequence, "t/" + sequence, text);
  }

  static StoredPublish on(String topic, long sequence) {
    return of(sequence, topic, "x");
  }

  private static StoredPublish of(long sequence, String topic, String text) {
    return new StoredPublish(
        sequence,
        OutgoingMessage.of(TopicName.of(topic), text, Qos.AT_LEAST_ONCE),
        1,
        Instant.parse("2030-01-01T00:00:00Z"));
  }

  /** Any message. */
  static StoredPublish random(long sequence, Random random) {
    byte[] payload = new byte[random.nextInt(1200)];
    random.nextBytes(payload);
    StringBuilder topic = new StringBuilder("t");
    for (int i = random.nextInt(60); i > 0; i--) {
      topic.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    OutgoingMessage message =
        OutgoingMessage.of(TopicName.of(topic.toString()), payload, Qos.ofLevel(random.nextInt(3)))
            .withRetain(random.nextBoolean())
            .withReleaseAssistance(ReleaseAssistance.values()[random.nextInt(3)]);
    Instant expiry = Instant.ofEpochMilli(random.nextLong(1L << 45));
    return new StoredPublish(sequence, message, random.nextInt(), expiry);
  }
}
