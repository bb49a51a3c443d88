package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.model.BrokerLocator;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects with Netty; all modules of a process share two daemon threads. */
public final class NettyBrokerConnector implements BrokerConnector {
  private static final Logger LOG = LoggerFactory.getLogger(NettyBrokerConnector.class);

  private final BrokerLocator locator;
  private final Duration timeout;
  private final Executor blocking;

  /** Created when the first module connects. */
  private static final class Threads {
    static final EventLoopGroup SHARED =
        new NioEventLoopGroup(2, new DefaultThreadFactory("modemqtt-emulator-net", true));
  }

  /**
   * Creates a connector.
   *
   * @param locator finds the brokers
   * @param timeout how long TCP may take
   * @param blocking runs the locator
   */
  public NettyBrokerConnector(BrokerLocator locator, Duration timeout, Executor blocking) {
    this.locator = locator;
    this.timeout = timeout;
    this.blocking = blocking;
  }

  @Override
  public BrokerLink connect(String host, int port, BrokerLink.Listener listener, Executor time) {
    NettyBrokerLink link = new NettyBrokerLink(listener, time);
    blocking.execute(() -> locate(host, port, link));
    return link;
  }

  private void locate(String host, int port, NettyBrokerLink link) {
    try {
      connect(locator.locate(host, port), link);
    } catch (IOException | RuntimeException e) {
      LOG.debug("no broker at {}:{}", host, port, e);
      link.connectFailed();
    }
  }

  private void connect(InetSocketAddress address, NettyBrokerLink link) {
    new Bootstrap()
        .group(Threads.SHARED)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
        .option(ChannelOption.TCP_NODELAY, true)
        // As on the module, what is sent after the broker's FIN is still taken by TCP.
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(link.initializer())
        .connect(address)
        .addListener(
            future -> {
              if (future.isSuccess()) {
                link.connected();
              } else {
                LOG.debug("cannot connect to {}", address, future.cause());
                link.connectFailed();
              }
            });
  }
}
