package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command with a result that comes later, told by a message id. */
record Publish(int id, Duration timeout, Duration resultTimeout, @Nullable PromptData promptData)
    implements DeferredCommand<Publish.Result> {

  /** The result URC {@code +PUB: <id>,<result>}. */
  record Result(int id, int result) {}

  static final UrcType<Result> RESULT =
      UrcType.line(
          "+PUB",
          line -> {
            FieldReader fields = line.fields();
            return new Result(fields.nextInt(), fields.nextInt());
          });

  static Publish of(int id) {
    return new Publish(id, Bench.LONG, Bench.LONG, null);
  }

  Publish resultWithin(Duration duration) {
    return new Publish(id, timeout, duration, promptData);
  }

  Publish within(Duration duration) {
    return new Publish(id, duration, resultTimeout, promptData);
  }

  Publish prompting(String data) {
    return new Publish(
        id, timeout, resultTimeout, PromptData.endedByCtrlZ(data.getBytes(ISO_8859_1)));
  }

  @Override
  public CommandLine line() {
    return CommandLine.startingWith("AT+PUB=").number(id).build();
  }

  @Override
  public UrcType<Result> resultType() {
    return RESULT;
  }

  @Override
  public boolean isResult(Result urc) {
    return urc.id() == id;
  }
}
