package io.github.modemqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A stored message as bytes.
 *
 * <pre>
 *   8 bytes  sequence
 *   1 byte   QoS (bits 0-1), retain (bit 2), release assistance (bits 4-5)
 *   4 bytes  priority
 *   8 bytes  expiry, seconds since 1970
 *   4 bytes  expiry, nanoseconds
 *   2 bytes  length of the topic, and the topic in UTF-8
 *   n bytes  payload, to the end
 * </pre>
 */
final class StoredPublishCodec {
  private static final int FIXED =
      Long.BYTES + 1 + Integer.BYTES + Long.BYTES + Integer.BYTES + Short.BYTES;
  private static final int QOS_MASK = 0x03;
  private static final int RETAIN = 0x04;
  private static final int ASSISTANCE_SHIFT = 4;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private StoredPublishCodec() {}

  static byte[] encode(StoredPublish entry) {
    OutgoingMessage message = entry.message();
    byte[] topic = message.topic().value().getBytes(UTF_8);
    byte[] payload = message.payload();
    return ByteBuffer.allocate(FIXED + topic.length + payload.length)
        .putLong(entry.sequence())
        .put((byte) flags(message))
        .putInt(entry.priority())
        .putLong(entry.expiry().getEpochSecond())
        .putInt(entry.expiry().getNano())
        .putShort((short) topic.length)
        .put(topic)
        .put(payload)
        .array();
  }

  private static int flags(OutgoingMessage message) {
    return message.qos().level()
        | (message.retain() ? RETAIN : 0)
        | message.releaseAssistance().ordinal() << ASSISTANCE_SHIFT;
  }

  /**
   * Reads a message.
   *
   * @throws CorruptJournalException if the bytes are not what {@link #encode} makes
   */
  static StoredPublish decode(byte[] bytes) throws CorruptJournalException {
    if (bytes.length < FIXED) {
      throw new CorruptJournalException("a message of " + bytes.length + " bytes");
    }
    try {
      return read(ByteBuffer.wrap(bytes));
    } catch (RuntimeException e) { // whatever the types of the fields say to their values
      throw new CorruptJournalException("a message with a wrong field: " + e.getMessage());
    }
  }

  private static StoredPublish read(ByteBuffer in) {
    long sequence = in.getLong();
    int flags = in.get();
    int priority = in.getInt();
    long seconds = in.getLong();
    int nanos = in.getInt();
    if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw new IllegalArgumentException(nanos + " ns");
    }
    byte[] topic = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(topic);
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    OutgoingMessage message =
        OutgoingMessage.of(
                TopicName.of(new String(topic, UTF_8)), payload, Qos.ofLevel(flags & QOS_MASK))
            .withRetain((flags & RETAIN) != 0)
            .withReleaseAssistance(ReleaseAssistance.values()[flags >> ASSISTANCE_SHIFT]);
    return new StoredPublish(sequence, message, priority, Instant.ofEpochSecond(seconds, nanos));
  }
}
