package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.network.BrokerConnector;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.network.Incoming;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of the module's MQTT client.
 *
 * <pre>{@code
 *              OPEN ok            CONN                CONNECT sent
 * (configured) -------> (opened) ------> (connecting) ------------> (connected)
 *      ^  OPEN failed:      |                 ^                          |
 *      |  no context        |                 |  link lost: STAT         |
 *      |                    |                 +--------------------------+
 *   CFG, OPEN               +--- CLOSE ---> no context <--- CLOSE, DISC --+
 * }</pre>
 *
 * <p>The methods named after commands return what remains to be done after {@code OK}, or {@code
 * null} if the command is refused. Used in the module's own time only.
 */
public final class EcmtClient {
  private static final Runnable NOTHING = () -> {};

  /** Topic and payload that fit the transmit buffer of 1,157 bytes at QoS 0; the id takes two. */
  private static final int MAX_PUBLISH = 1152;

  private static final int ID_BYTES = 2;

  /** Refusals and reconnects after which another refusal makes the client give up. */
  private static final int MAX_RECONNECTS = 3;

  private final ModuleTime time;
  private final BrokerConnector connector;
  private final BooleanSupplier hasAddress;
  private final EcmtUrcs urcs;
  private final ReceiveTask receiveTask;
  private final KeepAlive keepAlive;
  private @Nullable Context context;
  private ModuleClock.@Nullable Timer retry;

  /** The send task lives from the first OPEN to the end of the context. */
  private boolean sendTask;

  /**
   * Creates a client without a context.
   *
   * @param time the module's time
   * @param delays the waits of the firmware
   * @param connector the way to brokers
   * @param hasAddress whether the network gave the module an address
   * @param urcs takes the URCs
   */
  public EcmtClient(
      ModuleTime time,
      FirmwareDelays delays,
      BrokerConnector connector,
      BooleanSupplier hasAddress,
      Urcs urcs) {
    this.time = time;
    this.connector = connector;
    this.hasAddress = hasAddress;
    this.urcs = new EcmtUrcs(urcs);
    receiveTask = new ReceiveTask(time, delays);
    keepAlive =
        new KeepAlive(
            time,
            delays.pingCheck(),
            new KeepAlive.Listener() {
              @Override
              public void ping() {
                EcmtClient.this.ping();
              }

              @Override
              public void unanswered() {
                linkLost();
              }
            });
  }

  @Nullable Context context() {
    return context;
  }

  Context contextForConfiguration() {
    Context current = context;
    if (current == null) {
      current = new Context();
      context = current;
    }
    return current;
  }

  private boolean is(@Nullable Context expected, State state) {
    return expected != null && context == expected && expected.state == state;
  }

  // ---- OPEN ----

  /** Whether an OPEN now would start the tasks, for which it sleeps before {@code OK}. */
  boolean openStartsTasks() {
    return hasAddress.getAsBoolean() && !sendTask && !receiveTask.lingers() && canOpen();
  }

  private boolean canOpen() {
    Context current = context;
    return current == null || current.state.canOpen();
  }

  @Nullable Runnable open(String host, int port) {
    if (!hasAddress.getAsBoolean()) {
      return null;
    }
    if (!canOpen()) {
      return NOTHING;
    }
    Context current = contextForConfiguration();
    if (receiveTask.lingers()) {
      // Goes into the queue of a task that has ended: nobody will ever read it.
      return NOTHING;
    }
    sendTask = true;
    current.state = State.OPENING;
    current.host = host;
    current.port = port;
    return () -> open(current, host, port);
  }

  private void open(Context current, String host, int port) {
    dropLink(current);
    if (current.settings.tls) {
      openFailed(current);
      return;
    }
    connectTcp(current, host, port, () -> opened(current), () -> openFailed(current));
  }

  private void opened(Context current) {
    if (is(current, State.OPENING)) {
      current.state = State.OPENED;
      urcs.open(EcmtUrcs.DONE);
      if (current.connectQueued) {
        current.connectQueued = false;
        startConnect(current);
      }
    }
  }

  private void openFailed(Context current) {
    if (is(current, State.OPENING)) {
      endContext(current);
      urcs.open(EcmtUrcs.FAILED);
    }
  }

  private void connectTcp(
      Context current, String host, int port, Runnable success, Runnable failure) {
    if (!hasAddress.getAsBoolean()) {
      time.execute(failure);
      return;
    }
    LinkListener listener = new LinkListener(current, success, failure);
    current.peerClosed = false;
    current.peerReset = false;
    BrokerLink link = connector.connect(host, port, listener, time);
    listener.link = link;
    current.link = link;
  }

  // ---- CONN ----

  @Nullable Runnable connect(
      @Nullable String clientId, @Nullable String user, @Nullable String password) {
    Context current = context;
    if (current == null) {
      return null;
    }
    if (current.state.acceptsConnectIdly()) {
      if (current.state == State.OPENING) {
        current.setCredentials(clientId, user, password);
        current.connectQueued = true;
      }
      return NOTHING;
    }
    if (!current.state.canConnect()) {
      return null;
    }
    current.setCredentials(clientId, user, password);
    return () -> startConnect(current);
  }

  private void startConnect(Context current) {
    current.state = State.CONNECTING;
    receiveTask.start();
    receiveTask.atEndOfSlice(
        () -> {
          if (is(current, State.CONNECTING)) {
            sendConnect(current, () -> reopenAndConnect(current));
          }
        });
  }

  private void sendConnect(Context current, Runnable failure) {
    send(
        current,
        current.connectPacket(),
        sent -> {
          if (!is(current, State.CONNECTING)) {
            return;
          }
          if (sent) {
            connectSent(current);
          } else {
            failure.run();
          }
        });
  }

  private void connectSent(Context current) {
    current.state = State.CONNECTED;
    keepAlive.start(current.settings.keepAliveSeconds());
    if (current.peerClosed) {
      // TCP took the packet, but the broker is gone: the receive task finds out now.
      ended(current, current.peerReset);
    }
  }

  private void reopenAndConnect(Context current) {
    dropLink(current);
    Runnable failure = () -> connectFailed(current);
    connectTcp(
        current,
        host(current),
        current.port,
        () -> {
          if (is(current, State.CONNECTING)) {
            sendConnect(current, failure);
          }
        },
        failure);
  }

  private void connectFailed(Context current) {
    if (!is(current, State.CONNECTING)) {
      return;
    }
    current.state = State.CONNECT_FAILED;
    urcs.connect(EcmtUrcs.NOT_SENT, 2);
    if (current.settings.keepAliveSeconds() > 0 && !current.sentBefore) {
      current.state = State.CONNECTED;
      linkLost();
    }
  }

  private static String host(Context current) {
    String host = current.host;
    return host == null ? "" : host;
  }

  // ---- SUB, UNS, PUB ----

  @Nullable Runnable subscribe(int id, String filter, int qos) {
    return whenConnected(
        new Outgoing.Subscribe(id, filter, qos),
        sent -> {
          if (!sent) {
            urcs.subscribe(id, EcmtUrcs.NOT_SENT, 0);
          }
        });
  }

  @Nullable Runnable unsubscribe(int id, String filter) {
    return whenConnected(
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
      return is(context, State.CONNECTED) ? () -> urcs.publish(id, EcmtUrcs.NOT_SENT) : null;
    }
    return whenConnected(
        new Outgoing.Publish(id, qos, retain, topic, payload),
        sent -> {
          if (!sent) {
            urcs.publish(id, EcmtUrcs.NOT_SENT);
          } else if (qos == 0) {
            urcs.publish(id, EcmtUrcs.DONE);
          }
        });
  }

  private @Nullable Runnable whenConnected(Outgoing packet, Consumer<Boolean> result) {
    Context current = context;
    if (current == null || current.state != State.CONNECTED) {
      return null;
    }
    return () ->
        send(
            current,
            packet,
            sent -> {
              if (context != current) {
                return;
              }
              result.accept(sent);
              if (!sent && current.state == State.CONNECTED) {
                reconnect(current);
              }
            });
  }

  private void send(Context current, Outgoing packet, Consumer<Boolean> result) {
    BrokerLink link = current.link;
    if (link == null || current.peerReset) {
      result.accept(false);
      return;
    }
    keepAlive.sent();
    link.send(
        packet,
        sent -> {
          current.sentBefore |= sent;
          result.accept(sent);
        });
  }

  // ---- DISC, CLOSE ----

  @Nullable Runnable disconnect() {
    Context current = context;
    if (current != null && current.state == State.OPENED) {
      current.state = State.DISCONNECTING;
      return () -> receiveTask.atEndOfSlice(() -> nothingToDisconnect(current));
    }
    if (current == null || current.state != State.CONNECTED) {
      return null;
    }
    current.state = State.DISCONNECTING;
    return () ->
        receiveTask.atEndOfSlice(
            () ->
                leave(
                    current, State.DISCONNECTING, State.DISCONNECT_FAILED, true, urcs::disconnect));
  }

  private void nothingToDisconnect(Context current) {
    if (is(current, State.DISCONNECTING)) {
      current.state = State.DISCONNECT_FAILED;
      urcs.disconnect(EcmtUrcs.FAILED);
    }
  }

  @Nullable Runnable close() {
    Context current = context;
    if (current == null || (current.state != State.OPENED && current.state != State.CONNECTED)) {
      return null;
    }
    boolean connected = current.state == State.CONNECTED;
    current.state = State.CLOSING;
    return () ->
        receiveTask.atEndOfSlice(
            () -> leave(current, State.CLOSING, State.CLOSE_FAILED, connected, urcs::close));
  }

  private void leave(
      Context current, State leaving, State failed, boolean connected, Consumer<Integer> result) {
    if (!is(current, leaving)) {
      return;
    }
    Consumer<Boolean> finish =
        sent -> {
          if (!is(current, leaving)) {
            return;
          }
          if (sent) {
            endContext(current);
            result.accept(EcmtUrcs.DONE);
          } else {
            keepAlive.stop();
            current.state = failed;
            result.accept(EcmtUrcs.FAILED);
          }
        };
    if (connected) {
      send(current, new Outgoing.Disconnect(), finish);
    } else {
      finish.accept(true);
    }
  }

  private void endContext(Context current) {
    keepAlive.stop();
    cancelRetry();
    dropLink(current);
    context = null;
    sendTask = false;
    receiveTask.end();
  }

  private static void dropLink(Context current) {
    BrokerLink link = current.link;
    if (link != null) {
      link.close();
      current.link = null;
    }
  }

  // ---- the link ----

  /** Hears of one link of one context. */
  private final class LinkListener implements BrokerLink.Listener {
    private final Context owner;
    private final Runnable success;
    private final Runnable failure;
    private @Nullable BrokerLink link;

    LinkListener(Context owner, Runnable success, Runnable failure) {
      this.owner = owner;
      this.success = success;
      this.failure = failure;
    }

    private boolean current() {
      return context == owner && owner.link == link;
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
        EcmtClient.this.received(owner, packet);
      }
    }

    @Override
    public void ended(boolean reset) {
      if (current()) {
        EcmtClient.this.ended(owner, reset);
      }
    }
  }

  private void ended(Context current, boolean reset) {
    BrokerLink link = current.link;
    current.peerReset |= reset;
    current.peerClosed = true;
    if (reset) {
      noticeEnd(current, link);
    } else {
      receiveTask.atEndOfSlice(() -> noticeEnd(current, link));
    }
  }

  /** Only a connected client looks at its link. */
  private void noticeEnd(Context current, @Nullable BrokerLink link) {
    if (is(current, State.CONNECTED) && current.link == link) {
      linkLost();
    }
  }

  private void linkLost() {
    Context current = context;
    if (current != null && current.state == State.CONNECTED) {
      urcs.linkLost();
      reconnect(current);
    }
  }

  private void reconnect(Context current) {
    keepAlive.stop();
    dropLink(current);
    current.state = State.CONNECTING;
    current.reconnects++;
    receiveTask.atEndOfSlice(() -> attempt(current));
  }

  private void attempt(Context current) {
    if (!is(current, State.CONNECTING)) {
      return;
    }
    Runnable failure = () -> attemptFailed(current);
    connectTcp(
        current,
        host(current),
        current.port,
        () -> {
          if (is(current, State.CONNECTING)) {
            sendConnect(current, failure);
          }
        },
        failure);
  }

  /** No URC; the keep alive's next ping fails and leads here again. Without one: for ever. */
  private void attemptFailed(Context current) {
    int seconds = current.settings.keepAliveSeconds();
    if (!is(current, State.CONNECTING)) {
      return;
    }
    dropLink(current);
    if (seconds > 0) {
      cancelRetry();
      retry = time.after(Duration.ofSeconds(seconds), () -> attempt(current));
    }
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private void ping() {
    Runnable ping = whenConnected(new Outgoing.Ping(), sent -> {});
    if (ping != null) {
      ping.run();
    }
  }

  private void received(Context current, Incoming packet) {
    keepAlive.received();
    if (packet instanceof Incoming.Message message) {
      urcs.message(message);
      if (message.qos() > 0) {
        acknowledge(message.qos() == 1 ? Outgoing.Step.PUBACK : Outgoing.Step.PUBREC, message.id());
      }
    } else if (packet instanceof Incoming.ConnAck connAck) {
      connectAnswered(current, connAck.returnCode());
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
    Runnable sending = whenConnected(new Outgoing.Acknowledge(step, id), sent -> {});
    if (sending != null) {
      sending.run();
    }
  }

  /** A refused client stays "connected", until the broker closes or it has tried too often. */
  private void connectAnswered(Context current, int returnCode) {
    urcs.connect(EcmtUrcs.DONE, returnCode);
    if (returnCode == 0) {
      current.reconnects = 0;
      return;
    }
    if (current.reconnects > MAX_RECONNECTS && current.state == State.CONNECTED) {
      send(current, new Outgoing.Disconnect(), sent -> {});
      keepAlive.stop();
      current.reconnects = 0;
      current.state = State.OPENED;
    } else {
      current.reconnects++;
    }
  }

  // ---- from outside ----

  /** Cuts the TCP connection, as a network that goes away does; the module notices at once. */
  public void cutLink() {
    Context current = context;
    BrokerLink link = current == null ? null : current.link;
    if (current != null && link != null) {
      link.abort();
      ended(current, true);
    }
  }

  /** Loses everything without a word, as a power cycle does. */
  public void powerOff() {
    Context current = context;
    if (current != null) {
      BrokerLink link = current.link;
      if (link != null) {
        link.abort();
        current.link = null;
      }
      endContext(current);
    }
    receiveTask.kill();
  }
}
