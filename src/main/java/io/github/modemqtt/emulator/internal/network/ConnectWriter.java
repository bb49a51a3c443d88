package io.github.modemqtt.emulator.internal.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Writes CONNECT (MQTT 3.1.1, chapter 3.1).
 *
 * <p>Netty's encoder refuses client ids that MQTT 3.1 forbids (none, or more than 23 bytes). The
 * firmware sends them, and it is the broker that refuses.
 */
final class ConnectWriter {
  private static final int TYPE = 0x10;
  private static final int VERSION_3_1 = 3;
  private static final int CLEAN_SESSION = 1 << 1;
  private static final int WILL = 1 << 2;
  private static final int WILL_QOS_SHIFT = 3;
  private static final int WILL_RETAIN = 1 << 5;
  private static final int PASSWORD = 1 << 6;
  private static final int USER = 1 << 7;

  private ConnectWriter() {}

  static ByteBuf write(Outgoing.Connect connect) {
    ByteBuf body = Unpooled.buffer();
    text(body, connect.version() == VERSION_3_1 ? "MQIsdp" : "MQTT");
    body.writeByte(connect.version());
    body.writeByte(flags(connect));
    body.writeShort(connect.keepAliveSeconds());
    text(body, connect.clientId());
    Outgoing.Will will = connect.will();
    if (will != null) {
      text(body, will.topic());
      text(body, will.message());
    }
    text(body, connect.user());
    text(body, connect.password());
    return Unpooled.wrappedBuffer(header(body.readableBytes()), body);
  }

  private static int flags(Outgoing.Connect connect) {
    int flags = connect.cleanSession() ? CLEAN_SESSION : 0;
    Outgoing.Will will = connect.will();
    if (will != null) {
      flags |= WILL | will.qos() << WILL_QOS_SHIFT | (will.retain() ? WILL_RETAIN : 0);
    }
    flags |= connect.user() == null ? 0 : USER;
    return flags | (connect.password() == null ? 0 : PASSWORD);
  }

  private static ByteBuf header(int length) {
    ByteBuf header = Unpooled.buffer(5).writeByte(TYPE);
    int rest = length;
    while (rest > 0x7F) {
      header.writeByte(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    return header.writeByte(rest);
  }

  private static void text(ByteBuf body, @Nullable String text) {
    if (text != null) {
      byte[] bytes = text.getBytes(ISO_8859_1);
      body.writeShort(bytes.length).writeBytes(bytes);
    }
  }
}
