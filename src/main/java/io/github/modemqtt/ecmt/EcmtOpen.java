package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.OpenResult;
import java.time.Duration;

/**
 * Open the TCP connection: {@code AT+ECMTOPEN=<connection>,"<host>",<port>}.
 *
 * <p>Needs a network address, else {@code +CME ERROR: 3}. The first one takes about 1 s to its
 * {@code OK}. When the connection is open already, or being opened, the module answers {@code OK}
 * and nothing else ever. A result that touches a received message is not taken: without a
 * connection there are no messages, so the module did not say it.
 *
 * @param connectionId the connection, 0
 * @param host host name or IPv4 address; the firmware has no IPv6
 * @param port 1 to 65535
 * @param limits the firmware's limits
 */
public record EcmtOpen(int connectionId, String host, int port, EcmtLimits limits)
    implements DeferredCommand<OpenResult> {
  private static final int MAX_PORT = 65_535;

  @Override
  public CommandLine line() {
    EcmtParameters.requireConnection(connectionId);
    EcmtParameters.requireText("broker host", host, limits.host());
    requireNoIpv6(host);
    requirePort(port);
    return CommandLine.startingWith("AT+ECMTOPEN=")
        .number(connectionId)
        .quoted("broker host", host)
        .number(port)
        .build();
  }

  private static void requireNoIpv6(String host) {
    if (host.indexOf(':') >= 0) {
      throw new ParameterException(
          "broker host",
          "is an IPv6 address, and the module's firmware connects over IPv4 only",
          "give a host name that has an IPv4 address, or that address");
    }
  }

  private static void requirePort(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("Port " + port + " is not within 1 to 65535");
    }
  }

  @Override
  public UrcType<OpenResult> resultType() {
    return EcmtUrcs.OPEN;
  }

  @Override
  public boolean isResult(OpenResult urc) {
    return urc.connectionId() == connectionId && !urc.ambiguous();
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.open();
  }
}
