package io.github.modemqtt.at;

import java.util.concurrent.atomic.LongAdder;

/** What is counted; guarded by the channel's lock unless it says otherwise. */
final class Counters {
  long bytesReceived;
  long bytesSent;
  long commands;
  long timeouts;
  long resyncs;
  long unknownLines;
  long staleResults;
  long overrunBytes;
  long wakeUps;

  /** Counted without the lock. */
  final LongAdder droppedEvents = new LongAdder();

  AtStatistics snapshot() {
    return new AtStatistics(
        bytesReceived,
        bytesSent,
        commands,
        timeouts,
        resyncs,
        unknownLines,
        staleResults,
        overrunBytes,
        droppedEvents.sum(),
        wakeUps);
  }
}
