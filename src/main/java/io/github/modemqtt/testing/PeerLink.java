package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.InternetLink;
import io.github.modemqtt.emulator.internal.network.NettyInternet;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.network.Outgoing.Step;
import io.github.modemqtt.emulator.internal.network.SendResult;
import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer's connection: the packets of MQTT 3.1.1, on the emulator's network side. */
final class PeerLink implements BrokerLink.Listener {
  private static final long LIMIT_SECONDS = 10;
  private static final int FIRST_ID = 1;
  private static final int MAX_ID = 0xFFFF;
  private static final int MQTT_3_1_1 = 4;

  private final PeerInbox inbox = new PeerInbox();
  private final AtomicInteger lastId = new AtomicInteger(FIRST_ID);
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

  /** The publishes that the broker has not acknowledged yet. */
  private final ConcurrentHashMap<Integer, CompletableFuture<Void>> unacknowledged =
      new ConcurrentHashMap<>();

  private final InternetLink link;

  PeerLink(BrokerAddress broker) {
    InetSocketAddress address = new InetSocketAddress(broker.host(), broker.port());
    link =
        new NettyInternet(
                BrokerLocator.always(address),
                Duration.ofSeconds(LIMIT_SECONDS),
                Runnable::run,
                Runnable::run)
            .connect(address, this);
  }

  PeerInbox inbox() {
    return inbox;
  }

  void connect() {
    await("connect to the broker", up);
    // a keep alive of 0: the broker does not mind the peer's silence
    send(new Outgoing.Connect(MQTT_3_1_1, "test-peer", null, null, 0, true, null));
    await("subscribe to everything", subscribed);
  }

  void publish(TopicName topic, byte[] payload, Qos qos, boolean retain) {
    inbox.willPublish(new Message(topic, payload, 0, Framing.CERTAIN));
    int id = qos == Qos.AT_MOST_ONCE ? 0 : lastId.updateAndGet(last -> last % MAX_ID + 1);
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (id != 0) {
      unacknowledged.put(id, done);
    }
    String latin1 = new String(topic.value().getBytes(UTF_8), ISO_8859_1);
    link.send(
        new Outgoing.Publish(id, qos.level(), retain, latin1, payload),
        sent -> {
          if (sent != SendResult.TAKEN) {
            done.completeExceptionally(new IllegalStateException("the connection is gone"));
          } else if (id == 0) {
            done.complete(null);
          }
        });
    await("publish to " + topic, done);
  }

  private static void await(String what, CompletableFuture<Void> future) {
    try {
      future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("The peer could not " + what + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("The peer could not " + what + " within 10 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(what, e);
    }
  }

  private void send(Outgoing packet) {
    link.send(packet, sent -> {});
  }

  @Override
  public void connected() {
    up.complete(null);
  }

  @Override
  public void connectFailed() {
    up.completeExceptionally(new IllegalStateException("nothing listens there"));
  }

  @Override
  public void received(Incoming packet) {
    if (packet instanceof Incoming.ConnAck answer) {
      subscribeIfAccepted(answer.returnCode());
    } else if (packet instanceof Incoming.SubAck) {
      subscribed.complete(null);
    } else if (packet instanceof Incoming.Message message) {
      received(message);
    } else if (packet instanceof Incoming.Acknowledged answer) {
      acknowledged(answer.step(), answer.id());
    }
  }

  private void subscribeIfAccepted(int returnCode) {
    if (returnCode == 0) {
      send(new Outgoing.Subscribe(FIRST_ID, "#", Qos.EXACTLY_ONCE.level()));
    } else {
      subscribed.completeExceptionally(
          new IllegalStateException("the broker refused with code " + returnCode));
    }
  }

  private void received(Incoming.Message message) {
    TopicName topic = TopicName.of(new String(message.topic().getBytes(ISO_8859_1), UTF_8));
    byte[] payload = message.payload().getBytes(ISO_8859_1);
    inbox.add(new Message(topic, payload, message.id(), Framing.CERTAIN));
    if (message.qos() > 0) {
      send(new Outgoing.Acknowledge(message.qos() == 1 ? Step.PUBACK : Step.PUBREC, message.id()));
    }
  }

  private void acknowledged(Step step, int id) {
    switch (step) {
      case PUBREC -> send(new Outgoing.Acknowledge(Step.PUBREL, id));
      case PUBREL -> send(new Outgoing.Acknowledge(Step.PUBCOMP, id));
      case PUBACK, PUBCOMP -> {
        CompletableFuture<Void> done = unacknowledged.remove(id);
        if (done != null) {
          done.complete(null);
        }
      }
    }
  }

  @Override
  public void ended(boolean reset) {
    IllegalStateException end = new IllegalStateException("the broker has ended the connection");
    subscribed.completeExceptionally(end);
    unacknowledged.values().forEach(done -> done.completeExceptionally(end));
  }

  void close() {
    send(new Outgoing.Disconnect());
    link.close();
  }
}
