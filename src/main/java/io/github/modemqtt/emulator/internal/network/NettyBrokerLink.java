package io.github.modemqtt.emulator.internal.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker on a Netty channel.
 *
 * <p>Stops reading while the module has many packets to look at, so that a fast broker is held up
 * by TCP and not by this machine's memory.
 */
final class NettyBrokerLink implements InternetLink {
  private static final String DECODER = "mqttDecoder";
  private static final int MAX_PACKET = 64 * 1024;

  /** Packets under way to the module at which reading stops, and goes on. */
  private static final int STOP_READING = 64;

  private static final int GO_ON_READING = 16;

  private final Listener listener;
  private final Executor time;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Object lock = new Object();
  private @Nullable Channel channel;

  /** This side ended it: the listener hears no more. */
  private boolean ended;

  /** The mobile network has enough under way. Touched in the module's own time only. */
  private boolean held;

  NettyBrokerLink(Listener listener, Executor time) {
    this.listener = listener;
    this.time = time;
  }

  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel newChannel) {
        newChannel
            .pipeline()
            .addLast(new PacketFramer())
            .addLast(DECODER, new MqttDecoder(MAX_PACKET))
            .addLast(MqttEncoder.INSTANCE)
            .addLast(new Receiver());
        if (!attach(newChannel)) {
          newChannel.close();
        }
      }
    };
  }

  private boolean attach(Channel newChannel) {
    synchronized (lock) {
      channel = newChannel;
      return !ended;
    }
  }

  void connected() {
    tell(listener::connected);
  }

  void connectFailed() {
    tell(listener::connectFailed);
  }

  private void tell(Runnable event) {
    time.execute(
        () -> {
          if (!isEnded()) {
            event.run();
          }
        });
  }

  private boolean isEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  @Override
  public void send(Outgoing packet, Consumer<SendResult> done) {
    Channel open = channel();
    if (open == null) {
      time.execute(() -> done.accept(SendResult.BROKEN));
      return;
    }
    // The listener first: the broker's answer must not overtake the news that it was sent.
    ChannelPromise sent = open.newPromise();
    sent.addListener(
        future -> {
          SendResult result = future.isSuccess() ? SendResult.TAKEN : SendResult.BROKEN;
          time.execute(() -> done.accept(result));
        });
    open.writeAndFlush(PacketWriter.write(packet), sent);
  }

  @Override
  public void hold(boolean on) {
    held = on;
    Channel open = channel();
    if (open != null) {
      open.config().setAutoRead(!on);
    }
  }

  private @Nullable Channel channel() {
    synchronized (lock) {
      return channel;
    }
  }

  private @Nullable Channel end() {
    synchronized (lock) {
      ended = true;
      return channel;
    }
  }

  @Override
  public void close() {
    Channel open = end();
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void abort() {
    Channel open = end();
    if (open != null) {
      open.eventLoop().execute(() -> reset(open));
    }
  }

  /** A socket that closes without lingering sends RST. Runs on the channel's own thread. */
  private static void reset(Channel open) {
    if (open.isActive()) {
      open.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    open.close();
  }

  /** Hands packets to the module. */
  private final class Receiver extends SimpleChannelInboundHandler<MqttMessage> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
      if (message.decoderResult().isFailure()) {
        // A broken packet leaves the decoder deaf, but the module reads on.
        context.pipeline().replace(DECODER, DECODER, new MqttDecoder(MAX_PACKET));
      }
      Incoming packet = PacketReader.read(message);
      if (packet == null) {
        return;
      }
      if (underWay.incrementAndGet() >= STOP_READING) {
        context.channel().config().setAutoRead(false);
      }
      time.execute(() -> deliver(context.channel(), packet));
    }

    private void deliver(Channel from, Incoming packet) {
      if (underWay.decrementAndGet() <= GO_ON_READING && !held && !from.config().isAutoRead()) {
        from.config().setAutoRead(true);
      }
      if (!isEnded()) {
        listener.received(packet);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        tell(() -> listener.ended(false));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      tell(() -> listener.ended(true));
    }
  }
}
