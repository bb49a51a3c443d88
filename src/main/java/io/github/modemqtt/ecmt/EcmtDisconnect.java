package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.DisconnectResult;
import java.time.Duration;

/**
 * Disconnect from the broker: {@code AT+ECMTDISC=<connection>}.
 *
 * <p>Sends DISCONNECT, closes the TCP connection too, and forgets all settings. The result comes up
 * to some seconds after {@code OK}, because the firmware waits for its receiver. A following open
 * needs a pause of about a second.
 *
 * @param connectionId the connection, 0
 */
public record EcmtDisconnect(int connectionId) implements DeferredCommand<DisconnectResult> {
  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    return CommandLine.startingWith("AT+ECMTDISC=").number(connectionId).build();
  }

  @Override
  public UrcType<DisconnectResult> resultType() {
    return EcmtUrcs.DISCONNECT;
  }

  @Override
  public boolean isResult(DisconnectResult urc) {
    return urc.connectionId() == connectionId;
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.end();
  }
}
