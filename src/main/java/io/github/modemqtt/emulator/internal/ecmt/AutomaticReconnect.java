package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loss of the link, and the reconnect that the module starts by itself.
 *
 * <p>A reconnect that fails says nothing. Only the keep alive brings another attempt; without one
 * the context stays {@link State#CONNECTING} for ever.
 */
final class AutomaticReconnect {
  private final Connection connection;
  private final ModuleTime time;
  private final ContextSlot slot;
  private final EcmtUrcs urcs;
  private final MqttAudit audit;
  private ModuleClock.@Nullable Timer retry;

  AutomaticReconnect(
      Connection connection, ModuleTime time, ContextSlot slot, EcmtUrcs urcs, MqttAudit audit) {
    this.connection = connection;
    this.time = time;
    this.slot = slot;
    this.urcs = urcs;
    this.audit = audit;
  }

  /** The broker, or the network, ended TCP: a reset is noticed at once, a close later. */
  void ended(Context context, boolean reset) {
    BrokerLink tcp = context.link;
    context.peerReset |= reset;
    context.peerClosed = true;
    if (reset) {
      noticeEnd(context, tcp);
    } else {
      connection.receiveTask().atEndOfSlice(() -> noticeEnd(context, tcp));
    }
  }

  /** Only a connected client looks at its link. */
  private void noticeEnd(Context context, @Nullable BrokerLink tcp) {
    if (slot.is(context, State.CONNECTED) && context.link == tcp) {
      linkLost();
    }
  }

  /** Reports the loss of a connection and reconnects. */
  void linkLost() {
    Context context = slot.context;
    if (context != null && context.state == State.CONNECTED) {
      urcs.linkLost();
      start(context);
    }
  }

  /** Reconnects without a word. */
  void start(Context context) {
    audit.linkLost();
    connection.stopKeepAlive();
    connection.link().drop(context);
    context.state = State.CONNECTING;
    context.reconnects++;
    connection.receiveTask().atEndOfSlice(() -> attempt(context));
  }

  private void attempt(Context context) {
    if (connection.isConnecting(context)) {
      connection.openAndConnect(context, () -> attemptFailed(context));
    }
  }

  private void attemptFailed(Context context) {
    int seconds = context.settings.keepAliveSeconds();
    if (!connection.isConnecting(context)) {
      return;
    }
    connection.link().drop(context);
    if (seconds > 0) {
      cancel();
      retry = time.after(Duration.ofSeconds(seconds), () -> attempt(context));
    }
  }

  void cancel() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }
}
