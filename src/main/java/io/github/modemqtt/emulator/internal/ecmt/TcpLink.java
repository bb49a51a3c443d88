package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.network.BrokerConnector;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.network.SendResult;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The context's TCP connection: made, used and dropped. What an old one says is not heard. */
final class TcpLink {
  /** Hears of the connection, once it is up. */
  interface Listener {
    void received(Context context, Incoming packet);

    void ended(Context context, boolean reset);
  }

  private final ContextSlot slot;
  private final ModuleTime time;
  private final BrokerConnector connector;
  private final BooleanSupplier hasAddress;
  private final KeepAlive keepAlive;
  private final Listener listener;

  TcpLink(
      ContextSlot slot,
      ModuleTime time,
      BrokerConnector connector,
      BooleanSupplier hasAddress,
      KeepAlive keepAlive,
      Listener listener) {
    this.slot = slot;
    this.time = time;
    this.connector = connector;
    this.hasAddress = hasAddress;
    this.keepAlive = keepAlive;
    this.listener = listener;
  }

  boolean hasAddress() {
    return hasAddress.getAsBoolean();
  }

  /** Connects to the host and port of the context. */
  void connect(Context context, Runnable success, Runnable failure) {
    if (!hasAddress()) {
      time.execute(failure);
      return;
    }
    Attempt attempt = new Attempt(context, success, failure);
    context.peerClosed = false;
    context.peerReset = false;
    String host = context.host;
    BrokerLink link = connector.connect(host == null ? "" : host, context.port, attempt);
    attempt.link = link;
    context.link = link;
  }

  void send(Context context, Outgoing packet, Consumer<SendResult> result) {
    BrokerLink link = context.link;
    if (link == null || context.peerReset) {
      result.accept(SendResult.BROKEN);
      return;
    }
    keepAlive.sent();
    link.send(
        packet,
        sent -> {
          context.sentBefore |= sent == SendResult.TAKEN;
          result.accept(sent);
        });
  }

  void drop(Context context) {
    BrokerLink link = context.link;
    if (link != null) {
      link.close();
      context.link = null;
    }
  }

  /** One connection of one context. */
  private final class Attempt implements BrokerLink.Listener {
    private final Context owner;
    private final Runnable success;
    private final Runnable failure;
    private @Nullable BrokerLink link;

    Attempt(Context owner, Runnable success, Runnable failure) {
      this.owner = owner;
      this.success = success;
      this.failure = failure;
    }

    private boolean current() {
      return slot.context == owner && owner.link == link;
    }

    @Override
    public void connected() {
      if (current()) {
        success.run();
      }
    }

    @Override
    public void connectFailed() {
      if (current()) {
        failure.run();
      }
    }

    @Override
    public void received(Incoming packet) {
      if (current()) {
        listener.received(owner, packet);
      }
    }

    @Override
    public void ended(boolean reset) {
      if (current()) {
        listener.ended(owner, reset);
      }
    }
  }
}
