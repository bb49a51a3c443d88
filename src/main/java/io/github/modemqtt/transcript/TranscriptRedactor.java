package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Redactor.Piece;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Takes the secrets out of a whole transcript; see {@link Transcript#redacted}. */
final class TranscriptRedactor {
  private final Redactor redactor;
  private final List<Step> steps = new ArrayList<>();

  /** The times of steps of which nothing is left, because all of it went to the next one. */
  private Optional<Duration> hostTime = Optional.empty();

  private Optional<Duration> moduleTime = Optional.empty();

  TranscriptRedactor(Redaction redaction) {
    this.redactor = new Redactor(redaction);
  }

  Transcript redact(Transcript transcript) {
    List<Piece> pieces = new ArrayList<>();
    for (Step step : transcript.steps()) {
      if (step instanceof HostSends sent) {
        pieces.add(new Piece(true, sent.content()));
      } else if (step instanceof ModuleSends sent) {
        pieces.add(new Piece(false, sent.content()));
      }
    }
    Iterator<Content> contents = redactor.redactPieces(pieces).iterator();
    for (Step step : transcript.steps()) {
      add(step, contents);
    }
    return new Transcript(transcript.header(), steps);
  }

  private void add(Step step, Iterator<Content> contents) {
    if (step instanceof HostSends sent) {
      Content content = contents.next();
      Optional<Duration> time = hostTime.or(sent::offset);
      hostTime = content.length() == 0 ? time : Optional.empty();
      if (content.length() > 0) {
        steps.add(new HostSends(content, time));
      }
    } else if (step instanceof ModuleSends sent) {
      Content content = contents.next();
      Optional<Duration> time = moduleTime.or(sent::offset);
      moduleTime = content.length() == 0 ? time : Optional.empty();
      if (content.length() > 0) {
        steps.add(new ModuleSends(content, time));
      }
    } else if (step instanceof Comment comment) {
      steps.add(new Comment(redactor.redactRemark(comment.text())));
    } else {
      steps.add(step);
    }
  }
}
