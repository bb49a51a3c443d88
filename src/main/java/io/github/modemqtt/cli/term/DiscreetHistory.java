package io.github.modemqtt.cli.term;

import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** A history that forgets lines with secrets at once. */
final class DiscreetHistory extends DefaultHistory {
  private volatile boolean paused;

  /** Whether to keep nothing at all: passwords and data are no lines to repeat. */
  void pause(boolean on) {
    paused = on;
  }

  @Override
  public void add(Instant time, String line) {
    if (!paused && !Masking.hasSecret(line)) {
      super.add(time, line);
    }
  }
}
