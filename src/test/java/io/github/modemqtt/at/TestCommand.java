package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command made of its parts; its reply are the lines' texts with {@code /} between them. */
record TestCommand(
    CommandLine line,
    ReplyShape replyShape,
    FinalCodes finalCodes,
    Duration timeout,
    @Nullable PromptData promptData)
    implements AtCommand<String> {

  static TestCommand of(String text) {
    return of(CommandLine.of(text));
  }

  static TestCommand of(CommandLine line) {
    return new TestCommand(line, ReplyShape.none(), FinalCodes.STANDARD, Bench.LONG, null);
  }

  TestCommand replying(ReplyShape shape) {
    return new TestCommand(line, shape, finalCodes, timeout, promptData);
  }

  TestCommand endedBy(FinalCodes codes) {
    return new TestCommand(line, replyShape, codes, timeout, promptData);
  }

  TestCommand within(Duration duration) {
    return new TestCommand(line, replyShape, finalCodes, duration, promptData);
  }

  TestCommand prompting(String data) {
    return new TestCommand(
        line, replyShape, finalCodes, timeout, PromptData.endedByCtrlZ(data.getBytes(ISO_8859_1)));
  }

  @Override
  public String decode(Reply reply) {
    return reply.lines().stream().map(AtLine::text).collect(Collectors.joining("/"));
  }
}
