package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Internet;
import io.github.modemqtt.emulator.internal.network.InternetLink;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.network.SendResult;
import io.github.modemqtt.emulator.model.BrokerLocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An internet with one broker that answers without any time passing, in the module's own time, so
 * that what a test sees depends on the clock alone.
 */
final class InstantBroker implements Internet {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1883);

  /** What the broker got, in order; looked at between the steps of the clock. */
  final List<Outgoing> received = new ArrayList<>();

  /** How often each kind of event happened at the broker's end. */
  int connections;

  int closed;
  int reset;
  int held;
  BrokerLocator locator = BrokerLocator.always(ADDRESS);
  private final Set<Class<? extends Outgoing>> silentOn = new HashSet<>();
  private Executor time;
  private Link current;

  /** For the builder: gives it the module's time. */
  Internet at(Executor moduleTime) {
    time = moduleTime;
    return this;
  }

  void neverAnswer(Class<? extends Outgoing> type) {
    silentOn.add(type);
  }

  void answerAgain() {
    silentOn.clear();
  }

  @Override
  public void locate(String host, int port, Answer answer) {
    try {
      InetSocketAddress address = locator.locate(host, port);
      time.execute(() -> answer.found(address));
    } catch (IOException e) {
      time.execute(() -> answer.failed(e));
    }
  }

  @Override
  public InternetLink connect(InetSocketAddress address, BrokerLink.Listener listener) {
    Link link = new Link(listener);
    current = link;
    connections++;
    time.execute(listener::connected);
    return link;
  }

  /** Says something on the connection made last. */
  void send(Incoming packet) {
    Link link = current;
    time.execute(() -> link.say(packet));
  }

  /** Ends the connection made last. */
  void end(boolean withReset) {
    Link link = current;
    time.execute(() -> link.end(withReset));
  }

  private final class Link implements InternetLink {
    private final Listener listener;
    private boolean over;

    Link(Listener listener) {
      this.listener = listener;
    }

    void say(Incoming packet) {
      if (!over) {
        listener.received(packet);
      }
    }

    void end(boolean withReset) {
      if (!over) {
        over = withReset;
        listener.ended(withReset);
      }
    }

    @Override
    public void send(Outgoing packet, Consumer<SendResult> done) {
      if (over) {
        time.execute(() -> done.accept(SendResult.BROKEN));
        return;
      }
      received.add(packet);
      time.execute(() -> done.accept(SendResult.TAKEN));
      Incoming answer = silentOn.contains(packet.getClass()) ? null : answer(packet);
      if (answer != null) {
        time.execute(() -> say(answer));
      }
    }

    @Override
    public void hold(boolean on) {
      held += on ? 1 : -1;
    }

    @Override
    public void close() {
      over = true;
      closed++;
    }

    @Override
    public void abort() {
      over = true;
      reset++;
    }
  }

  private static Incoming answer(Outgoing packet) {
    if (packet instanceof Outgoing.Connect) {
      return new Incoming.ConnAck(0);
    } else if (packet instanceof Outgoing.Subscribe subscribe) {
      return new Incoming.SubAck(subscribe.id(), 1);
    } else if (packet instanceof Outgoing.Unsubscribe unsubscribe) {
      return new Incoming.UnsubAck(unsubscribe.id());
    } else if (packet instanceof Outgoing.Ping) {
      return new Incoming.Pong();
    } else if (packet instanceof Outgoing.Publish publish && publish.qos() > 0) {
      return new Incoming.Acknowledged(
          publish.qos() == 1 ? Outgoing.Step.PUBACK : Outgoing.Step.PUBREC, publish.id());
    } else if (packet instanceof Outgoing.Acknowledge step && step.step() == Outgoing.Step.PUBREL) {
      return new Incoming.Acknowledged(Outgoing.Step.PUBCOMP, step.id());
    }
    return null;
  }
}
