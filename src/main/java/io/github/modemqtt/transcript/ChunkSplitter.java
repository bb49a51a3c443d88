package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a chunk into the steps that are easiest to read; together they are the chunk. */
final class ChunkSplitter {
  private static final int LINE_END = 2;

  /** What ends data after a prompt; line ends in it are data. */
  private static final int CTRL_Z = 0x1A;

  private static final int ESC = 0x1B;

  private ChunkSplitter() {}

  static List<Step> split(boolean fromHost, Content chunk, Optional<Duration> offset) {
    List<Step> steps = new ArrayList<>();
    int from = 0;
    while (from < chunk.length()) {
      int to = fromHost ? hostEnd(chunk, from) : moduleEnd(chunk, from);
      Content part = chunk.part(from, to);
      Optional<Duration> time = from == 0 ? offset : Optional.empty();
      steps.add(fromHost ? new HostSends(part, time) : new ModuleSends(part, time));
      from = to;
    }
    return steps;
  }

  private static int hostEnd(Content chunk, int from) {
    int last = chunk.symbol(chunk.length() - 1);
    if (last == CTRL_Z || last == ESC) {
      return chunk.length();
    }
    for (int at = from; at < chunk.length(); at++) {
      if (chunk.symbol(at) == '\r') {
        return chunk.isLineEnd(at) ? at + LINE_END : at + 1;
      }
    }
    return chunk.length();
  }

  private static int moduleEnd(Content chunk, int from) {
    if (!chunk.isLineEnd(from)) {
      return lineEnd(chunk, from);
    }
    int length = chunk.length();
    String prompt = TranscriptPrinter.PROMPT;
    if (chunk.isLineEnd(from + LINE_END)) {
      return from + LINE_END;
    }
    if (length - from == prompt.length() && chunk.startsWith(prompt, from)) {
      return length;
    }
    for (int at = from + LINE_END; at < length; at++) {
      if (endsLine(chunk, at)) {
        return at + LINE_END;
      }
    }
    return length;
  }

  /** A line that is no unit; if it looks like an echo, the line end after it begins the answer. */
  private static int lineEnd(Content chunk, int from) {
    boolean echo = chunk.startsWith("AT", from) || chunk.startsWith("at", from);
    for (int at = from; at < chunk.length(); at++) {
      if (chunk.isLineEnd(at)) {
        return echo && !endsLine(chunk, at) ? at : at + LINE_END;
      }
    }
    return chunk.length();
  }

  /** Whether the line end here is the last one of its line, and not the first of the next unit. */
  private static boolean endsLine(Content chunk, int at) {
    return chunk.isLineEnd(at)
        && (at + LINE_END == chunk.length() || chunk.isLineEnd(at + LINE_END));
  }
}
