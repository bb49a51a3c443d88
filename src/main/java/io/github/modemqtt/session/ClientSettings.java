package io.github.modemqtt.session;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.ecmt.EcmtOptions;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the builder has gathered. */
record ClientSettings(
    Supplier<Transport> transports,
    List<BrokerAddress> brokers,
    BrokerOrder brokerOrder,
    ConnectOptions options,
    EcmtProfile profile,
    EcmtOptions module,
    BringUpOptions bringUp,
    AtChannelOptions channel,
    AtListener atListener,
    ClientListener listener,
    ClientMetrics metrics,
    ReconnectPolicy reconnect,
    Reconnector reconnector,
    Duration healthInterval,
    Duration subscribeTimeout,
    Duration networkInterval,
    OutboxOptions outbox,
    int maxInFlight,
    int messageQueueCapacity,
    List<Consumer<? super Message>> messageHandlers,
    @Nullable DuplicateFilter duplicateFilter,
    @Nullable Duration overlapWindow) {

  EcmtTimeouts timeouts() {
    return module.timeouts();
  }

  /** How the channel on this line behaves: a module that sleeps has to be woken. */
  AtChannelOptions channelOn(Transport line) {
    return channel.wakeUp() == null
        ? channel.withWakeUp(bringUp.power().wakeUp(line.bitsPerSecond()).orElse(null))
        : channel;
  }
}
