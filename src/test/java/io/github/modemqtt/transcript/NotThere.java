package io.github.modemqtt.transcript;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;

/** A command that no module has. */
record NotThere() implements AtCommand<Integer> {
  @Override
  public CommandLine line() {
    return CommandLine.of("AT+NOTTHERE");
  }

  @Override
  public ReplyShape replyShape() {
    return ReplyShape.text();
  }

  @Override
  public Integer decode(Reply reply) {
    return reply.lines().size();
  }
}
