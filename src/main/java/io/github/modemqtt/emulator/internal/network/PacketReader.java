package io.github.modemqtt.emulator.internal.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import org.jspecify.annotations.Nullable;

/** Turns what Netty's decoder gives into packets. */
final class PacketReader {
  private PacketReader() {}

  /** Returns the packet, or {@code null} if it means nothing to the module. */
  static @Nullable Incoming read(MqttMessage message) {
    MqttFixedHeader header = message.fixedHeader();
    if (message.decoderResult().isFailure()) {
      return header != null && header.messageType() == MqttMessageType.CONNACK
          ? new Incoming.UnreadableConnAck()
          : null;
    }
    if (message instanceof MqttConnAckMessage connAck) {
      return new Incoming.ConnAck(connAck.variableHeader().connectReturnCode().byteValue() & 0xFF);
    }
    if (message instanceof MqttSubAckMessage subAck) {
      return new Incoming.SubAck(
          subAck.variableHeader().messageId(), subAck.payload().reasonCodes().size());
    }
    if (message instanceof MqttUnsubAckMessage unsubAck) {
      return new Incoming.UnsubAck(unsubAck.variableHeader().messageId());
    }
    if (message instanceof MqttPublishMessage publish) {
      return publish(publish);
    }
    return switch (header.messageType()) {
      case PINGRESP -> new Incoming.Pong();
      case PUBACK -> acknowledged(Outgoing.Step.PUBACK, message);
      case PUBREC -> acknowledged(Outgoing.Step.PUBREC, message);
      case PUBREL -> acknowledged(Outgoing.Step.PUBREL, message);
      case PUBCOMP -> acknowledged(Outgoing.Step.PUBCOMP, message);
      default -> null;
    };
  }

  private static Incoming publish(MqttPublishMessage publish) {
    int qos = publish.fixedHeader().qosLevel().value();
    return new Incoming.Message(
        qos == 0 ? 0 : publish.variableHeader().packetId(),
        qos,
        new String(publish.variableHeader().topicName().getBytes(UTF_8), ISO_8859_1),
        publish.payload().toString(ISO_8859_1));
  }

  private static Incoming acknowledged(Outgoing.Step step, MqttMessage message) {
    return new Incoming.Acknowledged(
        step, ((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
  }
}
