package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.ReplayMismatchException.Place;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transcript as a replay needs it: the host's steps one by one, the module's as chunks.
 *
 * @param name names it in messages
 * @param turns what is sent, in order
 * @param end where the place after the last step is
 */
record ReplayScript(String name, List<Turn> turns, Place end) {

  /**
   * A step of the host, or a chunk of the module.
   *
   * @param gap the time since the turn before, as far as the transcript knows
   */
  record Turn(boolean fromHost, Content content, Duration gap, Place place) {}

  static ReplayScript of(String name, String text) {
    TranscriptParser.Parsed parsed = new TranscriptParser(text).parse();
    Assembler assembler = new Assembler();
    for (int i = 0; i < parsed.lines().size(); i++) {
      assembler.add(parsed.transcript().steps().get(i), parsed.lines().get(i));
    }
    return assembler.finish(name);
  }

  private static final class Assembler {
    private final List<Turn> turns = new ArrayList<>();
    private Duration lastOffset = Duration.ZERO;
    private boolean chunkEnded = true;
    private int stepNumber;
    private int lastLine;

    void add(Step step, int line) {
      lastLine = line;
      if (step instanceof HostSends sent) {
        turn(true, sent.content(), sent.offset(), line);
        chunkEnded = true;
      } else if (step instanceof ModuleSends sent) {
        module(sent, line);
      } else if (!(step instanceof Comment)) {
        chunkEnded = true;
      }
    }

    private void module(ModuleSends sent, int line) {
      if (chunkEnded || sent.offset().isPresent()) {
        turn(false, sent.content(), sent.offset(), line);
      } else {
        stepNumber++;
        Turn begun = turns.remove(turns.size() - 1);
        Content joined = Content.builder().content(begun.content()).content(sent.content()).build();
        turns.add(new Turn(false, joined, begun.gap(), begun.place()));
      }
      chunkEnded = false;
    }

    private void turn(boolean fromHost, Content content, Optional<Duration> offset, int line) {
      stepNumber++;
      Duration gap = offset.map(time -> time.minus(lastOffset)).orElse(Duration.ZERO);
      lastOffset = offset.orElse(lastOffset);
      turns.add(
          new Turn(
              fromHost,
              content,
              gap.isNegative() ? Duration.ZERO : gap,
              new Place(stepNumber, line)));
    }

    ReplayScript finish(String name) {
      return new ReplayScript(name, List.copyOf(turns), new Place(stepNumber + 1, lastLine + 1));
    }
  }
}
