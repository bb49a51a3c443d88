package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The module's end of a TCP connection that goes over the mobile network.
 *
 * <pre>{@code
 * name asked -> address here -> SYN under way -> up -> closed, FIN under way -> gone
 * }</pre>
 */
final class MobileLink implements BrokerLink {
  /** Packets under way to the module at which the broker is held up, and goes on. */
  private static final int HOLD = 64;

  private static final int GO_ON = 16;

  private final MobileNetwork network;
  private final Listener listener;
  private final ModuleTime time;
  private final Path up;
  private final Path down;
  private final SendBuffer buffer;
  private @Nullable InternetLink far;

  /** Gives the attempt to connect up. */
  private ModuleClock.@Nullable Timer deadline;

  /** Ends the link, unless something is acknowledged before. */
  private ModuleClock.@Nullable Timer patience;

  private int underWay;
  private boolean held;

  /** This side ended it, or it never began: the listener hears no more. */
  private boolean ended;

  /** TCP gave up: the broker hears of it if it ever can. */
  private boolean broken;

  MobileLink(MobileNetwork network, Listener listener) {
    this.network = network;
    this.listener = listener;
    time = network.time();
    up = network.newPathUp();
    down = network.newPathDown();
    buffer = new SendBuffer(time, this::transmit);
  }

  // ---- from the name to the connection ----

  void start(String host, int port) {
    startDeadline();
    if (Ipv4Address.isOne(host)) {
      network.internet().locate(host, port, new Resolved(Runnable::run));
    } else {
      up.carry(
          () -> {
            if (!ended) {
              network.internet().locate(host, port, new Resolved(down::carry));
            }
          });
    }
  }

  private void startDeadline() {
    cancelDeadline();
    deadline = time.after(network.tcpConnect(), this::connectFailed);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  /** Where the host is; the answer of a name server has a way to go. */
  private final class Resolved implements Internet.Answer {
    private final Consumer<Runnable> way;

    Resolved(Consumer<Runnable> way) {
      this.way = way;
    }

    @Override
    public void found(InetSocketAddress address) {
      way.accept(() -> connect(address));
    }

    @Override
    public void failed(IOException reason) {
      if (reason instanceof ConnectException) {
        way.accept(() -> tryInVain(() -> down.carry(MobileLink.this::connectFailed)));
      } else if (reason instanceof SocketTimeoutException) {
        way.accept(() -> tryInVain(() -> {}));
      } else {
        way.accept(MobileLink.this::connectFailed);
      }
    }
  }

  private void connect(InetSocketAddress address) {
    if (!ended) {
      startDeadline();
      up.carry(
          () -> {
            if (!ended) {
              far = network.internet().connect(address, new FarEnd());
            }
          });
    }
  }

  private void tryInVain(Runnable arrival) {
    if (!ended) {
      startDeadline();
      up.carry(arrival);
    }
  }

  private void connected() {
    if (!ended) {
      cancelDeadline();
      listener.connected();
    }
  }

  private void connectFailed() {
    if (!ended) {
      abort();
      listener.connectFailed();
    }
  }

  /** What happens at the broker travels to the module. */
  private final class FarEnd implements Listener {
    @Override
    public void connected() {
      down.carry(MobileLink.this::connected);
    }

    @Override
    public void connectFailed() {
      down.carry(MobileLink.this::connectFailed);
    }

    @Override
    public void received(Incoming packet) {
      underWay++;
      if (underWay == HOLD) {
        hold(true);
      }
      down.carry(() -> arrived(packet));
    }

    @Override
    public void ended(boolean reset) {
      down.carry(() -> peerEnded(reset));
    }
  }

  private void arrived(Incoming packet) {
    underWay--;
    if (held && underWay <= GO_ON) {
      hold(false);
    }
    if (!ended) {
      listener.received(packet);
    }
  }

  private void hold(boolean on) {
    held = on;
    InternetLink link = far;
    if (link != null) {
      link.hold(on);
    }
  }

  private void peerEnded(boolean reset) {
    if (!ended) {
      if (reset) {
        stopWaiting();
      }
      listener.ended(reset);
    }
  }

  // ---- sending ----

  @Override
  public void send(Outgoing packet, Consumer<SendResult> done) {
    buffer.send(packet, done);
  }

  private void transmit(Outgoing packet) {
    up.carry(
        () -> {
          InternetLink link = far;
          if (link != null) {
            link.send(packet, result -> taken(packet, result));
          }
        });
    watch();
  }

  private void taken(Outgoing packet, SendResult result) {
    if (result == SendResult.TAKEN) {
      down.carry(() -> acknowledged(packet));
    }
  }

  private void acknowledged(Outgoing packet) {
    if (ended || broken) {
      return;
    }
    cancelPatience();
    buffer.acknowledged(packet);
    watch();
  }

  // ---- outages ----

  /** Starts to count the patience of TCP, if there is an outage and something not acknowledged. */
  void watch() {
    if (patience == null && !ended && !broken && network.coverage().isOut() && !buffer.isEmpty()) {
      patience = time.after(network.patience(), this::patienceOver);
    }
  }

  private void cancelPatience() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }

  private void patienceOver() {
    patience = null;
    if (network.coverage().isOut()) {
      broken = true;
      stopWaiting();
      up.clear();
      down.clear();
      network.closing(this);
      up.carry(this::reset);
      listener.ended(true);
    }
  }

  private void stopWaiting() {
    cancelPatience();
    buffer.fail();
  }

  // ---- the end ----

  @Override
  public void close() {
    if (ended) {
      return;
    }
    end();
    if (!broken) {
      network.closing(this);
      up.carry(this::closeFarEnd);
    }
  }

  private void end() {
    ended = true;
    cancelDeadline();
    stopWaiting();
  }

  private void closeFarEnd() {
    network.gone(this);
    InternetLink link = far;
    if (link != null) {
      link.close();
    }
  }

  @Override
  public void abort() {
    end();
    up.clear();
    down.clear();
    reset();
  }

  private void reset() {
    network.gone(this);
    InternetLink link = far;
    if (link != null) {
      link.abort();
    }
  }
}
