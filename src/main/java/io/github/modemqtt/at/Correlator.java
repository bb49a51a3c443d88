package io.github.modemqtt.at;

import io.github.modemqtt.at.internal.Framer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
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
 *
 *   IDLE, UNRESPONSIVE ──write after a long idle time──&gt; WAKING: AT until something answers ──&gt; IDLE
 *                                                          │ nothing answers
 *                                                          v
 *                                                        RESYNCHRONIZING
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

  /** An answer to another program may come first; that to the first AT follows it at once. */
  private static final Duration QUIET_AT_FIRST = Duration.ofMillis(100);

  private static final String DATA_MISSING = "OK came before the data could be sent";

  private final String lineName;
  private final AtChannelOptions options;
  private final Outcomes outcomes;
  private final Announcer announcer;
  private final Counters counters;
  private final UrcTable urcs = new UrcTable();
  private final Router router = new Router(this, urcs);
  private final Framer framer;
  private final CommandQueue queue;
  private final AwaitedResults awaited;
  private final Verification verification = new Verification();
  private final Resync resync = new Resync();
  private final List<CompletableFuture<Void>> synchronizing = new ArrayList<>(1);
  private final List<Consumer<? super AtLine>> unknownSubscribers = new ArrayList<>(1);

  private final @Nullable WakeUp wakeUp;

  private ChannelState state = ChannelState.IDLE;
  private @Nullable PendingCommand<?> running;

  private byte @Nullable [] toWrite;
  private boolean inDataMode;

  /** An answer came with the last read: the quiet time after it begins when that is done. */
  private boolean answerSeen;

  /** When the module got its last input. */
  private long awakeAt;

  private boolean everWritten;
  private long lineDeadline = NEVER;
  private long silenceDeadline = NEVER;
  private @Nullable Throwable closeCause;

  Correlator(
      String lineName,
      AtChannelOptions options,
      Announcer announcer,
      Outcomes outcomes,
      Counters counters) {
    this.lineName = lineName;
    this.options = options;
    this.announcer = announcer;
    this.outcomes = outcomes;
    this.counters = counters;
    this.framer = new Framer(router, options.lineLimitBytes());
    this.queue = new CommandQueue(options.queueCapacity());
    this.awaited = new AwaitedResults(options.queueCapacity());
    this.wakeUp = options.wakeUp();
  }

  // ---- what the channel asks ----

  void submit(PendingCommand<?> command) {
    if (state == ChannelState.CLOSED) {
      command.refuse(new ChannelClosedException(command.toString(), closeCause));
    } else if (command.awaited != null && awaited.isFull() || !queue.add(command)) {
      command.refuse(new QueueFullException(command.toString(), options.queueCapacity()));
    }
  }

  /** Nobody wants the answer any more: what waits is not sent, what was sent is not waited for. */
  void cancel(PendingCommand<?> command) {
    command.cancelled = true;
    if (queue.remove(command)) {
      outcomes.cancel(command);
    }
    AwaitedResult<?> result = command.awaited;
    if (result != null) {
      awaited.remove(result);
      outcomes.cancel(result);
    }
  }

  /** Sends AT until the module answers, then completes the future; commands wait meanwhile. */
  void synchronize(CompletableFuture<Void> done, @Nullable CommandLine ifSilent) {
    synchronizing.add(done);
    if (state == ChannelState.CLOSED) {
      outcomes.end(synchronizing, new ChannelClosedException("AT", closeCause));
    } else if (ifSilent != null) {
      resync.setLastResort(ifSilent);
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
  byte @Nullable [] nextWrite(long now) {
    if (toWrite == null) {
      startNext(now);
    }
    byte[] bytes = toWrite;
    toWrite = null;
    if (bytes != null) {
      announcer.sent(bytes);
    }
    return bytes;
  }

  /** The bytes of {@link #nextWrite} are on their way: the time for the answer begins. */
  void written(int count, long now) {
    counters.bytesSent += count;
    awakeAt = now;
    PendingCommand<?> command = running;
    if (wakeUp != null && state == ChannelState.WAKING && !resync.isAnswered()) {
      lineDeadline = now + Nanos.of(wakeUp.interval());
    } else if (state == ChannelState.RESYNCHRONIZING && !resync.isAnswered()) {
      lineDeadline = now + probeNanos();
    } else if (state == ChannelState.RUNNING && command != null && !verification.isRunning()) {
      lineDeadline = now + Nanos.of(options.timeoutOf(command.command));
    } else if (state == ChannelState.VERIFYING && command != null) {
      lineDeadline = verifyingUntil(command, now);
    }
  }

  /** The probe has its time, but a module that is still busy with the command has all of that. */
  private long verifyingUntil(PendingCommand<?> command, long now) {
    if (verification.hasNext()) {
      return now + Nanos.of(options.unitSilence());
    }
    return lineDeadline == NEVER
        ? now + Nanos.of(options.timeoutOf(command.command))
        : Math.max(lineDeadline, now + probeNanos());
  }

  private long probeNanos() {
    return Nanos.of(options.probeTimeout());
  }

  void received(byte[] buffer, int length, long now) {
    counters.bytesReceived += length;
    if (state == ChannelState.CLOSED) {
      return; // read before the channel was closed, but late for the lock
    }
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
      return verification.mayBeOver() ? Nanos.of(options.unitSilence()) : probeNanos();
    }
    boolean complete = state == ChannelState.WAKING ? resync.owed() <= 0 : resync.isComplete();
    if (complete) {
      return 0;
    }
    long quiet = Nanos.of(options.resyncQuiet());
    return isFirstContact() ? Math.min(quiet, Nanos.of(QUIET_AT_FIRST)) : quiet;
  }

  /** No command of this channel can be answered late, and every AT has its answer. */
  private boolean isFirstContact() {
    return counters.commands == 0 && resync.owed() <= 0;
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
      if (state == ChannelState.VERIFYING && verification.hasNext()) {
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
      lineTimedOut(now);
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
      outcomes.fail(command, new ChannelClosedException(command.toString(), cause));
    }
    queue.drainTo(
        waiting -> outcomes.fail(waiting, new ChannelClosedException(waiting.toString(), cause)));
    awaited.drainTo(
        result -> outcomes.fail(result, new ChannelClosedException(result.shown, cause)));
    outcomes.end(synchronizing, new ChannelClosedException("AT", cause));
  }

  // ---- the line ----

  private void startNext(long now) {
    boolean idle = state == ChannelState.IDLE;
    if (!idle && state != ChannelState.UNRESPONSIVE) {
      return;
    }
    if (wakeUp != null && maySleep(wakeUp, now)) {
      if (!queue.isEmpty() || !synchronizing.isEmpty()) {
        startWakeUp(wakeUp);
      }
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

  /** Only input keeps the module awake: what it says by itself can come out of its sleep. */
  private boolean maySleep(WakeUp how, long now) {
    return !everWritten || now - awakeAt > Nanos.of(how.idle());
  }

  /** Nothing runs, so that every answer is one to an AT. */
  private void startWakeUp(WakeUp how) {
    enter(ChannelState.WAKING);
    counters.wakeUps++;
    everWritten = true;
    router.arm(ReplyShape.none(), FinalCodes.STANDARD, PROBE.bytes());
    resync.begin(how.attempts(), 0);
    probe();
  }

  /** An interval without an answer is over, or the quiet time after one. */
  private void wakeUpTimedOut(long now) {
    if (resync.isAnswered()) {
      endLine(ChannelState.IDLE);
      awakeAt = now; // also after a quiet time that is longer than the module needs to fall asleep
    } else if (resync.mayProbe()) {
      probe();
    } else {
      startResync(ReplyShape.none(), resync.owed(), false);
    }
  }

  private void start(PendingCommand<?> command) {
    enter(ChannelState.RUNNING);
    running = command;
    announcer.hideSecretsOf(command.line);
    PromptData data = command.command.promptData();
    if (data != null) {
      framer.armPrompt(data.prompt());
    }
    router.arm(command.command.replyShape(), command.command.finalCodes(), command.line.uncopied());
    if (command.awaited != null) {
      awaited.add(command.awaited);
    }
    write(command.line);
    counters.commands++;
  }

  private void write(CommandLine line) {
    toWrite = line.bytesToWrite();
    announcer.command(line);
  }

  private void endLine(ChannelState next) {
    running = null;
    verification.clear();
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

  private void lineTimedOut(long now) {
    switch (state) {
      case RUNNING -> runningTimedOut();
      case VERIFYING -> verifyingTimedOut();
      case WAKING -> wakeUpTimedOut(now);
      case RESYNCHRONIZING -> resyncTimedOut();
      case IDLE, UNRESPONSIVE, CLOSED -> {}
    }
  }

  private void runningTimedOut() {
    PendingCommand<?> command = running;
    FinalResult refusal = verification.suspect();
    if (command != null && refusal != null) {
      finish(command, refusal); // it came before the prompt, and no prompt came after all
    } else if (command != null) {
      commandTimedOut(command);
    }
  }

  /** A module that has ended the command answers the probe; one that does not is busy, or gone. */
  private void verifyingTimedOut() {
    PendingCommand<?> command = running;
    FinalResult verdict = verification.verdict();
    if (command != null && verdict != null) {
      forgedUnless(verdict);
      finish(command, verdict);
    } else if (command != null) {
      commandTimedOut(command);
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
            command.toString(), expected, options.timeoutOf(definition), seen(command));
    awaited.remove(command.awaited);
    outcomes.fail(command, failure);
    announcer.timeout(command.toString(), options.timeoutOf(definition));
    boolean escape = inDataMode;
    int owed = state == ChannelState.VERIFYING ? 2 : 1;
    PromptData data = definition.promptData();
    endLine(ChannelState.RESYNCHRONIZING);
    startResync(definition.replyShape(), owed, escape);
    if (data != null && !escape) {
      framer.armPrompt(data.prompt()); // it may come late, and swallow what is sent then
    }
  }

  private List<String> seen(PendingCommand<?> command) {
    return command.seen().stream().map(announcer::mask).toList();
  }

  /** A late answer has the shape of the command that it belongs to, so that shape is swallowed. */
  private void startResync(ReplyShape late, int owed, boolean inData) {
    enter(ChannelState.RESYNCHRONIZING);
    router.arm(late, FinalCodes.STANDARD, PROBE.bytes());
    resync.begin(options.probes(), owed);
    if (inData) {
      toWrite = LEAVE_DATA_MODE; // its OK is the command's, too
    } else {
      probe();
    }
  }

  private void probe() {
    resync.probed();
    write(PROBE);
  }

  private void resyncTimedOut() {
    if (resync.isAnswered()) {
      resynchronized();
      return;
    }
    abandonData(); // it would swallow every answer until it is complete
    if (resync.mayProbe()) {
      probe();
      return;
    }
    CommandLine last = resync.takeLastResort();
    if (last != null) {
      router.arm(ReplyShape.none(), FinalCodes.STANDARD, last.bytes());
      write(last);
      return;
    }
    endLine(ChannelState.UNRESPONSIVE);
    queue.drainTo(waiting -> outcomes.fail(waiting, notResponding(waiting.toString())));
    outcomes.end(synchronizing, notResponding("AT"));
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
    resync.setLastResort(null);
    outcomes.end(synchronizing, null);
  }

  private ModuleNotRespondingException notResponding(String command) {
    return new ModuleNotRespondingException(command, lineName, options.probes());
  }

  // ---- what the router found ----

  @Override
  public void onEcho(String text) {
    announcer.echo(text);
  }

  @Override
  public void onReply(AtLine line) {
    PendingCommand<?> command = running;
    if (command == null) {
      stale(line);
      return;
    }
    command.take(line);
    announcer.line(AtListener.LineKind.REPLY, line);
  }

  @Override
  public void onFinal(FinalResult result, boolean certain) {
    announcer.line(AtListener.LineKind.FINAL, result.text());
    PendingCommand<?> command = running;
    if (command == null) {
      answeredProbe();
    } else if (verification.isRunning()) {
      anotherFinal(command, result, certain);
    } else if (certain) {
      finish(command, result);
    } else {
      verify(command, result);
    }
  }

  private void answeredProbe() {
    resync.answered();
    toWrite = null;
    answerSeen = true;
  }

  /**
   * The line touches a received message and may be its last part. An AT brings exactly one more
   * answer if it is not, and two if it is.
   */
  private void verify(PendingCommand<?> command, FinalResult result) {
    if (!isDataMissing(command)) {
      verification.begin(result);
      router.probeSent(PROBE.bytes());
      enter(ChannelState.VERIFYING);
      write(PROBE);
    } else if (result.isOk() || inDataMode) {
      forged(result); // the module waits for the data
    } else {
      verification.begin(result);
      answerSeen = true; // an AT would become the data; a prompt shows that the line was forged
    }
  }

  private void anotherFinal(PendingCommand<?> command, FinalResult result, boolean certain) {
    boolean awaitsPrompt = state == ChannelState.RUNNING;
    boolean probed = !awaitsPrompt && toWrite == null;
    if (probed) {
      FinalResult forged = verification.another(result);
      if (forged != null) {
        forged(forged);
      }
      answerSeen = true;
    } else if (certain) {
      forgedUnless(result);
      finish(command, result);
    } else if (awaitsPrompt && result.isOk()) {
      forged(result); // there is no OK before the prompt
    } else {
      forgedUnless(result);
      verification.replaceSuspect(result);
    }
  }

  private void forgedUnless(FinalResult verdict) {
    FinalResult suspect = verification.suspect();
    if (suspect != null && suspect != verdict) {
      forged(suspect);
    }
  }

  private void forged(FinalResult result) {
    announcer.trouble("A received message held " + result.text() + " as a line of its own");
  }

  private void finish(PendingCommand<?> command, FinalResult result) {
    boolean dataMissing = isDataMissing(command);
    endLine(ChannelState.IDLE);
    if (result.isOk() && dataMissing) {
      awaited.remove(command.awaited);
      outcomes.fail(command, new ReplyFormatException(command.toString(), DATA_MISSING));
      return;
    }
    outcomes.end(command, result);
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
      outcomes.fail(result, command.rejection(end));
    } else if (early != null) {
      awaited.remove(result);
      outcomes.complete(result, early);
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
    announcer.line(AtListener.LineKind.URC, line);
    if (result == null) {
      for (BiConsumer<? super T, ? super AtLine> subscriber : entry.subscribers) {
        outcomes.callBack(() -> subscriber.accept(value, line));
      }
    } else if (result.accepted) {
      awaited.remove(result);
      outcomes.complete(result, value);
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
    announcer.line(AtListener.LineKind.UNKNOWN, line);
    for (Consumer<? super AtLine> subscriber : unknownSubscribers) {
      outcomes.callBack(() -> subscriber.accept(line));
    }
  }

  private void stale(AtLine line) {
    answerSeen = resync.isAnswered();
    counters.staleResults++;
    announcer.trouble("Dropped a late answer: " + line.text());
  }

  @Override
  public void onPrompt() {
    PendingCommand<?> command = running;
    PromptData data = command == null ? null : command.command.promptData();
    announcer.prompt();
    if (verification.suspect() != null) {
      forged(verification.suspect());
      verification.clear();
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
    outcomes.fail(
        result,
        new ResultTimeoutException(
            result.shown, command.resultType().prefix(), command.resultTimeout()));
  }
}
