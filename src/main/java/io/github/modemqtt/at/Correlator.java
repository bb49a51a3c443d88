package io.github.modemqtt.at;

import io.github.modemqtt.at.internal.Framer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One command at a time on the line, the others behind it, and what the module says brought to whom
 * it belongs.
 *
 * <pre>
 *             ┌──────────────── final ────────────────┐
 *             v                                       │
 *   IDLE ──write──&gt; RUNNING ──uncertain final──&gt; VERIFYING: AT shows which answer is real
 *                     │ time-out                     │ time-out
 *                     v                              v
 *   RESYNCHRONIZING: AT until something answers ──quiet──&gt; IDLE
 *                     │ nothing answers
 *                     v
 *   UNRESPONSIVE: everything that waits fails; the next command resynchronizes first
 * </pre>
 *
 * <p>An AT that stays unanswered while VERIFYING proves nothing for the uncertain final: the module
 * is still busy with the command, which then times out as it would while RUNNING.
 *
 * <p>Passive: it has no threads and no clock, and everything in it is guarded by the channel's
 * lock. What users are to hear is put into the {@link Deliveries}.
 */
final class Correlator implements RouterSink {
  private static final long NEVER = Long.MAX_VALUE;
  private static final CommandLine PROBE = CommandLine.of("AT");

  /** Alone, because the EC616 takes it only at the end of a chunk; it answers OK. */
  private static final byte[] LEAVE_DATA_MODE = {0x1B};

  private static final String DATA_MISSING = "OK came before the data could be sent";

  private final String lineName;
  private final AtChannelOptions options;
  private final Deliveries deliveries;
  private final Executor callbacks;
  private final Announcer announcer;
  private final Counters counters;
  private final UrcTable urcs = new UrcTable();
  private final Router router = new Router(this, urcs);
  private final Framer framer;
  private final CommandQueue queue;
  private final AwaitedResults awaited;
  private final List<CompletableFuture<Void>> synchronizing = new ArrayList<>(1);
  private final List<Consumer<? super AtLine>> unknownSubscribers = new ArrayList<>(1);

  private ChannelState state = ChannelState.IDLE;
  private @Nullable PendingCommand<?> running;

  /** Of the command that was started last: its echo may come late, with its secrets. */
  private @Nullable CommandLine lastLine;

  private byte @Nullable [] toWrite;
  private boolean inDataMode;

  /** While verifying: what was taken for the final result code, and may be forged. */
  private @Nullable FinalResult suspect;

  /** While verifying: the last final result code after the probe. */
  private @Nullable FinalResult second;

  private int probesLeft;

  /** While resynchronizing: whether a command before timed out, so that its answer may be late. */
  private boolean lateCommand;

  /** While resynchronizing: how many answers the module still owes, if it lost none. */
  private int answersOwed;

  private boolean answered;

  /** What to try once when every AT stayed unanswered. */
  private @Nullable CommandLine lastResort;

  /** An answer came with the last read: the quiet time after it begins when that is done. */
  private boolean answerSeen;

  private long lineDeadline = NEVER;
  private long silenceDeadline = NEVER;
  private @Nullable Throwable closeCause;

  Correlator(
      String lineName,
      AtChannelOptions options,
      Announcer announcer,
      Deliveries deliveries,
      Executor callbacks,
      Counters counters) {
    this.lineName = lineName;
    this.options = options;
    this.announcer = announcer;
    this.deliveries = deliveries;
    this.callbacks = callbacks;
    this.counters = counters;
    this.framer = new Framer(router, options.lineLimitBytes());
    this.queue = new CommandQueue(options.queueCapacity());
    this.awaited = new AwaitedResults(options.queueCapacity());
  }

  // ---- what the channel asks ----

  void submit(PendingCommand<?> command) {
    if (state == ChannelState.CLOSED) {
      failLater(command, new ChannelClosedException(command.toString(), closeCause));
    } else if (command.awaited != null && awaited.isFull() || !queue.add(command)) {
      failLater(command, new QueueFullException(command.toString(), options.queueCapacity()));
    }
  }

  /** Nobody wants the answer any more: what waits is not sent, what was sent is not waited for. */
  void cancel(PendingCommand<?> command) {
    command.cancelled = true;
    if (queue.remove(command)) {
      deliveries.add(() -> command.future.cancel(false));
    }
    AwaitedResult<?> result = command.awaited;
    if (result != null) {
      awaited.remove(result);
      deliveries.add(() -> result.future.cancel(false));
    }
  }

  /** Sends AT until the module answers, then completes the future; commands wait meanwhile. */
  void synchronize(CompletableFuture<Void> done, @Nullable CommandLine ifSilent) {
    if (state == ChannelState.CLOSED) {
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

  List<Consumer<? super AtLine>> unknownSubscribers() {
    return unknownSubscribers;
  }

  /** Whether {@link #nextWrite} has something. */
  boolean wantsWrite() {
    boolean mayStart = state == ChannelState.IDLE || state == ChannelState.UNRESPONSIVE;
    return toWrite != null || mayStart && !(queue.isEmpty() && synchronizing.isEmpty());
  }

  /** Returns what is to be written now, or null. */
  byte @Nullable [] nextWrite() {
    if (toWrite == null) {
      startNext();
    }
    byte[] bytes = toWrite;
    toWrite = null;
    if (bytes != null && !announcer.isSilent()) {
      announcer.sent(lastLine == null ? bytes.clone() : lastLine.mask(bytes));
    }
    return bytes;
  }

  /** The bytes of {@link #nextWrite} are on their way: the time for the answer begins. */
  void written(int count, long now) {
    counters.bytesSent += count;
    PendingCommand<?> command = running;
    if (state == ChannelState.RESYNCHRONIZING && !answered) {
      lineDeadline = now + probeNanos();
    } else if (state == ChannelState.RUNNING && command != null && suspect == null) {
      lineDeadline = now + Nanos.of(command.command.timeout());
    } else if (state == ChannelState.VERIFYING && command != null) {
      lineDeadline = verifyingUntil(command, now);
    }
  }

  /** The probe has its time, but a module that is still busy with the command has all of that. */
  private long verifyingUntil(PendingCommand<?> command, long now) {
    if (second != null) {
      return now + Nanos.of(options.unitSilence());
    }
    return lineDeadline == NEVER
        ? now + Nanos.of(command.command.timeout())
        : Math.max(lineDeadline, now + probeNanos());
  }

  private long probeNanos() {
    return Nanos.of(options.probeTimeout());
  }

  void received(byte[] buffer, int length, long now) {
    if (state == ChannelState.CLOSED) {
      return; // read before the channel was closed, but late for the lock
    }
    counters.bytesReceived += length;
    if (!announcer.isSilent()) {
      announcer.received(Arrays.copyOf(buffer, length));
    }
    framer.feed(buffer, 0, length);
    silenceDeadline = NEVER;
    if (answerSeen) {
      answerSeen = false;
      lineDeadline = now + quietAfterAnswer();
    }
    awaited.startClocks(now);
  }

  private long quietAfterAnswer() {
    if (state == ChannelState.RUNNING) {
      return probeNanos(); // time enough for a prompt
    }
    if (state == ChannelState.VERIFYING) {
      // an AT is answered with OK, so after anything else its answer is still to come
      return second == null || second.isOk() ? Nanos.of(options.unitSilence()) : probeNanos();
    }
    boolean complete = lateCommand && answersOwed <= 0;
    return complete ? 0 : Nanos.of(options.resyncQuiet());
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
    if (state != ChannelState.CLOSED && framer.awaitsSilence()) {
      silenceDeadline = now + Nanos.of(options.unitSilence());
      if (state == ChannelState.VERIFYING && second != null) {
        // else the next command's answer, too, would touch the message
        lineDeadline = Math.max(lineDeadline, silenceDeadline);
      }
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
    awaited.startClocks(now); // an OK that was verified counts from here
    awaited.expire(now, this::resultTimedOut);
  }

  /** Returns when {@link #tick} is to be called, or Long.MAX_VALUE. */
  long nextDeadline() {
    return Math.min(Math.min(lineDeadline, silenceDeadline), awaited.nextDeadline());
  }

  boolean isClosed() {
    return state == ChannelState.CLOSED;
  }

  /** Fails everything; the cause is null if the user closed the channel. */
  void close(@Nullable Throwable cause) {
    PendingCommand<?> command = running;
    endLine(ChannelState.CLOSED);
    closeCause = cause;
    silenceDeadline = NEVER;
    if (command != null) {
      failLater(command, new ChannelClosedException(command.toString(), cause));
    }
    queue.drainTo(
        waiting -> failLater(waiting, new ChannelClosedException(waiting.toString(), cause)));
    awaited.drainTo(result -> failLater(result, new ChannelClosedException(result.shown, cause)));
    endSynchronizing(new ChannelClosedException("AT", cause));
  }

  // ---- the line ----

  private void startNext() {
    boolean idle = state == ChannelState.IDLE;
    if (!idle && state != ChannelState.UNRESPONSIVE) {
      return;
    }
    if (!synchronizing.isEmpty() || !idle && !queue.isEmpty()) {
      startResync(ReplyShape.none(), 0, false);
      return;
    }
    PendingCommand<?> next = queue.poll();
    if (next != null) {
      start(next);
    }
  }

  private void start(PendingCommand<?> command) {
    enter(ChannelState.RUNNING);
    running = command;
    lastLine = command.line;
    PromptData data = command.command.promptData();
    if (data != null) {
      framer.armPrompt(data.prompt());
    }
    router.arm(command.command.replyShape(), command.command.finalCodes(), command.line.bytes());
    if (command.awaited != null) {
      awaited.add(command.awaited);
    }
    write(command.line);
    counters.commands++;
  }

  private void write(CommandLine line) {
    toWrite = line.bytesToWrite();
    announcer.command(line.toString());
  }

  private void endLine(ChannelState next) {
    running = null;
    suspect = null;
    second = null;
    toWrite = null; // data after the end of its command would be read as commands
    inDataMode = false;
    lineDeadline = NEVER;
    answerSeen = false;
    framer.disarmPrompt();
    if (router.awaitsReplyData()) {
      abandonData(); // that of a URC goes on, whatever becomes of the command
    }
    router.disarm();
    enter(next);
  }

  private void enter(ChannelState next) {
    if (state != next) {
      state = next;
      announcer.state(next);
    }
  }

  private void lineTimedOut() {
    switch (state) {
      case RUNNING -> runningTimedOut();
      case VERIFYING -> verifyingTimedOut();
      case RESYNCHRONIZING -> resyncTimedOut();
      case IDLE, UNRESPONSIVE, CLOSED -> {}
    }
  }

  private void runningTimedOut() {
    PendingCommand<?> command = running;
    if (command == null) {
      return;
    }
    if (suspect != null) {
      finish(command, suspect); // refused before the prompt, and no prompt came after all
      return;
    }
    commandTimedOut(command);
  }

  /** A module that has ended the command answers the probe; one that does not is busy, or gone. */
  private void verifyingTimedOut() {
    PendingCommand<?> command = running;
    FinalResult result = suspect;
    FinalResult next = second;
    if (command == null || result == null) {
      return;
    }
    if (next == null) {
      commandTimedOut(command);
    } else if (next.isOk()) {
      finish(command, result);
    } else {
      forged(result); // the answer to an AT is OK, so this one is the command's
      finish(command, next);
    }
  }

  private void commandTimedOut(PendingCommand<?> command) {
    counters.timeouts++;
    AtCommand<?> definition = command.command;
    String expected =
        definition.promptData() == null || inDataMode
            ? "a final result code"
            : "the prompt or a final result code";
    CommandTimeoutException failure =
        new CommandTimeoutException(
            command.toString(), expected, definition.timeout(), command.seen());
    awaited.remove(command.awaited);
    failLater(command, failure);
    announcer.timeout(command.toString(), definition.timeout());
    boolean escape = inDataMode;
    int owed = state == ChannelState.VERIFYING ? 2 : 1;
    PromptData data = definition.promptData();
    endLine(ChannelState.RESYNCHRONIZING);
    startResync(definition.replyShape(), owed, escape);
    if (data != null && !escape) {
      framer.armPrompt(data.prompt()); // it may come late, and swallow what is sent then
    }
  }

  /** A late answer has the shape of the command that it belongs to, so that shape is swallowed. */
  private void startResync(ReplyShape late, int owed, boolean inData) {
    enter(ChannelState.RESYNCHRONIZING);
    router.arm(late, FinalCodes.STANDARD, PROBE.bytes());
    probesLeft = options.probes();
    lateCommand = owed > 0;
    answersOwed = owed;
    answered = false;
    if (inData) {
      toWrite = LEAVE_DATA_MODE; // its OK is the command's, too
    } else {
      probe();
    }
  }

  private void probe() {
    probesLeft--;
    answersOwed++;
    write(PROBE);
  }

  private void resyncTimedOut() {
    if (answered) {
      resynchronized();
      return;
    }
    abandonData(); // it would swallow every answer until it is complete
    if (probesLeft > 0) {
      probe();
      return;
    }
    CommandLine last = lastResort;
    if (last != null) {
      lastResort = null;
      router.arm(ReplyShape.none(), FinalCodes.STANDARD, last.bytes());
      write(last);
      return;
    }
    endLine(ChannelState.UNRESPONSIVE);
    queue.drainTo(waiting -> failLater(waiting, notResponding(waiting.toString())));
    endSynchronizing(notResponding("AT"));
  }

  private void abandonData() {
    int bytes = framer.abandonRaw();
    if (bytes > 0) {
      counters.overrunBytes += bytes;
      announcer.trouble("Threw away " + bytes + " bytes of data that did not come in full");
    }
  }

  private void resynchronized() {
    counters.resyncs++;
    endLine(ChannelState.IDLE);
    endSynchronizing(null);
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
    announcer.line(AtListener.LineKind.ECHO, hide ? line.toString() : text);
  }

  @Override
  public void onReply(AtLine line) {
    PendingCommand<?> command = running;
    if (command == null) {
      stale(line);
      return;
    }
    command.take(line);
    show(AtListener.LineKind.REPLY, line);
  }

  @Override
  public void onFinal(FinalResult result, boolean certain) {
    announcer.line(AtListener.LineKind.FINAL, masked(result.text()));
    PendingCommand<?> command = running;
    if (command == null) {
      answeredProbe();
    } else if (suspect != null) {
      anotherFinal(command, suspect, result, certain);
    } else if (certain) {
      finish(command, result);
    } else {
      verify(command, result);
    }
  }

  private void answeredProbe() {
    answered = true;
    answersOwed--;
    toWrite = null;
    answerSeen = true;
  }

  /**
   * The line touches a received message and may be its last part. An AT brings exactly one more
   * answer if it is not, and two if it is.
   */
  private void verify(PendingCommand<?> command, FinalResult result) {
    if (!isDataMissing(command)) {
      suspect = result;
      router.probeSent(PROBE.bytes());
      enter(ChannelState.VERIFYING);
      write(PROBE);
    } else if (result.isOk() || inDataMode) {
      forged(result); // the module waits for the data
    } else {
      suspect = result;
      answerSeen = true; // an AT would become the data; a prompt shows that the line was forged
    }
  }

  /** The last one answers the probe, the one before it the command; those before are forged. */
  private void anotherFinal(
      PendingCommand<?> command, FinalResult suspected, FinalResult result, boolean certain) {
    boolean probed = state == ChannelState.VERIFYING && toWrite == null;
    if (!probed && certain) {
      forged(suspected);
      finish(command, result);
    } else if (!probed) {
      boolean impossible = state == ChannelState.RUNNING && result.isOk();
      forged(impossible ? result : suspected); // a forged one comes before the real one
      suspect = impossible ? suspected : result;
    } else {
      if (second != null) {
        forged(suspected);
        suspect = second;
      }
      second = result;
      answerSeen = true;
    }
  }

  private void forged(FinalResult result) {
    announcer.trouble("A received message held " + masked(result.text()) + " as a line of its own");
  }

  private void finish(PendingCommand<?> command, FinalResult result) {
    boolean dataMissing = isDataMissing(command);
    endLine(ChannelState.IDLE);
    if (result.isOk() && dataMissing) {
      awaited.remove(command.awaited);
      failLater(command, new ReplyFormatException(command.toString(), DATA_MISSING));
      return;
    }
    deliveries.add(() -> command.end(result));
    AwaitedResult<?> deferred = command.awaited;
    if (deferred != null && !command.cancelled) {
      settle(deferred, command, result);
    }
  }

  private boolean isDataMissing(PendingCommand<?> command) {
    boolean unsent = state == ChannelState.RUNNING && toWrite != null;
    return command.command.promptData() != null && (!inDataMode || unsent);
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
    AwaitedResult<?> result = awaited.find(entry.type, value, announcer::trouble);
    if (result == null && entry.awaitedOnce) {
      counters.staleResults++;
    }
    if (result == null && entry.subscribers.isEmpty()) {
      return false;
    }
    show(AtListener.LineKind.URC, line);
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

  @Override
  public void onUnknown(AtLine line) {
    counters.unknownLines++;
    if (running != null) {
      running.saw(line);
    }
    show(AtListener.LineKind.UNKNOWN, line);
    for (Consumer<? super AtLine> subscriber : unknownSubscribers) {
      callBack(() -> subscriber.accept(line));
    }
  }

  private void stale(AtLine line) {
    answerSeen = answered;
    counters.staleResults++;
    announcer.trouble("Dropped a late answer: " + masked(line));
  }

  @Override
  public void onPrompt() {
    PendingCommand<?> command = running;
    PromptData data = command == null ? null : command.command.promptData();
    announcer.prompt();
    if (suspect != null) {
      forged(suspect);
      suspect = null;
    }
    if (command == null || data == null || command.cancelled) {
      inDataMode = true;
      toWrite = LEAVE_DATA_MODE;
      return;
    }
    inDataMode = true;
    router.dataSent(data.data());
    toWrite = data.dataAndTerminator();
    announcer.data(data.data().length);
  }

  @Override
  public void onOverrun(long bytes) {
    counters.overrunBytes += bytes;
    announcer.trouble(
        "Threw away a line of " + bytes + " bytes: longer than " + options.lineLimitBytes());
  }

  // ---- telling ----

  private void resultTimedOut(AwaitedResult<?> result) {
    counters.timeouts++;
    DeferredCommand<?> command = result.command;
    announcer.timeout(result.shown, command.resultTimeout());
    failLater(
        result,
        new ResultTimeoutException(
            result.shown, command.resultType().prefix(), command.resultTimeout()));
  }

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

  private void show(AtListener.LineKind kind, AtLine line) {
    if (!announcer.isSilent()) {
      announcer.line(kind, masked(line));
    }
  }

  private String masked(AtLine line) {
    return masked(line.text());
  }

  private String masked(String text) {
    return lastLine == null ? text : lastLine.mask(text);
  }
}
