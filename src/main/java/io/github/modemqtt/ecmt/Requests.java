package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.mqtt.MqttLinkState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The commands that several steps use. */
final class Requests {
  /** The only connection that the firmware has ({@code MQTT_CONTEXT_NUMB_MAX} is 1). */
  static final int CONNECTION = 0;

  static final String RESET = "reset the module with AT+ECRST, or switch it off and on";

  private final AtChannel channel;

  Requests(AtChannel channel) {
    this.channel = channel;
  }

  CompletableFuture<EcmtConnectQuery.State> state() {
    return channel.submit(new EcmtConnectQuery());
  }

  CompletableFuture<Void> configure(EcmtConfigure setting) {
    return channel.submit(setting);
  }

  <T> CompletableFuture<T> result(DeferredCommand<T> command, Duration timeout) {
    return channel.submitDeferred(new WithTimeout<>(command, timeout)).completed();
  }

  static MqttLinkState linkState(EcmtConnectQuery.State state) {
    return switch (state) {
      case NONE, DISCONNECTED -> MqttLinkState.CLOSED;
      case NOT_CONNECTED -> MqttLinkState.OPEN;
      case CONNECTING -> MqttLinkState.CONNECTING;
      case CONNECTED -> MqttLinkState.CONNECTED;
    };
  }
}
