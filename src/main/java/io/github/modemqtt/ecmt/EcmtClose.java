package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.CloseResult;
import java.time.Duration;

/**
 * Close the TCP connection: {@code AT+ECMTCLOSE=<connection>}.
 *
 * <p>Sends DISCONNECT first if the module is connected, and forgets all settings. The result comes
 * up to some seconds after {@code OK}. A following open needs a pause of about a second.
 *
 * @param connectionId the connection, 0
 */
public record EcmtClose(int connectionId) implements DeferredCommand<CloseResult> {
  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    return CommandLine.startingWith("AT+ECMTCLOSE=").number(connectionId).build();
  }

  @Override
  public UrcType<CloseResult> resultType() {
    return EcmtUrcs.CLOSE;
  }

  @Override
  public boolean isResult(CloseResult urc) {
    return urc.connectionId() == connectionId;
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.end();
  }
}
