package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.network.BrokerConnector;
import io.github.modemqtt.emulator.internal.network.BrokerLink;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The module's MQTT client, as its commands see it.
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
 * <p>Which command is treated how in which state is the table in {@link State}; what happens on the
 * way to the broker and back is {@link Connection}.
 *
 * <p>The methods named after commands return what remains to be done after {@code OK}, or {@code
 * null} if the command is refused. Used in the module's own time only.
 */
public final class EcmtClient {
  private static final Runnable NOTHING = () -> {};

  private final ContextSlot slot = new ContextSlot();
  private final EcmtUrcs urcs;
  private final MqttAudit audit;
  private final Connection connection;
  private final Exchanges exchanges;
  private final Leaving leaving;

  /**
   * Creates a client without a context.
   *
   * @param time the module's time
   * @param delays the waits of the firmware
   * @param connector the way to brokers
   * @param hasAddress whether the network gave the module an address
   * @param urcs takes the URCs
   * @param audit watches the host
   * @param secondConnectResult how long a false result of CONN stands, or zero for none
   */
  public EcmtClient(
      ModuleTime time,
      FirmwareDelays delays,
      BrokerConnector connector,
      BooleanSupplier hasAddress,
      Urcs urcs,
      MqttAudit audit,
      Duration secondConnectResult) {
    this.urcs = new EcmtUrcs(urcs, audit);
    this.audit = audit;
    connection =
        new Connection(
            time, delays, connector, hasAddress, slot, this.urcs, audit, secondConnectResult);
    exchanges = new Exchanges(slot, connection, this.urcs, audit);
    leaving = new Leaving(slot, connection, this.urcs, audit);
  }

  SendTask sendTask() {
    return connection.sendTask();
  }

  MqttAudit audit() {
    return audit;
  }

  @Nullable Context context() {
    return slot.context;
  }

  Context contextForConfiguration() {
    audit.setting();
    return slot.orCreate();
  }

  // ---- OPEN ----

  /** Whether an OPEN now would start the tasks, for which it sleeps before {@code OK}. */
  boolean openStartsTasks() {
    return connection.link().hasAddress()
        && !slot.sendTask
        && !connection.receiveTask().lingers()
        && slot.state().open() == Treatment.WORKS;
  }

  @Nullable Runnable open(String host, int port) {
    if (!connection.link().hasAddress()) {
      return null;
    }
    if (slot.state().open() == Treatment.IDLE) {
      audit.ignored();
      return NOTHING;
    }
    audit.opening();
    Context current = slot.orCreate();
    if (connection.receiveTask().lingers()) {
      // Goes into the queue of a task that has ended: nobody will ever read it.
      return NOTHING;
    }
    slot.sendTask = true;
    current.state = State.OPENING;
    current.host = host;
    current.port = port;
    return () -> open(current);
  }

  private void open(Context current) {
    connection.link().drop(current);
    if (current.settings.tls) {
      openFailed(current);
    } else {
      connection.link().connect(current, () -> opened(current), () -> openFailed(current));
    }
  }

  private void opened(Context current) {
    if (slot.is(current, State.OPENING)) {
      current.state = State.OPENED;
      connection.sendTask().clear();
      urcs.open(EcmtUrcs.DONE);
      if (current.connectQueued) {
        current.connectQueued = false;
        connection.start(current);
      }
    }
  }

  private void openFailed(Context current) {
    if (slot.is(current, State.OPENING)) {
      connection.end(current);
      urcs.open(EcmtUrcs.FAILED);
    }
  }

  // ---- CONN ----

  @Nullable Runnable connect(
      @Nullable String clientId, @Nullable String user, @Nullable String password) {
    Context current = slot.context;
    Treatment treatment = slot.state().connect();
    if (current == null || treatment == Treatment.REFUSED) {
      return null;
    }
    if (treatment == Treatment.WORKS) {
      current.setCredentials(clientId, user, password);
      return () -> connection.start(current);
    }
    if (current.state == State.OPENING) {
      audit.connectingTooEarly();
      current.setCredentials(clientId, user, password);
      current.connectQueued = true;
    } else {
      audit.ignored();
    }
    return NOTHING;
  }

  // ---- SUB, UNS, PUB, DISC, CLOSE ----

  @Nullable Runnable subscribe(int id, String filter, int qos) {
    return exchanges.subscribe(id, filter, qos);
  }

  @Nullable Runnable unsubscribe(int id, String filter) {
    return exchanges.unsubscribe(id, filter);
  }

  @Nullable Runnable publish(int id, int qos, boolean retain, String topic, byte[] payload) {
    return exchanges.publish(id, qos, retain, topic, payload);
  }

  @Nullable Runnable disconnect() {
    return leaving.disconnect();
  }

  @Nullable Runnable close() {
    return leaving.close();
  }

  // ---- from outside ----

  /**
   * Whether the send task lives, from the first OPEN to the end of the context; it allows light
   * sleep only.
   *
   * @return whether it lives
   */
  public boolean sendTaskLives() {
    return slot.sendTask;
  }

  /** Cuts the TCP connection, as a network that goes away does; the module notices at once. */
  public void cutLink() {
    Context current = slot.context;
    BrokerLink link = current == null ? null : current.link;
    if (current != null && link != null) {
      link.abort();
      connection.ended(current, true);
    }
  }

  /**
   * Reports the next CONNECT as refused, and its TCP connection as closed.
   *
   * @param code the broker's return code
   */
  public void refuseNextConnect(int code) {
    connection.incoming().refuseNext(code);
  }

  /** Stays connecting for ever, from now on or from the next CONN on. */
  public void getStuck() {
    connection.getStuck();
  }

  /** Loses everything without a word, as a power cycle does. */
  public void powerOff() {
    // The tasks first: what waits for them must not say anything any more.
    connection.powerOff();
    Context current = slot.context;
    if (current != null) {
      BrokerLink link = current.link;
      if (link != null) {
        link.abort();
        current.link = null;
      }
      connection.end(current);
    }
    audit.poweredOff();
  }
}
