package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SUB, UNS and PUB: a packet goes out, and its result comes when it, or the answer, is there. */
final class Exchanges {
  /** Topic and payload that fit the transmit buffer of 1,157 bytes at QoS 0; the id takes two. */
  private static final int MAX_PUBLISH = 1152;

  private static final int ID_BYTES = 2;

  private final ContextSlot slot;
  private final Connection connection;
  private final EcmtUrcs urcs;
  private final MqttAudit audit;

  Exchanges(ContextSlot slot, Connection connection, EcmtUrcs urcs, MqttAudit audit) {
    this.slot = slot;
    this.connection = connection;
    this.urcs = urcs;
    this.audit = audit;
  }

  @Nullable Runnable subscribe(int id, String filter, int qos) {
    return exchange(
        new Outgoing.Subscribe(id, filter, qos),
        sent -> {
          if (!sent) {
            urcs.subscribe(id, EcmtUrcs.NOT_SENT, 0);
          }
        });
  }

  @Nullable Runnable unsubscribe(int id, String filter) {
    return exchange(
        new Outgoing.Unsubscribe(id, filter),
        sent -> {
          if (!sent) {
            urcs.unsubscribe(id, EcmtUrcs.NOT_SENT);
          }
        });
  }

  @Nullable Runnable publish(int id, int qos, boolean retain, String topic, byte[] payload) {
    int room = qos == 0 ? MAX_PUBLISH : MAX_PUBLISH - ID_BYTES;
    if (topic.length() + payload.length > room) {
      return slot.state().exchange() == Treatment.WORKS
          ? () -> urcs.publish(id, EcmtUrcs.NOT_SENT)
          : null;
    }
    return exchange(
        new Outgoing.Publish(id, qos, retain, topic, payload),
        sent -> {
          if (!sent) {
            urcs.publish(id, EcmtUrcs.NOT_SENT);
          } else if (qos == 0) {
            urcs.publish(id, EcmtUrcs.DONE);
          }
        });
  }

  private @Nullable Runnable exchange(Outgoing packet, Consumer<Boolean> result) {
    Context current = slot.context;
    if (current == null || current.state.exchange() != Treatment.WORKS) {
      return null;
    }
    audit(packet);
    return () -> connection.sendTask().add(finished -> dequeued(current, packet, result, finished));
  }

  /** A publish is not even tried when the link is gone by now. */
  private void dequeued(
      Context current, Outgoing packet, Consumer<Boolean> result, Runnable finished) {
    if (slot.context != current) {
      finished.run();
    } else if (packet instanceof Outgoing.Publish && current.state != State.CONNECTED) {
      result.accept(false);
      finished.run();
    } else {
      connection.send(
          current,
          packet,
          sent -> {
            result.accept(sent);
            finished.run();
          });
    }
  }

  private void audit(Outgoing packet) {
    if (packet instanceof Outgoing.Publish publish) {
      audit.publish(publish.id(), publish.qos());
    } else if (packet instanceof Outgoing.Subscribe subscribe) {
      audit.subscription(subscribe.id());
    } else if (packet instanceof Outgoing.Unsubscribe unsubscribe) {
      audit.subscription(unsubscribe.id());
    }
  }
}
