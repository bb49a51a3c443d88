package io.github.modemqtt.at;

import io.github.modemqtt.at.internal.Framer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One command at a time on the line, the others behind it, and what the module says brought to whom
 * it belongs.
 *
 * <pre>
 *   IDLE ──write──&gt; RUNNING ──final──&gt; IDLE
 *                     │ time-out
 *                     v
 *   RESYNC: AT until something answers ──quiet──&gt; IDLE
 *                     │ nothing answers
 *                     v
 *   UNRESPONSIVE: everything that waits fails; the next command starts with RESYNC
 * </pre>
 *
 * <p>Passive: it has no threads and no clock, and everything in it is guarded by the channel's
 * lock. What users are to hear is put into the {@link Deliveries}.
 */
final class Correlator implements RouterSink {
  private static final long NEVER = Long.MAX_VALUE;
  private static final byte[] PROBE = {'A', 'T', '\r'};

  /** Alone, because the EC616 takes it only at the end of a chunk; it answers OK. */
  private static final byte[] LEAVE_DATA_MODE = {0x1B};

  private static final String DATA_MISSING = "OK came before the data could be sent";

  private enum State {
    IDLE,
    RUNNING,
    RESYNC,
    RESYNC_QUIET,
    UNRESPONSIVE,
    CLOSED
  }

  private final String lineName;
  private final AtChannelOptions options;
  private final AtListener listener;
  private final Deliveries deliveries;
  private final Executor callbacks;
  private final UrcTable urcs = new UrcTable();
  private final Router router = new Router(this, urcs);
  private final Framer framer;
  private final ArrayDeque<PendingCommand<?>> queue = new ArrayDeque<>();
  private final List<AwaitedResult<?>> awaited = new ArrayList<>();
  private final List<CompletableFuture<Void>> synchronizing = new ArrayList<>(1);
  private final List<Consumer<? super AtLine>> unknownSubscribers = new ArrayList<>(1);
  private final Counters counters;

  private State state = State.IDLE;
  private @Nullable PendingCommand<?> running;

  /** Of the command that was started last: its echo may come late, with its secrets. */
  private @Nullable CommandLine lastLine;

  private byte @Nullable [] toWrite;
  private boolean inDataMode;
  private int probesLeft;

  /** What to try once when every AT stayed unanswered. */
  private @Nullable CommandLine lastResort;

  /** While resynchronising: an answer, to whichever command, came with the last read. */
  private boolean answerSeen;

  private long lineDeadline = NEVER;
  private long silenceDeadline = NEVER;
  private @Nullable Throwable closeCause;

  Correlator(
      String lineName,
      AtChannelOptions options,
      AtListener listener,
      Deliveries deliveries,
      Executor callbacks,
      Counters counters) {
    this.lineName = lineName;
    this.options = options;
    this.listener = listener;
    this.deliveries = deliveries;
    this.callbacks = callbacks;
    this.counters = counters;
    this.framer = new Framer(router, options.lineLimitBytes());
  }

  // ---- what the channel asks ----

  void submit(PendingCommand<?> command) {
    if (state == State.CLOSED) {
      failLater(command, new ChannelClosedException(command.toString(), closeCause));
    } else if (queue.size() >= options.queueCapacity()) {
      failLater(command, new QueueFullException(command.toString(), options.queueCapacity()));
    } else {
      queue.add(command);
    }
  }

  /** Sends AT until the module answers, then completes the future; commands wait meanwhile. */
  void synchronize(CompletableFuture<Void> done, @Nullable CommandLine ifSilent) {
    if (state == State.CLOSED) {
      ChannelClosedException closed = new ChannelClosedException("AT", closeCause);
      deliveries.add(() -> done.completeExceptionally(closed));
      return;
    }
    synchronizing.add(done);
    if (ifSilent != null) {
      lastResort = ifSilent;
    }
  }

  <T> UrcTable.Entry<T> entryOf(UrcType<T> type) {
    return urcs.entryOf(type);
  }

  void subscribeUnknown(Consumer<? super AtLine> subscriber) {
    unknownSubscribers.add(subscriber);
  }

  /** Returns what is to be written now, or null. */
  byte @Nullable [] nextWrite() {
    if (toWrite == null) {
      startNext();
    }
    byte[] bytes = toWrite;
    toWrite = null;
    return bytes;
  }

  /** The bytes of {@link #nextWrite} are on their way: the time for the answer begins. */
  void written(long now) {
    PendingCommand<?> command = running;
    if (state == State.RUNNING && command != null) {
      lineDeadline = now + command.command.timeout().toNanos();
    } else if (state == State.RESYNC) {
      lineDeadline = now + options.probeTimeout().toNanos();
    }
  }

  void received(byte[] buffer, int length, long now) {
    if (state == State.CLOSED) {
      return; // read before the channel was closed, but late for the lock
    }
    framer.feed(buffer, 0, length);
    silenceDeadline = NEVER;
    if (state == State.RESYNC_QUIET && answerSeen) {
      answerSeen = false;
      lineDeadline = now + options.resyncQuiet().toNanos();
    }
    for (AwaitedResult<?> result : awaited) {
      if (result.accepted && result.deadlineNanos == NEVER) {
        result.deadlineNanos = now + result.command.resultTimeout().toNanos();
      }
    }
  }

  /** Whether {@link #listening} is to be called before the next read. */
  boolean awaitsSilence() {
    return framer.awaitsSilence();
  }

  /**
   * What was read is dealt with, and the next read begins: only from now on can it be silent.
   * Before, bytes may have come that nobody had the time to read.
   */
  void listening(long now) {
    if (state != State.CLOSED && framer.awaitsSilence()) {
      silenceDeadline = now + options.unitSilence().toNanos();
    }
  }

  /** Does what is due. */
  void tick(long now) {
    if (silenceDeadline <= now) {
      silenceDeadline = NEVER;
      framer.silence();
    }
    if (lineDeadline <= now) {
      lineDeadline = NEVER;
      lineTimedOut();
    }
    expireResults(now);
  }

  /** Returns when {@link #tick} is to be called, or Long.MAX_VALUE. */
  long nextDeadline() {
    long next = Math.min(lineDeadline, silenceDeadline);
    for (AwaitedResult<?> result : awaited) {
      next = Math.min(next, result.deadlineNanos);
    }
    return next;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Fails everything; the cause is null if the user closed the channel. */
  void close(@Nullable Throwable cause) {
    state = State.CLOSED;
    closeCause = cause;
    lineDeadline = NEVER;
    silenceDeadline = NEVER;
    toWrite = null;
    PendingCommand<?> command = running;
    running = null;
    if (command != null) {
      failLater(command, new ChannelClosedException(command.toString(), cause));
    }
    for (PendingCommand<?> waiting : queue) {
      failLater(waiting, new ChannelClosedException(waiting.toString(), cause));
    }
    queue.clear();
    for (AwaitedResult<?> result : awaited) {
      failLater(result, new ChannelClosedException(result.shown, cause));
    }
    awaited.clear();
    endSynchronizing(new ChannelClosedException("AT", cause));
  }

  // ---- the line ----

  private void startNext() {
    boolean wanted = !queue.isEmpty() || !synchronizing.isEmpty();
    if (state == State.UNRESPONSIVE && wanted || state == State.IDLE && !synchronizing.isEmpty()) {
      startResync(ReplyShape.none());
    } else if (state == State.IDLE && !queue.isEmpty()) {
      start(queue.remove());
    }
  }

  private void start(PendingCommand<?> command) {
    state = State.RUNNING;
    running = command;
    lastLine = command.line;
    PromptData data = command.command.promptData();
    if (data != null) {
      framer.armPrompt(data.prompt());
    }
    router.arm(command.command.replyShape(), command.line.bytes());
    if (command.awaited != null) {
      awaited.add(command.awaited);
    }
    write(command.line.bytesToWrite(), command.toString());
    counters.commands++;
  }

  private void endLine(State next) {
    running = null;
    toWrite = null; // data after the end of its command would be read as commands
    inDataMode = false;
    lineDeadline = NEVER;
    framer.disarmPrompt();
    router.disarm();
    state = next;
  }

  private void lineTimedOut() {
    switch (state) {
      case RUNNING -> commandTimedOut();
      case RESYNC -> probeTimedOut();
      case RESYNC_QUIET -> {
        counters.resyncs++;
        endLine(State.IDLE);
        endSynchronizing(null);
      }
      case IDLE, UNRESPONSIVE, CLOSED -> {}
    }
  }

  private void commandTimedOut() {
    PendingCommand<?> command = running;
    if (command == null) {
      return;
    }
    counters.timeouts++;
    String expected =
        command.command.promptData() == null || inDataMode
            ? "a final result code"
            : "the prompt or a final result code";
    Duration timeout = command.command.timeout();
    CommandTimeoutException failure =
        new CommandTimeoutException(command.toString(), expected, timeout, command.seen());
    forget(command.awaited);
    failLater(command, failure);
    trouble(failure.getMessage());
    boolean escape = inDataMode;
    PromptData data = command.command.promptData();
    ReplyShape late = command.command.replyShape();
    endLine(State.IDLE);
    startResync(late);
    if (escape) {
      toWrite = LEAVE_DATA_MODE;
    } else if (data != null) {
      framer.armPrompt(data.prompt()); // it may come late, and swallow what is sent then
    }
  }

  /** A late answer has the shape of the command that it belongs to, so that shape is swallowed. */
  private void startResync(ReplyShape late) {
    state = State.RESYNC;
    router.arm(late, PROBE);
    probesLeft = options.probes() - 1;
    write(PROBE, "AT");
  }

  private void write(byte[] bytes, String shown) {
    toWrite = bytes;
    deliveries.add(() -> listener.onCommand(shown));
  }

  private void probeTimedOut() {
    if (probesLeft > 0) {
      probesLeft--;
      write(PROBE, "AT");
      return;
    }
    CommandLine last = lastResort;
    if (last != null) {
      lastResort = null;
      router.arm(ReplyShape.none(), last.bytes());
      write(last.bytesToWrite(), last.toString());
      return;
    }
    endLine(State.UNRESPONSIVE);
    trouble("The module on " + lineName + " does not answer");
    for (PendingCommand<?> waiting : queue) {
      failLater(waiting, notResponding(waiting.toString()));
    }
    queue.clear();
    endSynchronizing(notResponding("AT"));
  }

  private ModuleNotRespondingException notResponding(String command) {
    return new ModuleNotRespondingException(command, lineName, options.probes());
  }

  private void endSynchronizing(@Nullable Throwable failure) {
    for (CompletableFuture<Void> future : synchronizing) {
      deliveries.add(
          () -> {
            if (failure == null) {
              complete(future);
            } else {
              future.completeExceptionally(failure);
            }
          });
    }
    synchronizing.clear();
    lastResort = null;
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static void complete(CompletableFuture<Void> future) {
    future.complete(null);
  }

  // ---- what the router found ----

  @Override
  public void onEcho(String text) {
    CommandLine line = lastLine;
    boolean hide = line != null && line.hasSecrets(); // a piece may hold half of one
    show(AtListener.LineKind.ECHO, hide ? line.toString() : text);
  }

  @Override
  public void onReply(AtLine line) {
    PendingCommand<?> command = running;
    if (command == null) {
      stale(line);
      return;
    }
    command.saw(masked(line.text()));
    command.reply.add(line);
    show(AtListener.LineKind.REPLY, line.text());
  }

  @Override
  public void onFinal(FinalResult result) {
    show(AtListener.LineKind.FINAL, result.text());
    PendingCommand<?> command = running;
    if (command == null) {
      state = State.RESYNC_QUIET;
      toWrite = null;
      answerSeen = true;
      return;
    }
    boolean dataMissing = command.command.promptData() != null && (!inDataMode || toWrite != null);
    endLine(State.IDLE);
    if (result.isOk() && dataMissing) {
      forget(command.awaited);
      failLater(command, new ReplyFormatException(command.toString(), DATA_MISSING));
      return;
    }
    deliveries.add(() -> command.end(result));
    AwaitedResult<?> deferred = command.awaited;
    if (deferred != null) {
      settle(deferred, command, result);
    }
  }

  private void settle(AwaitedResult<?> result, PendingCommand<?> command, FinalResult end) {
    Object early = result.early();
    if (!end.isOk()) {
      awaited.remove(result);
      failLater(result, new CommandRejectedException(command.toString(), end));
    } else if (early != null) {
      awaited.remove(result);
      deliveries.add(() -> result.complete(early));
    } else {
      result.accepted = true;
    }
  }

  @Override
  public <T> boolean onUrc(UrcTable.Entry<T> entry, AtLine line, T value) {
    AwaitedResult<?> result = awaitedFor(entry.type, value);
    if (result == null && entry.subscribers.isEmpty()) {
      counters.staleResults++;
      return false;
    }
    show(AtListener.LineKind.URC, line.text());
    if (result == null) {
      for (Consumer<? super T> subscriber : entry.subscribers) {
        callBack(() -> subscriber.accept(value));
      }
    } else if (result.accepted) {
      awaited.remove(result);
      deliveries.add(() -> result.complete(value));
    } else {
      result.keep(value);
    }
    return true;
  }

  private @Nullable AwaitedResult<?> awaitedFor(UrcType<?> type, Object value) {
    for (AwaitedResult<?> result : awaited) {
      if (isResult(result, type, value)) {
        return result;
      }
    }
    return null;
  }

  private boolean isResult(AwaitedResult<?> result, UrcType<?> type, Object value) {
    try {
      return result.matches(type, value);
    } catch (RuntimeException e) {
      trouble("Cannot tell whether " + type + " is the result of " + result.shown + ": " + e);
      return false;
    }
  }

  @Override
  public void onUnknown(AtLine line) {
    counters.unknownLines++;
    if (running != null) {
      running.saw(masked(line.text()));
    }
    show(AtListener.LineKind.UNKNOWN, line.text());
    for (Consumer<? super AtLine> subscriber : unknownSubscribers) {
      callBack(() -> subscriber.accept(line));
    }
  }

  private void stale(AtLine line) {
    answerSeen = true;
    counters.staleResults++;
    trouble("Dropped a late answer: " + masked(line.text()));
  }

  @Override
  public void onPrompt() {
    PendingCommand<?> command = running;
    PromptData data = command == null ? null : command.command.promptData();
    if (data == null) {
      toWrite = LEAVE_DATA_MODE;
      return;
    }
    inDataMode = true;
    router.dataSent(data.data());
    toWrite = data.dataAndTerminator();
    deliveries.add(
        () -> {
          listener.onPrompt();
          listener.onData(data.data().length);
        });
  }

  @Override
  public void onOverrun(long bytes) {
    counters.overrunBytes += bytes;
    trouble("Threw away a line of " + bytes + " bytes: longer than " + options.lineLimitBytes());
  }

  // ---- results ----

  private void expireResults(long now) {
    Iterator<AwaitedResult<?>> results = awaited.iterator();
    while (results.hasNext()) {
      AwaitedResult<?> result = results.next();
      if (result.accepted && result.deadlineNanos <= now) {
        results.remove();
        counters.timeouts++;
        DeferredCommand<?> command = result.command;
        failLater(
            result,
            new ResultTimeoutException(
                result.shown, command.resultType().prefix(), command.resultTimeout()));
      }
    }
  }

  private void forget(@Nullable AwaitedResult<?> result) {
    if (result != null) {
      awaited.remove(result);
    }
  }

  // ---- telling ----

  private void failLater(PendingCommand<?> command, Throwable failure) {
    deliveries.add(() -> command.future.completeExceptionally(failure));
    if (command.awaited != null) {
      failLater(command.awaited, failure);
    }
  }

  private void failLater(AwaitedResult<?> result, Throwable failure) {
    deliveries.add(() -> result.future.completeExceptionally(failure));
  }

  private void callBack(Runnable callback) {
    deliveries.add(
        () -> {
          try {
            callbacks.execute(callback);
          } catch (RejectedExecutionException e) {
            counters.droppedEvents.increment();
          }
        });
  }

  private void show(AtListener.LineKind kind, String text) {
    String shown = masked(text);
    deliveries.add(() -> listener.onLine(kind, shown));
  }

  private String masked(String text) {
    return lastLine == null ? text : lastLine.mask(text);
  }

  private void trouble(String what) {
    deliveries.add(() -> listener.onTrouble(what));
  }

  /** What is counted; guarded by the channel's lock unless it says otherwise. */
  static final class Counters {
    long bytesReceived;
    long bytesSent;
    long commands;
    long timeouts;
    long resyncs;
    long unknownLines;
    long staleResults;
    long overrunBytes;

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
          droppedEvents.sum());
    }
  }
}
