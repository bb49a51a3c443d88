package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** DISC and CLOSE: both send DISCONNECT, close TCP and end the context. */
final class Leaving {
  private final ContextSlot slot;
  private final Connection connection;
  private final EcmtUrcs urcs;
  private final MqttAudit audit;

  Leaving(ContextSlot slot, Connection connection, EcmtUrcs urcs, MqttAudit audit) {
    this.slot = slot;
    this.connection = connection;
    this.urcs = urcs;
    this.audit = audit;
  }

  @Nullable Runnable disconnect() {
    Context current = slot.context;
    if (current == null || current.state.disconnect() != Treatment.WORKS) {
      return null;
    }
    boolean connected = current.state == State.CONNECTED;
    current.state = State.DISCONNECTING;
    return () ->
        connection
            .receiveTask()
            .atEndOfSlice(
                connected
                    ? () -> leave(current, State.DISCONNECT_FAILED, true, urcs::disconnect)
                    : () -> nothingToDisconnect(current));
  }

  private void nothingToDisconnect(Context current) {
    if (slot.is(current, State.DISCONNECTING)) {
      current.state = State.DISCONNECT_FAILED;
      urcs.disconnect(EcmtUrcs.FAILED);
    }
  }

  @Nullable Runnable close() {
    Context current = slot.context;
    if (current == null || current.state.close() != Treatment.WORKS) {
      return null;
    }
    boolean connected = current.state == State.CONNECTED;
    current.state = State.CLOSING;
    return () ->
        connection
            .receiveTask()
            .atEndOfSlice(() -> leave(current, State.CLOSE_FAILED, connected, urcs::close));
  }

  private void leave(Context current, State failed, boolean connected, Consumer<Integer> result) {
    State leaving = failed == State.CLOSE_FAILED ? State.CLOSING : State.DISCONNECTING;
    if (!slot.is(current, leaving)) {
      return;
    }
    Consumer<Boolean> finish =
        sent -> {
          if (!slot.is(current, leaving)) {
            return;
          }
          if (sent) {
            connection.end(current);
            audit.left();
            result.accept(EcmtUrcs.DONE);
          } else {
            connection.stopKeepAlive();
            current.state = failed;
            result.accept(EcmtUrcs.FAILED);
          }
        };
    if (connected) {
      connection.link().send(current, new Outgoing.Disconnect(), finish);
    } else {
      finish.accept(true);
    }
  }
}
