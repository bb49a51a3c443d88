package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.at.ReplyShape.Field;

/**
 * Query the state of the connection: {@code AT+ECMTCONN?}.
 *
 * <p>Answers {@code +ECMTCONN:0,<n>}, or only {@code OK} if nothing was configured or opened.
 */
public record EcmtConnectQuery() implements AtCommand<EcmtConnectQuery.State> {

  /** What the module says of its connection. */
  public enum State {
    /** There is none: after power-on, close, disconnect, or a failed open. */
    NONE,
    /** Configured, opening, opened, or failed to connect: the module tells them not apart. */
    NOT_CONNECTED,
    /** Connecting, or reconnecting by itself. */
    CONNECTING,
    /** CONNECT was sent, and the link is not known to be lost. */
    CONNECTED,
    /** Disconnecting, or closed. */
    DISCONNECTED
  }

  @Override
  public CommandLine line() {
    return CommandLine.of("AT+ECMTCONN?");
  }

  @Override
  public ReplyShape replyShape() {
    return ReplyShape.line("+ECMTCONN", Field.NUMBER, Field.NUMBER);
  }

  @Override
  public State decode(Reply reply) {
    if (reply.lines().isEmpty()) {
      return State.NONE;
    }
    FieldReader fields = reply.line().fields();
    fields.nextInt();
    int state = fields.nextInt();
    return switch (state) {
      case 1 -> State.NOT_CONNECTED;
      case 2 -> State.CONNECTING;
      case 3 -> State.CONNECTED;
      case 4 -> State.DISCONNECTED;
      default -> throw new ReplyFormatException(reply.command(), "unknown state " + state);
    };
  }
}
