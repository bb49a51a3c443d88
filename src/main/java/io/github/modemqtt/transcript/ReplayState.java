package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.ReplayScript.Turn;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a replay is. Not thread-safe. */
final class ReplayState {
  private static final String NOTHING = "nothing";
  private static final int SHOWN_BYTES = 1024;

  /** Bytes of the module that may be read from a moment on. */
  private record Output(byte[] bytes, long dueNanos, Turn turn) {}

  private final ReplayScript script;
  private final double timeScale;
  private final Map<String, byte[]> bindings = new HashMap<>();
  private final ArrayDeque<Output> outputs = new ArrayDeque<>();
  private int nextTurn;
  private int outputRead;
  private long lastNanos;
  private @Nullable StepMatcher matcher;
  private @Nullable ReplayMismatchException failure;

  ReplayState(ReplayScript script, double timeScale) {
    this.script = script;
    this.timeScale = timeScale;
  }

  /** Plays the module up to where the host has to go on. */
  void advance(long now) {
    lastNanos = Math.max(lastNanos, now);
    while (nextTurn < script.turns().size() && !script.turns().get(nextTurn).fromHost()) {
      Turn turn = script.turns().get(nextTurn++);
      lastNanos += Math.round(turn.gap().toNanos() * timeScale);
      outputs.add(new Output(bytes(turn.content()), lastNanos, turn));
    }
    matcher =
        nextTurn < script.turns().size()
            ? new StepMatcher(script.turns().get(nextTurn).content(), bindings)
            : null;
  }

  private byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < content.length(); i++) {
      if (content.isPlaceholder(i)) {
        bytes.writeBytes(bindings.getOrDefault(content.placeholder(i).name(), new byte[0]));
      } else {
        bytes.write(content.symbol(i));
      }
    }
    return bytes.toByteArray();
  }

  /** Compares what the host writes; throws at the first byte that differs. */
  void write(byte[] data, int offset, int length, long now) {
    throwFailure();
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (matcher != null && matcher.accept(data[i])) {
        stepDone(now);
      } else if (matcher != null && matcher.isComplete()) {
        stepDone(now);
        i--;
      } else {
        failure = mismatch(data, i, end - i);
        throw failure;
      }
    }
    if (matcher != null) {
      matcher.pause();
      stepDone(now);
    }
  }

  /** A number at the end of a step is complete only when something else follows it. */
  private void stepDone(long now) {
    if (matcher != null && matcher.isComplete()) {
      nextTurn++;
      advance(now);
    }
  }

  private ReplayMismatchException mismatch(byte[] data, int offset, int length) {
    int shown = Math.min(length, SHOWN_BYTES);
    if (matcher == null) {
      String got = redacted(Arrays.copyOfRange(data, offset, offset + shown), 0).get(1);
      return new ReplayMismatchException(
          "The program sent more than transcript " + script.name(), script.end(), NOTHING, got, 0);
    }
    Turn turn = script.turns().get(nextTurn);
    List<String> expected = expected(matcher, turn.content());
    byte[] sent = matcher.acceptedAnd(data, offset, shown);
    String same = expected.get(0);
    return new ReplayMismatchException(
        "The program sent something else than transcript " + script.name(),
        turn.place(),
        same + expected.get(1),
        same + redacted(sent, matcher.matchedBytes()).get(1),
        same.length());
  }

  /** The part of a step that has come, and the rest of it. */
  private static List<String> expected(StepMatcher matcher, Content content) {
    Content matched = matcher.matched();
    if (content.isExact()) {
      return redacted(content.bytes(), matched.length());
    }
    Content rest = content.part(matched.length(), content.length());
    return List.of(matched.toString(), rest.toString());
  }

  /** The bytes before an index and those after it, without secrets: they go into a message. */
  private static List<String> redacted(byte[] bytes, int index) {
    List<RecordedChunk> chunks =
        List.of(
            new RecordedChunk(true, Arrays.copyOf(bytes, index), Duration.ZERO),
            new RecordedChunk(true, Arrays.copyOfRange(bytes, index, bytes.length), Duration.ZERO));
    return new Redactor(Redaction.secretsOnly())
        .redact(chunks).stream().map(Content::toString).toList();
  }

  Optional<ReplayMismatchException> failure() {
    return Optional.ofNullable(failure);
  }

  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** The nanoseconds until something can be read; negative if nothing is planned. */
  long untilOutput(long now) {
    Output output = outputs.peek();
    return output == null ? -1 : Math.max(0, output.dueNanos() - now);
  }

  /** Reads from the chunk that is due; there must be one. */
  int read(byte[] buffer, int offset, int length) {
    Output output = outputs.element();
    int count = Math.min(length, output.bytes().length - outputRead);
    System.arraycopy(output.bytes(), outputRead, buffer, offset, count);
    outputRead += count;
    if (outputRead == output.bytes().length) {
      outputs.remove();
      outputRead = 0;
    }
    return count;
  }

  /** The first step that was not played, if any. */
  Optional<ReplayMismatchException> incomplete(long now) {
    if (failure != null) {
      return Optional.of(failure);
    }
    for (Output output : outputs) {
      if (output.dueNanos() > now) {
        return Optional.of(unplayed(output.turn()));
      }
    }
    return nextTurn == script.turns().size()
        ? Optional.empty()
        : Optional.of(unplayed(script.turns().get(nextTurn)));
  }

  private ReplayMismatchException unplayed(Turn turn) {
    StepMatcher begunStep = matcher;
    List<String> expected =
        turn.fromHost() && begunStep != null
            ? expected(begunStep, turn.content())
            : List.of("", turn.content().toString());
    String begun = expected.get(0);
    return new ReplayMismatchException(
        "The program ended before transcript " + script.name(),
        turn.place(),
        begun + expected.get(1),
        begun.isEmpty() ? NOTHING : begun,
        begun.length());
  }
}
