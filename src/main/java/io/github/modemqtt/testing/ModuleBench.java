package io.github.modemqtt.testing;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testing.EmulatedModule.Start;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A module in software, its broker, a client on it, and somebody else at the broker.
 *
 * <p>Each is made when it is first asked for, and closed after the test. All methods may be called
 * from any thread; the first call of each waits until the thing works.
 */
public final class ModuleBench {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final io.github.modemqtt.testing.EmulatedModule description;
  private final ModuleSetup setup;
  private final BrokerPool brokers;
  private final MemoryTransport.Pair line = MemoryTransport.pair("test-" + COUNT.incrementAndGet());
  private @Nullable EmbeddedBroker embedded;
  private @Nullable EmulatedModule module;
  private @Nullable ModemMqttClient client;
  private @Nullable AtChannel channel;
  private @Nullable BrokerPeer peer;

  ModuleBench(
      io.github.modemqtt.testing.EmulatedModule description,
      ModuleSetup setup,
      BrokerPool brokers) {
    this.brokers = brokers;
    this.description = description;
    this.setup = setup;
  }

  /**
   * Where the broker listens, on the loopback.
   *
   * @return the address
   */
  public synchronized BrokerAddress broker() {
    if (embedded == null) {
      embedded = brokers.lease();
    }
    return new BrokerAddress(embedded.host(), embedded.port());
  }

  /**
   * The module, to inject faults and look at commands and audit.
   *
   * @return the module, switched on
   */
  public synchronized EmulatedModule module() {
    if (module == null) {
      BrokerAddress broker = broker();
      EmulatedModuleBuilder builder =
          EmulatedModule.builder(line.module())
              .broker(broker.host(), broker.port())
              .profile(description.profile().profile());
      if (!description.firmwareDelays()) {
        builder
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .chunkGap(Duration.ZERO);
      }
      setup.module(builder);
      module = builder.build();
      module.start();
    }
    return module;
  }

  /**
   * The client, as far as {@link io.github.modemqtt.testing.EmulatedModule#client()} says.
   *
   * @return the client
   * @throws io.github.modemqtt.ModemException if it does not get that far
   * @throws IllegalStateException if there is a channel
   */
  public synchronized ModemMqttClient client() {
    if (channel != null) {
      throw oneOnly();
    }
    if (client == null) {
      module();
      ModemMqttClient.Builder builder =
          ModemMqttClient.builder()
              .transport(line::host)
              .broker("broker.example", BrokerAddress.DEFAULT_PORT);
      if (!description.firmwareDelays()) {
        builder
            .bringUp(QuickTimes.BRING_UP)
            .channel(QuickTimes.CHANNEL)
            .timeouts(QuickTimes.RESULTS)
            .reopenPause(Duration.ZERO);
      }
      setup.client(builder);
      client = builder.build();
      advance(client, description.client());
    }
    return client;
  }

  /**
   * An AT channel on the module, instead of a client: there is one line.
   *
   * @return the channel, open
   * @throws IllegalStateException if there is a client
   */
  public synchronized AtChannel channel() {
    if (client != null) {
      throw oneOnly();
    }
    if (channel == null) {
      module();
      AtChannelOptions options =
          description.firmwareDelays() ? AtChannelOptions.DEFAULTS : QuickTimes.CHANNEL;
      channel = AtChannel.open(line.host(), options, AtListener.NONE);
    }
    return channel;
  }

  private static IllegalStateException oneOnly() {
    return new IllegalStateException("There is one line: ask for a client or a channel, not both");
  }

  private static void advance(ModemMqttClient client, Start start) {
    if (start != Start.CLOSED) {
      client.open();
    }
    if (start == Start.CONNECTED) {
      client.connect();
    }
  }

  /**
   * Somebody else at the broker, past the module.
   *
   * @return a connected client
   */
  public synchronized BrokerPeer peer() {
    if (peer == null) {
      peer = BrokerPeer.connect(broker());
    }
    return peer;
  }

  /** Closes all that was made; returns the module, which can still be asked. */
  synchronized @Nullable EmulatedModule close() {
    if (client != null) {
      client.close();
    }
    if (channel != null) {
      channel.close();
    }
    if (peer != null) {
      peer.close();
    }
    if (module != null) {
      module.close();
    }
    if (embedded != null) {
      brokers.giveBack(embedded);
    }
    return module;
  }
}
