package io.github.modemqtt.at;

/**
 * Counters of an AT channel since it was opened.
 *
 * @param bytesReceived bytes read from the line
 * @param bytesSent bytes written to the line
 * @param commands commands sent, without the {@code AT} that the channel sends for itself
 * @param timeouts commands without an answer in time, and accepted ones without a result
 * @param resyncs successful resynchronisations, after a time-out or on request
 * @param unknownLines lines that nobody waited for
 * @param staleResults results that came for a command that had ended already
 * @param overrunBytes bytes thrown away because a line was too long, or because raw data was too
 *     long or did not come in full
 * @param droppedEvents events thrown away because the callback queue was full
 * @param wakeUps how often the module was woken before a command, see {@link WakeUp}
 */
public record AtStatistics(
    long bytesReceived,
    long bytesSent,
    long commands,
    long timeouts,
    long resyncs,
    long unknownLines,
    long staleResults,
    long overrunBytes,
    long droppedEvents,
    long wakeUps) {

  /** Nothing counted yet. */
  public static final AtStatistics NONE = new AtStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Adds the counters of another channel, as of the one that was open before.
   *
   * @param other the other counters
   * @return the sums
   */
  public AtStatistics plus(AtStatistics other) {
    return new AtStatistics(
        bytesReceived + other.bytesReceived,
        bytesSent + other.bytesSent,
        commands + other.commands,
        timeouts + other.timeouts,
        resyncs + other.resyncs,
        unknownLines + other.unknownLines,
        staleResults + other.staleResults,
        overrunBytes + other.overrunBytes,
        droppedEvents + other.droppedEvents,
        wakeUps + other.wakeUps);
  }
}
