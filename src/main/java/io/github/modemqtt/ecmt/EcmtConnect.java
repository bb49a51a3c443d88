package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import java.time.Duration;

/**
 * Connect to the broker: {@code AT+ECMTCONN=<connection>,"<client id>","<user>","<password>"}.
 *
 * <p>All three are always sent, because the firmware takes over none of them unless all three are
 * there ({@code mqtt_client_connect}): CONNECT would go out with what it used before, at first an
 * empty client id. None may be empty. It must not be sent before {@code +ECMTOPEN: 0,0}. With echo
 * on, the module sends the password back over the line. A result that touches a received message is
 * not taken: before the broker has accepted there are no messages.
 *
 * @param connectionId the connection, 0
 * @param clientId the client id
 * @param user the user name; any text for a broker that asks for none
 * @param password the password; any text for a broker that asks for none
 * @param limits the firmware's limits
 */
public record EcmtConnect(
    int connectionId, String clientId, String user, String password, EcmtLimits limits)
    implements DeferredCommand<ConnectResult> {
  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    EcmtParameters.requireText("client id", clientId, limits.clientId());
    EcmtParameters.requireText("user name", user, limits.user());
    EcmtParameters.requireText("password", password, limits.password());
    return CommandLine.startingWith("AT+ECMTCONN=")
        .number(connectionId)
        .quoted("client id", clientId)
        .quoted("user name", user)
        .secret("password", password)
        .build();
  }

  @Override
  public UrcType<ConnectResult> resultType() {
    return EcmtUrcs.CONNECT;
  }

  @Override
  public boolean isResult(ConnectResult urc) {
    return urc.connectionId() == connectionId && !urc.ambiguous();
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.connect();
  }

  @Override
  public String toString() {
    return "EcmtConnect[connectionId="
        + connectionId
        + ", clientId="
        + clientId
        + ", user="
        + user
        + ", password=***]";
  }
}
