package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.BrokerConnector;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.network.SendResult;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The MQTT connection: CONNECT, what is sent on it, and its end. */
final class Connection {
  private final ModuleTime time;
  private final ContextSlot slot;
  private final EcmtUrcs urcs;
  private final MqttAudit audit;
  private final Duration secondConnectResult;
  private final SendTask sendTask;
  private final ReceiveTask receiveTask;
  private final KeepAlive keepAlive;
  private final IncomingPackets incoming;
  private final TcpLink link;
  private final AutomaticReconnect reconnect;

  /** It connects, and does not get on with it, until the power goes. */
  private boolean stuck;

  Connection(
      ModuleTime time,
      FirmwareDelays delays,
      BrokerConnector connector,
      BooleanSupplier hasAddress,
      ContextSlot slot,
      EcmtUrcs urcs,
      MqttAudit audit,
      Duration secondConnectResult) {
    this.time = time;
    this.slot = slot;
    this.urcs = urcs;
    this.audit = audit;
    this.secondConnectResult = secondConnectResult;
    sendTask = new SendTask(time);
    receiveTask = new ReceiveTask(time, delays);
    keepAlive = new KeepAlive(time, delays.pingCheck(), new Pings());
    incoming = new IncomingPackets(this, urcs, keepAlive);
    link = new TcpLink(slot, time, connector, hasAddress, keepAlive, incoming);
    reconnect = new AutomaticReconnect(this, time, slot, urcs, audit);
  }

  IncomingPackets incoming() {
    return incoming;
  }

  TcpLink link() {
    return link;
  }

  SendTask sendTask() {
    return sendTask;
  }

  ReceiveTask receiveTask() {
    return receiveTask;
  }

  boolean isConnecting(Context context) {
    return !stuck && slot.is(context, State.CONNECTING);
  }

  // ---- CONNECT ----

  void start(Context context) {
    context.connectRequested = true;
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
          if (sent == SendResult.TAKEN) {
            connectSent(context);
          } else {
            failure.run();
          }
        });
  }

  private void connectSent(Context context) {
    context.state = State.CONNECTED;
    keepAlive.start(context.settings.keepAliveSeconds());
    noticePeer(context);
  }

  /** TCP took the packet, but the broker may be gone: the receive task finds out now. */
  private void noticePeer(Context context) {
    if (context.peerClosed) {
      ended(context, context.peerReset);
    }
  }

  private void reopen(Context context) {
    link.drop(context);
    openAndConnect(context, () -> connectFailed(context));
  }

  void openAndConnect(Context context, Runnable failure) {
    link.connect(
        context,
        () -> {
          if (isConnecting(context)) {
            sendConnect(context, failure);
          }
        },
        failure);
  }

  /**
   * The broker accepted. Some builds first say that CONNECT was not sent, and connect for longer.
   */
  void accepted(Context context) {
    boolean twice = context.connectRequested && !secondConnectResult.isZero();
    context.connectRequested = false;
    if (!twice || context.state != State.CONNECTED) {
      urcs.connect(EcmtUrcs.DONE, 0);
      return;
    }
    context.state = State.CONNECTING;
    urcs.connect(EcmtUrcs.NOT_SENT, 2);
    time.after(
        secondConnectResult,
        () -> {
          if (isConnecting(context)) {
            context.state = State.CONNECTED;
            urcs.connect(EcmtUrcs.DONE, 0);
            noticePeer(context);
          }
        });
  }

  private void connectFailed(Context context) {
    if (!isConnecting(context)) {
      return;
    }
    context.state = State.CONNECT_FAILED;
    urcs.connect(EcmtUrcs.NOT_SENT, 2);
    if (context.settings.keepAliveSeconds() > 0 && !context.sentBefore) {
      context.state = State.CONNECTED;
      reconnect.linkLost();
    }
  }

  // ---- packets ----

  /**
   * Sends a packet. One for which there is no connection starts a reconnect, without a word; one
   * that TCP had no room for does not.
   */
  void send(Context context, Outgoing packet, Consumer<Boolean> result) {
    link.send(
        context,
        packet,
        sent -> {
          if (slot.context != context) {
            return;
          }
          result.accept(sent == SendResult.TAKEN);
          if (sent == SendResult.BROKEN && context.state == State.CONNECTED) {
            reconnect.start(context);
          }
        });
  }

  /** Queues an acknowledgement; one that finds no room in time is lost. */
  void acknowledge(Outgoing.Acknowledge packet) {
    sendTask.admit(() -> sendTask.add(finished -> sendIfConnected(packet, finished)), () -> {});
  }

  /** Sends a packet that nobody waits for, if there is a connection. */
  private void sendIfConnected(Outgoing packet, Runnable finished) {
    Context context = slot.context;
    if (context != null && context.state == State.CONNECTED) {
      send(context, packet, sent -> finished.run());
    } else {
      finished.run();
    }
  }

  // ---- loss ----

  /** TCP ended, other than by this side. */
  void ended(Context context, boolean reset) {
    reconnect.ended(context, reset);
  }

  void getStuck() {
    stuck = true;
    reconnect.linkLost();
  }

  // ---- the end ----

  void powerOff() {
    stuck = false;
    sendTask.kill();
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
    reconnect.cancel();
    link.drop(context);
    slot.context = null;
    slot.sendTask = false;
    sendTask.clear();
    receiveTask.end();
  }

  private final class Pings implements KeepAlive.Listener {
    @Override
    public void ping() {
      // Written by the receive task itself, past the queue.
      sendIfConnected(new Outgoing.Ping(), () -> {});
    }

    @Override
    public void unanswered() {
      reconnect.linkLost();
    }
  }
}
