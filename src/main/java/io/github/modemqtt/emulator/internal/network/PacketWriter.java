package io.github.modemqtt.emulator.internal.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import java.util.List;

/** Turns packets into what Netty's encoder takes. */
final class PacketWriter {
  private PacketWriter() {}

  static Object write(Outgoing packet) {
    if (packet instanceof Outgoing.Connect connect) {
      return ConnectWriter.write(connect);
    }
    if (packet instanceof Outgoing.Publish publish) {
      return publish(publish);
    }
    if (packet instanceof Outgoing.Subscribe subscribe) {
      return new MqttSubscribeMessage(
          header(MqttMessageType.SUBSCRIBE, MqttQoS.AT_LEAST_ONCE),
          MqttMessageIdVariableHeader.from(subscribe.id()),
          new MqttSubscribePayload(
              List.of(
                  new MqttTopicSubscription(
                      text(subscribe.filter()), MqttQoS.valueOf(subscribe.qos())))));
    }
    if (packet instanceof Outgoing.Unsubscribe unsubscribe) {
      return new MqttUnsubscribeMessage(
          header(MqttMessageType.UNSUBSCRIBE, MqttQoS.AT_LEAST_ONCE),
          MqttMessageIdVariableHeader.from(unsubscribe.id()),
          new MqttUnsubscribePayload(List.of(text(unsubscribe.filter()))));
    }
    if (packet instanceof Outgoing.Acknowledge acknowledge) {
      return acknowledge(acknowledge);
    }
    return packet instanceof Outgoing.Ping ? MqttMessage.PINGREQ : MqttMessage.DISCONNECT;
  }

  private static MqttMessage publish(Outgoing.Publish publish) {
    return new MqttPublishMessage(
        new MqttFixedHeader(
            MqttMessageType.PUBLISH, false, MqttQoS.valueOf(publish.qos()), publish.retain(), 0),
        new MqttPublishVariableHeader(text(publish.topic()), publish.id()),
        Unpooled.wrappedBuffer(publish.payload()));
  }

  private static MqttMessage acknowledge(Outgoing.Acknowledge acknowledge) {
    MqttQoS flags =
        acknowledge.step() == Outgoing.Step.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
    return new MqttMessage(
        header(MqttMessageType.valueOf(acknowledge.step().name()), flags),
        MqttMessageIdVariableHeader.from(acknowledge.id()));
  }

  private static MqttFixedHeader header(MqttMessageType type, MqttQoS flags) {
    return new MqttFixedHeader(type, false, flags, false, 0);
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
