package io.github.modemqtt.emulator.internal.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the broker's stream into packets, as the firmware does.
 *
 * <p>A packet that does not fit the module's receive buffer is not skipped: only its fixed header
 * is consumed, and what follows is taken for packets. The stream stays out of step until the link
 * is made anew.
 */
final class PacketFramer extends ByteToMessageDecoder {
  /** The largest remaining length that the receive buffer of 1,157 bytes can hold. */
  private static final int MAX_REMAINING_LENGTH = 1154;

  private static final int MAX_LENGTH_BYTES = 4;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf input, List<Object> packets) {
    int start = input.readerIndex();
    int length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      if (input.readableBytes() < i + 2) {
        return;
      }
      byte octet = input.getByte(start + 1 + i);
      length |= (octet & 0x7F) << (7 * i);
      if (octet >= 0) {
        packet(input, i + 2, length, packets);
        return;
      }
    }
    input.skipBytes(1 + MAX_LENGTH_BYTES);
  }

  private static void packet(ByteBuf input, int header, int length, List<Object> packets) {
    if (length > MAX_REMAINING_LENGTH) {
      input.skipBytes(header);
    } else if (input.readableBytes() >= header + length) {
      packets.add(input.readRetainedSlice(header + length));
    }
  }
}
