package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.at.ReplyShape.Field;
import io.github.modemqtt.mqtt.BrokerAddress;
import java.util.Optional;

/**
 * Query the open connection: {@code AT+ECMTOPEN?}.
 *
 * <p>Answers {@code +ECMTOPEN:0,"<host>",<port>}, or only {@code OK} if there is none.
 */
public record EcmtOpenQuery() implements AtCommand<Optional<BrokerAddress>> {

  @Override
  public CommandLine line() {
    return CommandLine.of("AT+ECMTOPEN?");
  }

  @Override
  public ReplyShape replyShape() {
    return ReplyShape.line("+ECMTOPEN", Field.NUMBER, Field.STRING, Field.NUMBER);
  }

  @Override
  public Optional<BrokerAddress> decode(Reply reply) {
    return reply.lines().stream().findFirst().map(line -> address(reply.command(), line));
  }

  private static BrokerAddress address(String command, AtLine line) {
    FieldReader fields = line.fields();
    fields.nextInt();
    try {
      return new BrokerAddress(fields.nextText(), fields.nextInt());
    } catch (IllegalArgumentException e) {
      throw new ReplyFormatException(command, String.valueOf(e.getMessage()));
    }
  }
}
