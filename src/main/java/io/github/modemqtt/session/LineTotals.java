package io.github.modemqtt.session;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The counters of all lines of a client, one after the other. Thread-safe.
 *
 * <p>A line counts as the open one until its end was added up: nobody sees the sums go back.
 */
final class LineTotals {
  private AtStatistics ended = AtStatistics.NONE;
  private @Nullable AtChannel open;

  synchronized void opened(AtChannel channel) {
    open = channel;
  }

  /** A channel was closed; what it has counted until its last byte stays. */
  synchronized void closed(AtChannel channel) {
    if (channel == open) {
      ended = ended.plus(channel.statistics());
      open = null;
    }
  }

  synchronized AtStatistics now() {
    return open == null ? ended : ended.plus(open.statistics());
  }
}
