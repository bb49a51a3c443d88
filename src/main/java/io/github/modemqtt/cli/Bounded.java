package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FinalCodes;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;

/**
 * A command that is only asked for what the module knows already, with less patience.
 *
 * @param command the command
 * @param timeout how long the answer may take
 */
record Bounded<R>(AtCommand<R> command, Duration timeout) implements AtCommand<R> {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static <R> Bounded<R> of(AtCommand<R> command) {
    Duration own = command.timeout();
    return new Bounded<>(command, own.compareTo(LIMIT) < 0 ? own : LIMIT);
  }

  @Override
  public CommandLine line() {
    return command.line();
  }

  @Override
  public ReplyShape replyShape() {
    return command.replyShape();
  }

  @Override
  public FinalCodes finalCodes() {
    return command.finalCodes();
  }

  @Override
  public R decode(Reply reply) {
    return command.decode(reply);
  }
}
