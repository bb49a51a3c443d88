package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;
import java.util.List;

/**
 * A command as a person typed it, and what the module asks for with a prompt.
 *
 * @param command the command
 * @param promptData the data
 */
record PromptedCommand(RawCommand command, PromptData promptData)
    implements AtCommand<List<String>> {

  @Override
  public CommandLine line() {
    return command.line();
  }

  @Override
  public ReplyShape replyShape() {
    return command.replyShape();
  }

  @Override
  public Duration timeout() {
    return command.timeout();
  }

  @Override
  public List<String> decode(Reply reply) {
    return command.decode(reply);
  }
}
