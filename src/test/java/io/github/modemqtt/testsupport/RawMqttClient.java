package io.github.modemqtt.testsupport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An MQTT client that sends packet by packet what the test says, and expects its answers. */
public final class RawMqttClient implements AutoCloseable {
  private static final int LIMIT_SECONDS = 15;
  private static final int QUEUED_PACKETS = 1_000;
  private static final int MAX_PACKET_BYTES = 1 << 20;

  private final NioEventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("raw-mqtt", true));
  // A PUBLISH may come between any other two packets, also before a SUBACK.
  private final BlockingQueue<MqttMessage> published = new ArrayBlockingQueue<>(QUEUED_PACKETS);
  private final BlockingQueue<MqttMessage> answers = new ArrayBlockingQueue<>(QUEUED_PACKETS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Channel channel;

  /** A PUBLISH packet as it came. */
  public record Published(String topic, String text, int qos, boolean retained, int messageId) {}

  private RawMqttClient(int port) {
    channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(new Pipeline())
            .connect("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  /** Opens a TCP connection to a broker on the loopback, and sends nothing yet. */
  public static RawMqttClient open(int port) {
    return new RawMqttClient(port);
  }

  /** Sends CONNECT as composed by the caller, and returns the answer. */
  public MqttConnectReturnCode connect(Consumer<MqttMessageBuilders.ConnectBuilder> options) {
    MqttMessageBuilders.ConnectBuilder builder = MqttMessageBuilders.connect().keepAlive(60);
    options.accept(builder);
    MqttConnectMessage packet = builder.build();
    send(packet);
    return expect(MqttMessageType.CONNACK, MqttConnAckMessage.class)
        .variableHeader()
        .connectReturnCode();
  }

  /** Subscribes to one filter, and returns the granted QoS. */
  public int subscribe(int messageId, String filter, int qos) {
    send(
        MqttMessageBuilders.subscribe()
            .messageId(messageId)
            .addSubscription(MqttQoS.valueOf(qos), filter)
            .build());
    return expect(MqttMessageType.SUBACK, MqttSubAckMessage.class)
        .payload()
        .grantedQoSLevels()
        .get(0);
  }

  /** Takes a subscription back. */
  public void unsubscribe(int messageId, String filter) {
    send(MqttMessageBuilders.unsubscribe().messageId(messageId).addTopicFilter(filter).build());
    expect(MqttMessageType.UNSUBACK, MqttMessage.class);
  }

  /** Publishes a text, and goes through the acknowledgements of its QoS. */
  public void publish(int messageId, String topic, String text, int qos, boolean retain) {
    send(
        MqttMessageBuilders.publish()
            .messageId(messageId)
            .topicName(topic)
            .qos(MqttQoS.valueOf(qos))
            .retained(retain)
            .payload(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))
            .build());
    if (qos == 1) {
      expect(MqttMessageType.PUBACK, MqttMessage.class);
    } else if (qos == 2) {
      expect(MqttMessageType.PUBREC, MqttMessage.class);
      sendWithId(MqttMessageType.PUBREL, messageId);
      expect(MqttMessageType.PUBCOMP, MqttMessage.class);
    }
  }

  /** Expects a PUBLISH packet, and acknowledges it as its QoS wants. */
  public Published receive() {
    MqttPublishMessage packet = expect(MqttMessageType.PUBLISH, MqttPublishMessage.class);
    int messageId = packet.variableHeader().packetId();
    int qos = packet.fixedHeader().qosLevel().value();
    ByteBuf payload = packet.payload();
    String text = new String(ByteBufUtil.getBytes(payload), StandardCharsets.UTF_8);
    payload.release();
    if (qos == 1) {
      sendWithId(MqttMessageType.PUBACK, messageId);
    } else if (qos == 2) {
      sendWithId(MqttMessageType.PUBREC, messageId);
      expect(MqttMessageType.PUBREL, MqttMessage.class);
      sendWithId(MqttMessageType.PUBCOMP, messageId);
    }
    return new Published(
        packet.variableHeader().topicName(),
        text,
        qos,
        packet.fixedHeader().isRetain(),
        Math.max(messageId, 0));
  }

  /** Asks for a sign of life: whatever the broker had to send before has arrived after it. */
  public void ping() {
    send(MqttMessage.PINGREQ);
    expect(MqttMessageType.PINGRESP, MqttMessage.class);
  }

  /** Sends DISCONNECT and closes the connection. */
  public void disconnect() {
    send(MqttMessage.DISCONNECT);
    close();
  }

  /** Waits until the broker has closed the connection. */
  public void awaitClosed() {
    try {
      if (!closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The broker did not close the connection");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Closes the connection without DISCONNECT. */
  @Override
  public void close() {
    if (loop.isShuttingDown()) {
      return;
    }
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void send(MqttMessage packet) {
    channel.writeAndFlush(packet).syncUninterruptibly();
  }

  private void sendWithId(MqttMessageType type, int messageId) {
    MqttQoS qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
    send(
        new MqttMessage(
            new MqttFixedHeader(type, false, qos, false, 2),
            MqttMessageIdVariableHeader.from(messageId)));
  }

  private <T extends MqttMessage> T expect(MqttMessageType type, Class<T> packetClass) {
    try {
      BlockingQueue<MqttMessage> queue = type == MqttMessageType.PUBLISH ? published : answers;
      MqttMessage packet = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (packet == null || packet.fixedHeader() == null) {
        throw new AssertionError("Expected " + type + ", got " + packet);
      }
      if (packet.fixedHeader().messageType() != type) {
        throw new AssertionError("Expected " + type + ", got " + packet);
      }
      return packetClass.cast(packet);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel socket) {
      socket.pipeline().addLast(new MqttDecoder(MAX_PACKET_BYTES), MqttEncoder.INSTANCE);
      socket.pipeline().addLast(new Collector());
    }
  }

  private final class Collector extends SimpleChannelInboundHandler<MqttMessage> {
    Collector() {
      super(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
      (packet instanceof MqttPublishMessage ? published : answers).add(packet);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      closed.countDown();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
