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

/** The internet that this machine is on, by Netty; all modules of a process share two threads. */
public final class NettyInternet implements Internet {
  private static final Logger LOG = LoggerFactory.getLogger(NettyInternet.class);

  private final BrokerLocator locator;
  private final Duration timeout;
  private final Executor blocking;
  private final Executor time;

  /** Created when the first module connects. */
  private static final class Threads {
    static final EventLoopGroup SHARED =
        new NioEventLoopGroup(2, new DefaultThreadFactory("modemqtt-emulator-net", true));
  }

  /**
   * Creates the internet as one module sees it.
   *
   * @param locator finds the brokers
   * @param timeout how long TCP may take
   * @param blocking runs the locator
   * @param time runs whoever hears of something
   */
  public NettyInternet(BrokerLocator locator, Duration timeout, Executor blocking, Executor time) {
    this.locator = locator;
    this.timeout = timeout;
    this.blocking = blocking;
    this.time = time;
  }

  @Override
  public void locate(String host, int port, Answer answer) {
    blocking.execute(() -> locateNow(host, port, answer));
  }

  private void locateNow(String host, int port, Answer answer) {
    try {
      InetSocketAddress address = locator.locate(host, port);
      time.execute(() -> answer.found(address));
    } catch (IOException e) {
      LOG.debug("no broker at {}:{}", host, port, e);
      time.execute(() -> answer.failed(e));
    } catch (RuntimeException e) {
      LOG.warn("the locator failed for {}:{}", host, port, e);
      time.execute(() -> answer.failed(new IOException(e)));
    }
  }

  @Override
  public InternetLink connect(InetSocketAddress address, BrokerLink.Listener listener) {
    NettyBrokerLink link = new NettyBrokerLink(listener, time);
    try {
      connect(address, link);
    } catch (RuntimeException e) {
      LOG.debug("cannot connect to {}", address, e);
      link.connectFailed();
    }
    return link;
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
