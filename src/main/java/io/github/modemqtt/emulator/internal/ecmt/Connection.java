package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.BrokerConnector;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT connection: CONNECT, what is sent on it, its loss, and the automatic reconnect.
 *
 * <p>A reconnect that fails says nothing. Only the keep alive brings another attempt; without one
 * the context stays {@link State#CONNECTING} for ever.
 */
final class Connection {
  private final ModuleTime time;
  private final ContextSlot slot;
  private final EcmtUrcs urcs;
  private final MqttAudit audit;
  private final ReceiveTask receiveTask;
  private final KeepAlive keepAlive;
  private final IncomingPackets incoming;
  private final TcpLink link;
  private ModuleClock.@Nullable Timer retry;

  /** It connects, and does not get on with it, until the power goes. */
  private boolean stuck;

  Connection(
      ModuleTime time,
      FirmwareDelays delays,
      BrokerConnector connector,
      BooleanSupplier hasAddress,
      ContextSlot slot,
      EcmtUrcs urcs,
      MqttAudit audit) {
    this.time = time;
    this.slot = slot;
    this.urcs = urcs;
    this.audit = audit;
    receiveTask = new ReceiveTask(time, delays);
    keepAlive = new KeepAlive(time, delays.pingCheck(), new Pings());
    incoming = new IncomingPackets(this, urcs, keepAlive);
    link = new TcpLink(slot, time, connector, hasAddress, keepAlive, incoming);
  }

  IncomingPackets incoming() {
    return incoming;
  }

  TcpLink link() {
    return link;
  }

  ReceiveTask receiveTask() {
    return receiveTask;
  }

  private boolean isConnecting(Context context) {
    return !stuck && slot.is(context, State.CONNECTING);
  }

  // ---- CONNECT ----

  void start(Context context) {
    context.state = State.CONNECTING;
    receiveTask.start();
    receiveTask.atEndOfSlice(
        () -> {
          if (isConnecting(context)) {
            sendConnect(context, () -> reopen(context));
          }
        });
  }

  private void sendConnect(Context context, Runnable failure) {
    link.send(
        context,
        context.connectPacket(),
        sent -> {
          if (!isConnecting(context)) {
            return;
          }
          if (sent) {
            connectSent(context);
          } else {
            failure.run();
          }
        });
  }

  private void connectSent(Context context) {
    context.state = State.CONNECTED;
    keepAlive.start(context.settings.keepAliveSeconds());
    if (context.peerClosed) {
      // TCP took the packet, but the broker is gone: the receive task finds out now.
      ended(context, context.peerReset);
    }
  }

  private void reopen(Context context) {
    link.drop(context);
    openAndConnect(context, () -> connectFailed(context));
  }

  private void openAndConnect(Context context, Runnable failure) {
    link.connect(
        context,
        () -> {
          if (isConnecting(context)) {
            sendConnect(context, failure);
          }
        },
        failure);
  }

  private void connectFailed(Context context) {
    if (!isConnecting(context)) {
      return;
    }
    context.state = State.CONNECT_FAILED;
    urcs.connect(EcmtUrcs.NOT_SENT, 2);
    if (context.settings.keepAliveSeconds() > 0 && !context.sentBefore) {
      context.state = State.CONNECTED;
      lost();
    }
  }

  // ---- packets ----

  /** Sends a packet; one that cannot be sent starts a reconnect, without a word. */
  void send(Context context, Outgoing packet, Consumer<Boolean> result) {
    link.send(
        context,
        packet,
        sent -> {
          if (slot.context != context) {
            return;
          }
          result.accept(sent);
          if (!sent && context.state == State.CONNECTED) {
            reconnect(context);
          }
        });
  }

  /** Sends a packet that nobody waits for, if there is a connection. */
  void sendIfConnected(Outgoing packet) {
    Context context = slot.context;
    if (context != null && context.state == State.CONNECTED) {
      send(context, packet, sent -> {});
    }
  }

  // ---- loss and reconnect ----

  /** The broker, or the network, ended TCP: a reset is noticed at once, a close later. */
  void ended(Context context, boolean reset) {
    BrokerLink tcp = context.link;
    context.peerReset |= reset;
    context.peerClosed = true;
    if (reset) {
      noticeEnd(context, tcp);
    } else {
      receiveTask.atEndOfSlice(() -> noticeEnd(context, tcp));
    }
  }

  /** Only a connected client looks at its link. */
  private void noticeEnd(Context context, @Nullable BrokerLink tcp) {
    if (slot.is(context, State.CONNECTED) && context.link == tcp) {
      lost();
    }
  }

  private void lost() {
    Context context = slot.context;
    if (context != null && context.state == State.CONNECTED) {
      urcs.linkLost();
      reconnect(context);
    }
  }

  private void reconnect(Context context) {
    audit.linkLost();
    keepAlive.stop();
    link.drop(context);
    context.state = State.CONNECTING;
    context.reconnects++;
    receiveTask.atEndOfSlice(() -> attempt(context));
  }

  private void attempt(Context context) {
    if (isConnecting(context)) {
      openAndConnect(context, () -> attemptFailed(context));
    }
  }

  private void attemptFailed(Context context) {
    int seconds = context.settings.keepAliveSeconds();
    if (!isConnecting(context)) {
      return;
    }
    link.drop(context);
    if (seconds > 0) {
      cancelRetry();
      retry = time.after(Duration.ofSeconds(seconds), () -> attempt(context));
    }
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  void getStuck() {
    stuck = true;
    lost();
  }

  // ---- the end ----

  void powerOff() {
    stuck = false;
    receiveTask.kill();
  }

  /** Keeps the context, but not its connection alive. */
  void stopKeepAlive() {
    keepAlive.stop();
  }

  /** Ends the context: settings, tasks and TCP go. */
  void end(Context context) {
    audit.contextEnded();
    keepAlive.stop();
    cancelRetry();
    link.drop(context);
    slot.context = null;
    slot.sendTask = false;
    receiveTask.end();
  }

  private final class Pings implements KeepAlive.Listener {
    @Override
    public void ping() {
      sendIfConnected(new Outgoing.Ping());
    }

    @Override
    public void unanswered() {
      lost();
    }
  }
}
