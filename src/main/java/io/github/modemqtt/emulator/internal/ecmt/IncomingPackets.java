package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import java.util.ArrayDeque;

/** What the client does with packets from the broker: reports and acknowledges them. */
final class IncomingPackets implements TcpLink.Listener {
  /** Refusals and reconnects after which another refusal makes the client give up. */
  private static final int MAX_RECONNECTS = 3;

  private final Connection connection;
  private final EcmtUrcs urcs;
  private final KeepAlive keepAlive;

  /** The codes of refusals that the broker knows nothing of. */
  private final ArrayDeque<Integer> injectedRefusals = new ArrayDeque<>();

  IncomingPackets(Connection connection, EcmtUrcs urcs, KeepAlive keepAlive) {
    this.connection = connection;
    this.urcs = urcs;
    this.keepAlive = keepAlive;
  }

  void refuseNext(int code) {
    injectedRefusals.add(code);
  }

  @Override
  public void ended(Context context, boolean reset) {
    connection.ended(context, reset);
  }

  @Override
  public void received(Context context, Incoming packet) {
    keepAlive.received();
    if (packet instanceof Incoming.Message message) {
      urcs.message(message);
      if (message.qos() > 0) {
        acknowledge(message.qos() == 1 ? Outgoing.Step.PUBACK : Outgoing.Step.PUBREC, message.id());
      }
    } else if (packet instanceof Incoming.ConnAck connAck) {
      connectAnswered(context, connAck.returnCode());
    } else if (packet instanceof Incoming.UnreadableConnAck) {
      urcs.connect(EcmtUrcs.DONE, 6);
    } else if (packet instanceof Incoming.SubAck subAck) {
      // The value is the number of return codes; what they say does not matter, 0x80 included.
      urcs.subscribe(subAck.id(), EcmtUrcs.DONE, subAck.count());
    } else if (packet instanceof Incoming.UnsubAck unsubAck) {
      urcs.unsubscribe(unsubAck.id(), EcmtUrcs.DONE);
    } else if (packet instanceof Incoming.Acknowledged acknowledged) {
      acknowledged(acknowledged);
    }
  }

  private void acknowledged(Incoming.Acknowledged acknowledged) {
    switch (acknowledged.step()) {
      case PUBACK, PUBCOMP -> urcs.publish(acknowledged.id(), EcmtUrcs.DONE);
      case PUBREC -> acknowledge(Outgoing.Step.PUBREL, acknowledged.id());
      case PUBREL -> acknowledge(Outgoing.Step.PUBCOMP, acknowledged.id());
    }
  }

  private void acknowledge(Outgoing.Step step, int id) {
    connection.acknowledge(new Outgoing.Acknowledge(step, id));
  }

  private void connectAnswered(Context context, int returnCode) {
    Integer refusal = injectedRefusals.poll();
    report(context, refusal == null ? returnCode : refusal);
    BrokerLink link = context.link;
    if (refusal != null && link != null) {
      link.abort();
      connection.ended(context, false);
    }
  }

  /** A refused client stays "connected", until the broker closes or it has tried too often. */
  private void report(Context context, int returnCode) {
    if (returnCode == 0) {
      context.reconnects = 0;
      connection.accepted(context);
      return;
    }
    urcs.connect(EcmtUrcs.DONE, returnCode);
    if (context.reconnects > MAX_RECONNECTS && context.state == State.CONNECTED) {
      connection.link().send(context, new Outgoing.Disconnect(), sent -> {});
      connection.stopKeepAlive();
      context.reconnects = 0;
      context.state = State.OPENED;
    } else {
      context.reconnects++;
    }
  }
}
