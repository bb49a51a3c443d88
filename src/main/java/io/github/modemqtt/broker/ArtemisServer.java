package io.github.modemqtt.broker;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServiceRegistry;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.ServiceRegistryImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** An Artemis server that speaks MQTT on the loopback interface and writes no files. */
final class ArtemisServer {
  private static final String SESSION_STORE = "$sys.mqtt.sessions";
  private static final String ACCEPTOR = "mqtt";
  private static final int REMOTING_THREADS = 2;
  private static final int POOL_THREADS = 8;
  private static final int TIMER_THREADS = 2;
  private static final long QUEUED_BYTES_PER_TOPIC = 16L * 1024 * 1024;

  private static final int PAGING_THREADS = 5;
  private static final int IDLE_SECONDS = 60;

  /**
   * A server's own pools still get tasks while they are shut down, and die of that with a stack
   * trace; these throw such tasks away.
   */
  private final ExecutorService threads = pool(POOL_THREADS);

  private final ExecutorService pagingThreads = pool(PAGING_THREADS);
  private final ActiveMQServer server;

  ArtemisServer(int port, @Nullable ActiveMQSecurityManager security) {
    Configuration configuration = configuration(port).setSecurityEnabled(security != null);
    ServiceRegistry services = new ServiceRegistryImpl();
    services.setExecutorService(threads);
    services.setPageExecutorService(pagingThreads);
    server = new ActiveMQServerImpl(configuration, null, security, null, services);
  }

  /** Starts the server; returns when it accepts connections, or fails. */
  void start() throws Exception {
    server.start();
    // The server logs an acceptor that cannot bind, and goes on without it.
    if (actualPort() <= 0) {
      stop();
      throw new IllegalStateException("the MQTT acceptor did not start");
    }
  }

  int actualPort() {
    return server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor
        ? acceptor.getActualPort()
        : 0;
  }

  /**
   * Subscriptions and retained messages are queues, and no client has one that is gone for good.
   */
  boolean isPristine() {
    return server.getSessions().isEmpty()
        && server.getPostOffice().getAllBindings().allMatch(ArtemisServer::isOwn);
  }

  private static boolean isOwn(Binding binding) {
    return binding.getUniqueName().toString().startsWith(SESSION_STORE)
        && (!(binding instanceof QueueBinding queue) || queue.getQueue().getMessageCount() == 0);
  }

  void stop() throws Exception {
    try {
      server.stop();
    } finally {
      threads.shutdown();
      pagingThreads.shutdown();
    }
  }

  private static ExecutorService pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            ArtemisServer::daemon,
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ActiveMQ-modemqtt");
    thread.setDaemon(true);
    return thread;
  }

  private static Configuration configuration(int port) {
    return new ConfigurationImpl()
        .setPersistenceEnabled(false)
        .setJMXManagementEnabled(false)
        .setCriticalAnalyzer(false)
        .setGracefulShutdownEnabled(false)
        .setPopulateValidatedUser(false)
        // A full disk must not stop a broker that does not use the disk.
        .setMaxDiskUsage(-1)
        .setScheduledThreadPoolMaxSize(TIMER_THREADS)
        .addAddressSetting("#", addressSettings())
        .addAcceptorConfiguration(acceptor(port));
  }

  private static AddressSettings addressSettings() {
    // The default policy is to write what does not fit to the disk.
    return new AddressSettings()
        .setMaxSizeBytes(QUEUED_BYTES_PER_TOPIC)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP);
  }

  private static TransportConfiguration acceptor(int port) {
    Map<String, Object> options = new HashMap<>();
    options.put(
        TransportConstants.HOST_PROP_NAME, InetAddress.getLoopbackAddress().getHostAddress());
    options.put(TransportConstants.PORT_PROP_NAME, port);
    options.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
    // Java's own selector: no native library to unpack.
    options.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
    options.put(TransportConstants.USE_KQUEUE_PROP_NAME, false);
    options.put(TransportConstants.REMOTING_THREADS_PROPNAME, REMOTING_THREADS);
    options.put(TransportConstants.QUIET_PERIOD, 0);
    options.put(TransportConstants.SHUTDOWN_TIMEOUT, 1);
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), options, ACCEPTOR);
  }
}
