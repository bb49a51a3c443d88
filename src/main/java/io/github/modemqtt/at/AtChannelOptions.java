package io.github.modemqtt.at;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How an AT channel behaves.
 *
 * @param queueCapacity how many commands may wait for the line, urgent ones included, and how many
 *     results of accepted commands may be awaited; further ones are refused with {@link
 *     QueueFullException}
 * @param lineLimitBytes the longest line, received message or raw data; a longer one is thrown away
 *     and counted. The EC616 sends at most 4,096 bytes in one piece
 * @param unitSilence how long nothing must come for a received message to be complete, beside the
 *     time of 20 characters at the line's rate. A USB adapter delivers in packets (an FTDI one
 *     waits up to 16 ms), so well above that
 * @param probeTimeout how long one {@code AT} may take while the channel looks whether the module
 *     answers; one that verifies an answer may take as long as the command if that is longer
 * @param probes how many {@code AT} are sent before the module counts as gone
 * @param resyncQuiet how long nothing must come after a time-out before the next command is sent,
 *     so that a late answer is not taken for its answer; before the first command of a channel at
 *     most 100 ms, if the module answers each {@code AT}
 * @param writeTimeout how long a write may take before the line counts as lost
 * @param callbackExecutor runs URC handlers and completes the futures of {@link AtChannel#submit};
 *     {@code null} for a thread of the channel's own with a queue of {@link #callbackCapacity}. An
 *     executor that runs in place is allowed for handlers that never block
 * @param callbackCapacity how many events may wait for the channel's own callback thread; the
 *     newest is thrown away and counted when they are more
 * @param commandLimit no command may take longer than this, whatever its own time-out; {@code null}
 *     for no such limit. The time-outs of the commands are a little above the firmware's own
 *     guards, of up to minutes; who knows the module to be quick finds a dead one sooner
 * @param wakeUp how a module that may sleep is woken before a command; {@code null} for one that
 *     never sleeps, or loses nothing when it does
 */
public record AtChannelOptions(
    int queueCapacity,
    int lineLimitBytes,
    Duration unitSilence,
    Duration probeTimeout,
    int probes,
    Duration resyncQuiet,
    Duration writeTimeout,
    @Nullable Executor callbackExecutor,
    int callbackCapacity,
    @Nullable Duration commandLimit,
    @Nullable WakeUp wakeUp) {

  /**
   * Refuses numbers and times that make no sense.
   *
   * @param queueCapacity how many commands may wait, at least 1
   * @param lineLimitBytes the longest line, at least 2
   * @param unitSilence the silence after a received message
   * @param probeTimeout how long one {@code AT} may take
   * @param probes how many {@code AT} are sent, at least 1
   * @param resyncQuiet the silence after a time-out
   * @param writeTimeout how long a write may take
   * @param callbackExecutor runs what the user gave, or {@code null}
   * @param callbackCapacity how many events may wait, at least 1
   * @param commandLimit how long a command may take at most, positive, or {@code null}
   * @param wakeUp how a module that may sleep is woken, or {@code null}
   * @throws IllegalArgumentException if a number is too small, or a time is negative
   */
  public AtChannelOptions {
    requireAtLeast("queueCapacity", queueCapacity, 1);
    requireAtLeast("lineLimitBytes", lineLimitBytes, 2);
    requireAtLeast("probes", probes, 1);
    requireAtLeast("callbackCapacity", callbackCapacity, 1);
    requireNotNegative("unitSilence", unitSilence);
    requireNotNegative("probeTimeout", probeTimeout);
    requireNotNegative("resyncQuiet", resyncQuiet);
    requireNotNegative("writeTimeout", writeTimeout);
    if (commandLimit != null && (commandLimit.isZero() || commandLimit.isNegative())) {
      throw new IllegalArgumentException("commandLimit " + commandLimit + " is not positive");
    }
  }

  /**
   * Options for a module that is never woken, without a limit for commands.
   *
   * @param queueCapacity how many commands may wait, at least 1
   * @param lineLimitBytes the longest line, at least 2
   * @param unitSilence the silence after a received message
   * @param probeTimeout how long one {@code AT} may take
   * @param probes how many {@code AT} are sent, at least 1
   * @param resyncQuiet the silence after a time-out
   * @param writeTimeout how long a write may take
   * @param callbackExecutor runs what the user gave, or {@code null}
   * @param callbackCapacity how many events may wait, at least 1
   * @throws IllegalArgumentException if a number is too small, or a time is negative
   */
  public AtChannelOptions(
      int queueCapacity,
      int lineLimitBytes,
      Duration unitSilence,
      Duration probeTimeout,
      int probes,
      Duration resyncQuiet,
      Duration writeTimeout,
      @Nullable Executor callbackExecutor,
      int callbackCapacity) {
    this(
        queueCapacity,
        lineLimitBytes,
        unitSilence,
        probeTimeout,
        probes,
        resyncQuiet,
        writeTimeout,
        callbackExecutor,
        callbackCapacity,
        null,
        null);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " " + value + " is negative");
    }
  }

  /** Twenty characters of eight bits with start and stop bit. */
  private static final int BITS_OF_SILENCE = 200;

  /** Sensible values for a module on a serial port. */
  public static final AtChannelOptions DEFAULTS =
      new AtChannelOptions(
          64,
          8192,
          Duration.ofMillis(60),
          Duration.ofSeconds(1),
          10,
          Duration.ofMillis(300),
          Duration.ofSeconds(10),
          null,
          1024);

  /**
   * The same options with another executor for callbacks.
   *
   * @param executor the executor
   * @return the options
   */
  public AtChannelOptions withCallbackExecutor(Executor executor) {
    return new AtChannelOptions(
        queueCapacity,
        lineLimitBytes,
        unitSilence,
        probeTimeout,
        probes,
        resyncQuiet,
        writeTimeout,
        executor,
        callbackCapacity,
        commandLimit,
        wakeUp);
  }

  /**
   * The same options with other times for finding out whether the module answers.
   *
   * @param timeout how long one {@code AT} may take
   * @param count how many are sent
   * @param quiet how long nothing must come after the answer
   * @return the options
   */
  public AtChannelOptions withProbing(Duration timeout, int count, Duration quiet) {
    return new AtChannelOptions(
        queueCapacity,
        lineLimitBytes,
        unitSilence,
        timeout,
        count,
        quiet,
        writeTimeout,
        callbackExecutor,
        callbackCapacity,
        commandLimit,
        wakeUp);
  }

  /**
   * The same options for a module that may sleep: see {@link WakeUp}.
   *
   * @param idle how long nothing was written before the module may sleep
   * @param patience how long {@code AT} is sent before the module counts as one that does not
   *     answer
   * @return the options
   * @throws IllegalArgumentException if a time is not positive
   */
  public AtChannelOptions withWakeUp(Duration idle, Duration patience) {
    return withWakeUp(new WakeUp(idle, WakeUp.DEFAULT_INTERVAL, patience));
  }

  /**
   * The same options with another way to wake the module.
   *
   * @param how the way, or {@code null} for a module that is never woken
   * @return the options
   */
  public AtChannelOptions withWakeUp(@Nullable WakeUp how) {
    return new AtChannelOptions(
        queueCapacity,
        lineLimitBytes,
        unitSilence,
        probeTimeout,
        probes,
        resyncQuiet,
        writeTimeout,
        callbackExecutor,
        callbackCapacity,
        commandLimit,
        how);
  }

  /**
   * The same options with another limit for commands.
   *
   * @param limit how long a command may take at most, whatever its own time-out; positive
   * @return the options
   */
  public AtChannelOptions withCommandLimit(Duration limit) {
    return new AtChannelOptions(
        queueCapacity,
        lineLimitBytes,
        unitSilence,
        probeTimeout,
        probes,
        resyncQuiet,
        writeTimeout,
        callbackExecutor,
        callbackCapacity,
        limit,
        wakeUp);
  }

  /** How long a command may take that wants so much time for itself. */
  Duration timeoutOf(AtCommand<?> command) {
    Duration own = command.timeout();
    Duration limit = commandLimit;
    return limit == null || own.compareTo(limit) < 0 ? own : limit;
  }

  /** The same options with the silence that this line needs. */
  AtChannelOptions on(Transport line) {
    int rate = line.bitsPerSecond().orElse(0);
    if (rate <= 0) {
      return this;
    }
    Duration characters = Duration.ofSeconds(BITS_OF_SILENCE).dividedBy(rate);
    return new AtChannelOptions(
        queueCapacity,
        lineLimitBytes,
        unitSilence.plus(characters),
        probeTimeout,
        probes,
        resyncQuiet,
        writeTimeout,
        callbackExecutor,
        callbackCapacity,
        commandLimit,
        wakeUp);
  }
}
