package io.github.modemqtt.at;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A modem's AT command interface: typed commands one at a time, URCs to whoever subscribed.
 *
 * <p><b>Commands.</b> {@link #execute} waits for the answer; {@link #submit} does not. Commands are
 * sent in the order in which they were given, each when the one before has its final result code or
 * has timed out. Nothing is written while a command runs, except the data that it is prompted for.
 * A {@link DeferredCommand} leaves the line free for the next command at its {@code OK}; its result
 * is awaited beside.
 *
 * <p><b>Time-outs.</b> Each command has its own, counted from the end of its write. After one, the
 * channel sends {@code AT} until the module answers and then waits for a moment of silence, so that
 * a late answer is never taken for the next command's. If nothing answers, all waiting commands
 * fail with {@link ModuleNotRespondingException}; the next command tries again.
 *
 * <p><b>Sleep.</b> With {@link AtChannelOptions#withWakeUp}, a module that may sleep is woken
 * before it gets a command, so that no command loses its beginning.
 *
 * <p><b>Forgeries.</b> A received message can hold lines that look like answers. A final result
 * code that touches one is therefore {@linkplain ChannelState#VERIFYING verified} with an {@code
 * AT} before it counts.
 *
 * <p><b>Threads.</b> All methods may be called from any thread. The channel has three daemon
 * threads: one reads, one writes and keeps the time, one runs callbacks. A callback must not call
 * {@link #execute}, which would wait for a line that only other threads serve, but delay all other
 * callbacks; use {@link #submit} there.
 *
 * <p><b>End.</b> {@link #close()} closes the transport and fails what is pending with {@link
 * ChannelClosedException}. The loss of the transport does the same, and is told once to {@link
 * #onLost}.
 */
public final class AtChannel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);
  private static final int READ_BUFFER_BYTES = 4096;
  private static final Duration READ_SLICE = Duration.ofSeconds(1);

  /** A few microseconds, which is what putting a thread to sleep and waking it costs. */
  private static final int SPINS = 500;

  private static final long AWAKE = Long.MIN_VALUE;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final Transport transport;
  private final AtChannelOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Deliveries deliveries = new Deliveries(lock);
  private final Counters counters = new Counters();
  private final @Nullable CallbackThread callbackThread;
  private final Executor callbacks;
  private final Announcer announcer;
  private final Correlator correlator;
  private final CompletableFuture<TransportException> lost = new CompletableFuture<>();
  private final Thread reader;
  private final Thread writer;

  /** Used by the reading thread only. */
  private boolean silenceAwaited;

  /** Guarded by the lock: when the writing thread looks again by itself. */
  private long writerSleepsUntil = AWAKE;

  private volatile long writeStartedNanos;
  private volatile boolean writing;

  private AtChannel(Transport transport, AtChannelOptions options, AtListener listener) {
    this.transport = transport;
    this.options = options;
    Executor given = options.callbackExecutor();
    if (given != null) {
      callbackThread = null;
      callbacks = given;
    } else {
      CallbackThread own =
          new CallbackThread("at-callbacks " + transport.name(), options.callbackCapacity());
      callbackThread = own;
      callbacks = own;
    }
    announcer = new Announcer(listener, deliveries);
    correlator =
        new Correlator(
            transport.name(),
            options,
            announcer,
            new Outcomes(deliveries, callbacks, counters),
            counters);
    reader = daemon(this::readLoop, "at-reader ");
    writer = daemon(this::writeLoop, "at-writer ");
  }

  /**
   * Opens the transport and starts the channel on it.
   *
   * @param transport a transport that was not opened yet; the channel owns it from now on
   * @return the channel
   * @throws io.github.modemqtt.transport.TransportOpenException if the transport cannot be opened
   */
  public static AtChannel open(Transport transport) {
    return open(transport, AtChannelOptions.DEFAULTS, AtListener.NONE);
  }

  /**
   * Opens the transport and starts the channel on it.
   *
   * @param transport a transport that was not opened yet; the channel owns it from now on
   * @param options how the channel behaves
   * @param listener watches the dialogue
   * @return the channel
   * @throws io.github.modemqtt.transport.TransportOpenException if the transport cannot be opened
   */
  public static AtChannel open(Transport transport, AtChannelOptions options, AtListener listener) {
    AtChannel channel = new AtChannel(transport, options.on(transport), listener);
    transport.open();
    channel.reader.start();
    channel.writer.start();
    return channel;
  }

  // ---- commands ----

  /**
   * Sends a command and waits for its answer.
   *
   * @param command the command
   * @param <R> the type of the reply
   * @return the reply
   * @throws CommandRejectedException if the module answers with an error
   * @throws CommandTimeoutException if it does not answer in time
   * @throws ModuleNotRespondingException if it does not even answer {@code AT}
   * @throws ReplyFormatException if the reply cannot be read
   * @throws QueueFullException if too many commands wait
   * @throws ChannelClosedException if the channel is closed, or closes meanwhile
   * @throws InterruptedWaitException if the calling thread is interrupted; the command goes on
   * @throws IllegalStateException if called from a listener or from a callback that runs in place
   */
  public <R> R execute(AtCommand<R> command) {
    requireMayWait();
    PendingCommand<R> pending =
        new PendingCommand<>(command, command.line(), Priority.NORMAL, null);
    writeHere(pending);
    return await(pending, pending.future);
  }

  /**
   * Sends a command without waiting.
   *
   * @param command the command
   * @param <R> the type of the reply
   * @return completes on the callback executor with the reply, or fails as {@link #execute} does.
   *     {@linkplain CompletableFuture#cancel Cancelling} it takes the command out of the queue; one
   *     that was sent runs on, but data that the module prompts for is not sent (ESC is)
   */
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    return submit(command, Priority.NORMAL);
  }

  /**
   * Sends a command without waiting, perhaps before others.
   *
   * @param command the command
   * @param priority whether it goes before the normal ones that wait
   * @param <R> the type of the reply
   * @return as {@link #submit(AtCommand)}
   */
  public <R> CompletableFuture<R> submit(AtCommand<R> command, Priority priority) {
    PendingCommand<R> pending = new PendingCommand<>(command, command.line(), priority, null);
    enqueue(pending);
    return handOver(pending.future, pending);
  }

  /**
   * Sends a command whose result comes after its {@code OK}, without waiting.
   *
   * @param command the command
   * @param <T> the type of the result
   * @return its two stages, which complete on the callback executor. Cancelling either takes the
   *     command out of the queue, which cancels the other one, too; if it was sent, the second
   *     stage is cancelled and the first one goes on, unless it is the one
   */
  public <T> Exchange<T> submitDeferred(DeferredCommand<T> command) {
    return submitDeferred(command, Priority.NORMAL);
  }

  /**
   * Sends a command whose result comes after its {@code OK}, without waiting, perhaps before
   * others.
   *
   * @param command the command
   * @param priority whether it goes before the normal ones that wait
   * @param <T> the type of the result
   * @return as {@link #submitDeferred(DeferredCommand)}
   */
  public <T> Exchange<T> submitDeferred(DeferredCommand<T> command, Priority priority) {
    CommandLine line = command.line();
    AwaitedResult<T> result = new AwaitedResult<>(command, line.toString());
    PendingCommand<Void> pending = new PendingCommand<>(command, line, priority, result);
    enqueue(pending);
    CompletableFuture<Void> accepted = handOver(pending.future, pending);
    CompletableFuture<T> completed = handOver(result.future, pending);
    return new Exchange<>(accepted, completed);
  }

  /**
   * Makes sure that the module listens: sends {@code AT} until it answers, then waits for a moment
   * of silence.
   *
   * @throws ModuleNotRespondingException if it does not answer
   * @throws ChannelClosedException if the channel is closed, or closes meanwhile
   * @throws InterruptedWaitException if the calling thread is interrupted
   * @throws IllegalStateException if called from a listener or from a callback that runs in place
   */
  public void synchronize() {
    awaitSynchronized(null);
  }

  /**
   * Makes sure that the module listens, as {@link #synchronize()} does, but gives a silent one a
   * last chance.
   *
   * <p>A module whose result codes were switched off (V.250 section 6.2.5: {@code ATQ1}, which the
   * EC616 stores) is as silent as one without power, until it gets {@code ATQ0}.
   *
   * @param lastResort sent once if {@code AT} stays unanswered; the module counts as listening if
   *     it answers this
   * @throws ModuleNotRespondingException if it answers neither
   * @throws ChannelClosedException if the channel is closed, or closes meanwhile
   * @throws InterruptedWaitException if the calling thread is interrupted
   */
  public void synchronize(CommandLine lastResort) {
    awaitSynchronized(lastResort);
  }

  private void awaitSynchronized(@Nullable CommandLine lastResort) {
    requireMayWait();
    CompletableFuture<Void> done = new CompletableFuture<>();
    locked(() -> correlator.synchronize(done, lastResort));
    await("AT", done);
  }

  private void enqueue(PendingCommand<?> pending) {
    locked(
        () -> {
          if (pending.awaited != null) {
            correlator.entryOf(pending.awaited.command.resultType()).awaitedOnce = true;
          }
          correlator.submit(pending);
        });
  }

  /** Gives the user a future of their own: it completes on their executor, and can be cancelled. */
  private <T> CompletableFuture<T> handOver(
      CompletableFuture<T> future, PendingCommand<?> pending) {
    CompletableFuture<T> given = new CompletableFuture<>();
    future.whenComplete(
        (value, failure) -> {
          try {
            callbacks.execute(() -> complete(given, value, failure));
          } catch (RejectedExecutionException e) {
            complete(given, value, failure); // an event may be dropped, an answer may not
          }
        });
    given.whenComplete(
        (value, failure) -> {
          if (given.isCancelled()) {
            locked(() -> correlator.cancel(pending));
          }
        });
    return given;
  }

  private static <T> void complete(
      CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(failure);
    }
  }

  private void requireMayWait() {
    Thread caller = Thread.currentThread();
    if (caller == reader || caller == writer || deliveries.isDrainedByCaller()) {
      throw new IllegalStateException(
          "A callback that runs in place must not wait for the line: use submit");
    }
  }

  private <T> T await(Object command, CompletableFuture<T> future) {
    for (int spins = 0; spins < SPINS && !future.isDone(); spins++) {
      Thread.onSpinWait();
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(command.toString(), e);
    }
  }

  // ---- what the module says by itself ----

  /**
   * Subscribes to a type of URC.
   *
   * @param type the type
   * @param subscriber gets each URC of that type on the callback executor, in order, unless it is
   *     the result that a {@link DeferredCommand} waits for
   * @param <T> what the URC means
   * @return ends the subscription
   */
  public <T> UrcSubscription onUrc(UrcType<T> type, Consumer<? super T> subscriber) {
    return onUrcLine(type, (urc, line) -> subscriber.accept(urc));
  }

  /**
   * Subscribes to a type of URC, with the line that each was read from.
   *
   * <p>For those that act on what a URC says: one whose line {@linkplain AtLine#isAmbiguous() is
   * ambiguous} may in truth be text of a received message, and is to be confirmed by a query.
   *
   * @param type the type
   * @param subscriber gets each URC of that type and its line, as with {@link #onUrc}
   * @param <T> what the URC means
   * @return ends the subscription
   */
  public <T> UrcSubscription onUrcLine(
      UrcType<T> type, BiConsumer<? super T, ? super AtLine> subscriber) {
    locked(() -> correlator.entryOf(type).subscribers.add(subscriber));
    return onceOnly(() -> correlator.entryOf(type).subscribers.remove(subscriber));
  }

  /**
   * Subscribes to every line that is neither answer nor known URC.
   *
   * @param subscriber gets the lines on the callback executor, in order; they are as they came, so
   *     with the echo on one may hold what was sent
   * @return ends the subscription
   */
  public UrcSubscription onUnknown(Consumer<? super AtLine> subscriber) {
    locked(() -> correlator.unknownSubscribers().add(subscriber));
    return onceOnly(() -> correlator.unknownSubscribers().remove(subscriber));
  }

  /** The same subscriber may have come twice: closing one subscription again spares the other. */
  private UrcSubscription onceOnly(Runnable end) {
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        locked(end);
      }
    };
  }

  /**
   * Subscribes to the loss of the line.
   *
   * @param subscriber gets the cause on the callback executor, once; at once if the line is lost
   *     already; never if the channel is closed on purpose
   */
  public void onLost(Consumer<? super TransportException> subscriber) {
    lost.thenAccept(
        cause -> {
          try {
            callbacks.execute(() -> subscriber.accept(cause));
          } catch (RejectedExecutionException e) {
            subscriber.accept(cause); // the one event that may not be dropped
          }
        });
  }

  /**
   * The channel's counters.
   *
   * @return a snapshot
   */
  public AtStatistics statistics() {
    lock.lock();
    try {
      return counters.snapshot();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The options of the channel.
   *
   * @return the options, adapted to the rate of the line
   */
  public AtChannelOptions options() {
    return options;
  }

  /**
   * The rate of the line.
   *
   * @return bits per second, empty if the line has no such limit or it is not known
   */
  public OptionalInt bitsPerSecond() {
    return transport.bitsPerSecond();
  }

  /**
   * The name of the line, for messages.
   *
   * @return the transport's name
   */
  public String name() {
    return transport.name();
  }

  /** Closes the channel and its transport; does nothing if it is closed already. */
  @Override
  public void close() {
    end(null);
    joinUnlessSelf(reader);
    joinUnlessSelf(writer);
  }

  // ---- threads ----

  private void readLoop() {
    byte[] buffer = new byte[READ_BUFFER_BYTES];
    try {
      while (!isClosed()) {
        int count = transport.read(buffer, 0, buffer.length, READ_SLICE);
        if (count > 0) {
          received(buffer, count);
        }
        if (silenceAwaited) {
          silenceAwaited = false;
          locked(() -> correlator.listening(System.nanoTime()));
        }
        closeIfWriteStalls();
      }
    } catch (Throwable e) {
      lineFailed("reading", e);
    }
  }

  private void received(byte[] buffer, int count) {
    deliveries.awaitRoom();
    lock.lock();
    try {
      long now = System.nanoTime();
      announcer.at(now);
      correlator.received(buffer, count, now);
      silenceAwaited = correlator.awaitsSilence();
      wakeWriterIfNeeded();
    } finally {
      lock.unlock();
    }
    deliveries.drain();
  }

  /** A serial port has no write time-out; closing it is what frees a blocked writer. */
  private void closeIfWriteStalls() {
    if (writing && System.nanoTime() - writeStartedNanos > Nanos.of(options.writeTimeout())) {
      end(
          new TransportLostException(
              transport.name(),
              "a write was stuck for " + options.writeTimeout().toMillis() + " ms",
              null));
    }
  }

  private void writeLoop() {
    try {
      byte[] bytes = awaitWrite();
      while (bytes != null) {
        write(bytes);
        bytes = awaitWrite();
      }
    } catch (Throwable e) {
      lineFailed("writing", e);
    }
  }

  /** Waits for something to write, keeping the time meanwhile; returns null when closed. */
  private byte @Nullable [] awaitWrite() {
    while (true) {
      byte[] bytes = null;
      lock.lock();
      try {
        long now = System.nanoTime();
        announcer.at(now);
        correlator.tick(now);
        if (correlator.isClosed()) {
          return null;
        }
        bytes = takeWrite(now);
        if (bytes == null && !deliveries.wantDraining()) {
          awaitWork();
        }
      } finally {
        lock.unlock();
      }
      deliveries.drain();
      if (bytes != null) {
        return bytes;
      }
    }
  }

  /** Who waits for the answer anyway may as well write: that saves waking another thread. */
  private void writeHere(PendingCommand<?> pending) {
    byte[] bytes;
    lock.lock();
    try {
      long now = System.nanoTime();
      announcer.at(now);
      correlator.submit(pending);
      bytes = takeWrite(now);
      wakeWriterIfNeeded();
    } finally {
      lock.unlock();
    }
    deliveries.drain();
    if (bytes != null) {
      try {
        write(bytes);
      } catch (Throwable e) {
        lineFailed("writing", e);
      }
    }
  }

  /** Also an error that no transport should have ends the channel, or somebody would wait. */
  private void lineFailed(String activity, Throwable failure) {
    if (failure instanceof TransportException loss) {
      end(loss);
      return;
    }
    String detail = activity + " failed: " + failure;
    LOG.error("Lost {}: {}", transport.name(), detail, failure);
    end(new TransportLostException(transport.name(), detail, failure));
  }

  /** Called with the lock held; one thread writes at a time. */
  private byte @Nullable [] takeWrite(long now) {
    if (writing) {
      return null;
    }
    byte[] bytes = correlator.nextWrite(now);
    if (bytes != null) {
      writing = true;
      writeStartedNanos = System.nanoTime();
    }
    return bytes;
  }

  private void write(byte[] bytes) {
    try {
      transport.write(bytes, 0, bytes.length);
    } finally {
      locked(
          () -> {
            writing = false;
            correlator.written(bytes.length, System.nanoTime());
          });
    }
  }

  private void awaitWork() {
    long deadline = correlator.nextDeadline();
    writerSleepsUntil = deadline;
    try {
      if (deadline == Long.MAX_VALUE) {
        work.await();
      } else {
        work.awaitNanos(deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody should interrupt the writer of {}", transport.name());
    }
    writerSleepsUntil = AWAKE;
  }

  private void end(@Nullable TransportException cause) {
    boolean first;
    lock.lock();
    try {
      first = !correlator.isClosed();
      if (first) {
        announcer.at(System.nanoTime());
        correlator.close(cause);
        deliveries.letEverythingIn();
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (!first) {
      return;
    }
    transport.close();
    deliveries.drain();
    if (cause != null) {
      lost.complete(cause);
    }
    if (callbackThread != null) {
      callbackThread.close();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      announcer.at(System.nanoTime());
      action.run();
      wakeWriterIfNeeded();
    } finally {
      lock.unlock();
    }
    deliveries.drain();
  }

  /** Called with the lock held. */
  private void wakeWriterIfNeeded() {
    if (correlator.nextDeadline() < writerSleepsUntil || !writing && correlator.wantsWrite()) {
      work.signal();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return correlator.isClosed();
    } finally {
      lock.unlock();
    }
  }

  private Thread daemon(Runnable loop, String role) {
    Thread thread = new Thread(loop, role + transport.name());
    thread.setDaemon(true);
    return thread;
  }

  private static void joinUnlessSelf(Thread thread) {
    if (thread != Thread.currentThread()) {
      try {
        thread.join(CLOSE_WAIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
