package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.transcript.Redaction;
import java.time.Duration;
import java.util.List;

/**
 * A command as a person typed it: every line before the final result code is its answer.
 *
 * @param text the command line
 * @param timeout how long the answer may take
 */
record RawCommand(String text, Duration timeout) implements AtCommand<List<String>> {

  RawCommand {
    CommandLine.of(text);
  }

  @Override
  public CommandLine line() {
    return CommandLine.of(text, Redaction.secretsIn(text));
  }

  @Override
  public ReplyShape replyShape() {
    return ReplyShape.text();
  }

  @Override
  public List<String> decode(Reply reply) {
    return reply.lines().stream().map(AtLine::text).toList();
  }

  @Override
  public String toString() {
    return "RawCommand[" + line() + "]";
  }
}
