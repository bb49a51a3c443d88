package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A broker that answers each packet as told, remembers what came, and says what it is told to say.
 */
final class ScriptedBroker implements AutoCloseable {
  private static final int SECONDS = 10;

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Channel> connections = new LinkedBlockingQueue<>();
  private final Set<MqttMessageType> silentOn = EnumSet.noneOf(MqttMessageType.class);
  private volatile InetSocketAddress address;
  private Channel server;
  private Channel connection;
  private volatile MqttConnectReturnCode connectAnswer = MqttConnectReturnCode.CONNECTION_ACCEPTED;
  private volatile boolean closeAfterRefusal;
  private volatile int granted;

  ScriptedBroker() throws InterruptedException {
    listen(0);
  }

  private void listen(int port) throws InterruptedException {
    server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE, new Answers());
                    connections.add(channel);
                  }
                })
            .bind("127.0.0.1", port)
            .sync()
            .channel();
    address = (InetSocketAddress) server.localAddress();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Waits for the next connection; what is said from now on is said on it. */
  ScriptedBroker accept() throws InterruptedException {
    connection = connections.poll(SECONDS, TimeUnit.SECONDS);
    if (connection == null) {
      throw new AssertionError("nobody connected");
    }
    return this;
  }

  /** Waits for a packet of a type, which must be the next that comes. */
  <T extends MqttMessage> T take(Class<T> type, MqttMessageType messageType)
      throws InterruptedException {
    MqttMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
    if (message == null || message.fixedHeader().messageType() != messageType) {
      throw new AssertionError("expected " + messageType + ", got " + message);
    }
    return type.cast(message);
  }

  MqttMessage take(MqttMessageType messageType) throws InterruptedException {
    return take(MqttMessage.class, messageType);
  }

  void neverAnswer(MqttMessageType type) {
    silentOn.add(type);
  }

  void refuse(MqttConnectReturnCode code, boolean andClose) {
    connectAnswer = code;
    closeAfterRefusal = andClose;
  }

  void grant(int code) {
    granted = code;
  }

  void send(MqttMessage message) {
    connection.writeAndFlush(message);
  }

  void sendRaw(byte[] bytes) {
    connection.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  void publish(String topic, byte[] payload, MqttQoS qos, int id) {
    send(
        MqttMessageBuilders.publish()
            .topicName(topic)
            .payload(Unpooled.wrappedBuffer(payload))
            .qos(qos)
            .messageId(id)
            .build());
  }

  void acknowledge(MqttMessageType type, int id) {
    send(id(type, id));
  }

  /** Reads nothing more, so that TCP backs up. */
  void stopReading() {
    connection.config().setAutoRead(false);
  }

  void closeConnection() {
    connection.close().syncUninterruptibly();
  }

  void resetConnection() {
    connection.config().setOption(ChannelOption.SO_LINGER, 0);
    connection.close().syncUninterruptibly();
  }

  /** Refuses connections from now on, until {@link #resume}. */
  int pause() throws Exception {
    int port = address().getPort();
    server.close().sync();
    // The port goes away only when the selector looks at the closed channel.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (accepts()) {
      assertTrue(System.nanoTime() < deadline, "the port stays open");
    }
    return port;
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void resume(int port) throws InterruptedException {
    listen(port);
  }

  private static MqttMessage id(MqttMessageType type, int id) {
    MqttQoS flags = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
    return new MqttMessage(
        new MqttFixedHeader(type, false, flags, false, 2), MqttMessageIdVariableHeader.from(id));
  }

  private final class Answers extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object object) {
      MqttMessage message = unpooled((MqttMessage) object);
      received.add(message);
      MqttMessageType type = message.fixedHeader().messageType();
      if (silentOn.contains(type)) {
        return;
      }
      MqttMessage answer = answer(type, message);
      if (answer != null) {
        context.writeAndFlush(answer);
      }
      if (message instanceof MqttConnectMessage && closeAfterRefusal) {
        context.close();
      }
    }

    /** What a test looks at later must not be a buffer of the channel. */
    private MqttMessage unpooled(MqttMessage message) {
      if (!(message instanceof MqttPublishMessage publish)) {
        return message;
      }
      MqttMessage copy = publish.replace(Unpooled.copiedBuffer(publish.payload()));
      publish.release();
      return copy;
    }

    private MqttMessage answer(MqttMessageType type, MqttMessage message) {
      return switch (type) {
        case CONNECT ->
            MqttMessageBuilders.connAck().returnCode(connectAnswer).sessionPresent(false).build();
        case SUBSCRIBE ->
            MqttMessageFactory.newMessage(
                new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(messageId(message)),
                new MqttSubAckPayload(granted));
        case UNSUBSCRIBE -> id(MqttMessageType.UNSUBACK, messageId(message));
        case PUBLISH -> publishAnswer((MqttPublishMessage) message);
        case PUBREL -> id(MqttMessageType.PUBCOMP, messageId(message));
        case PINGREQ -> MqttMessage.PINGRESP;
        default -> null;
      };
    }

    private MqttMessage publishAnswer(MqttPublishMessage publish) {
      return switch (publish.fixedHeader().qosLevel()) {
        case AT_LEAST_ONCE -> id(MqttMessageType.PUBACK, publish.variableHeader().packetId());
        case EXACTLY_ONCE -> id(MqttMessageType.PUBREC, publish.variableHeader().packetId());
        default -> null;
      };
    }

    private int messageId(MqttMessage message) {
      return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  static byte[] payload(MqttPublishMessage publish) {
    ByteBuf content = publish.payload();
    byte[] bytes = new byte[content.readableBytes()];
    content.getBytes(content.readerIndex(), bytes);
    return bytes;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
