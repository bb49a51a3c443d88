package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.network.Outgoing;
import io.github.modemqtt.emulator.internal.network.SendResult;
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
        atEndOfSlice(
            finished -> {
              if (connected) {
                leave(current, State.DISCONNECT_FAILED, true, urcs::disconnect, finished);
              } else {
                nothingToDisconnect(current);
                finished.run();
              }
            });
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
        atEndOfSlice(
            finished -> leave(current, State.CLOSE_FAILED, connected, urcs::close, finished));
  }

  /** In its turn, the send task waits for the client, which the receive task keeps to itself. */
  private void atEndOfSlice(SendTask.Job job) {
    connection
        .sendTask()
        .add(finished -> connection.receiveTask().atEndOfSlice(() -> job.start(finished)));
  }

  private void leave(
      Context current,
      State failed,
      boolean connected,
      Consumer<Integer> result,
      Runnable finished) {
    State leaving = failed == State.CLOSE_FAILED ? State.CLOSING : State.DISCONNECTING;
    if (!slot.is(current, leaving)) {
      finished.run();
      return;
    }
    Consumer<SendResult> finish =
        sent -> {
          if (!slot.is(current, leaving)) {
            finished.run();
          } else if (sent == SendResult.TAKEN) {
            connection.end(current);
            audit.left();
            result.accept(EcmtUrcs.DONE);
          } else {
            connection.stopKeepAlive();
            current.state = failed;
            result.accept(EcmtUrcs.FAILED);
            finished.run();
          }
        };
    if (connected) {
      connection.link().send(current, new Outgoing.Disconnect(), finish);
    } else {
      finish.accept(SendResult.TAKEN);
    }
  }
}
