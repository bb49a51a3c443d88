package io.github.modemqtt.at;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final Transport transport;
  private final AtChannelOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Deliveries deliveries = new Deliveries(lock);
  private final Correlator.Counters counters = new Correlator.Counters();
  private final @Nullable CallbackThread callbackThread;
  private final Executor callbacks;
  private final Correlator correlator;
  private final CompletableFuture<TransportException> lost = new CompletableFuture<>();
  private final Thread reader;
  private final Thread writer;

  /** Used by the reading thread only. */
  private boolean silenceAwaited;

  private volatile long writeStartedNanos;
  private volatile boolean writing;

  private AtChannel(Transport transport, AtChannelOptions options, AtListener listener) {
    this.transport = transport;
    this.options = options;
    Executor given = options.callbackExecutor();
    callbackThread =
        given != null
            ? null
            : new CallbackThread("at-callbacks " + transport.name(), options.callbackCapacity());
    callbacks = given != null ? given : callbackThread;
    correlator =
        new Correlator(transport.name(), options, listener, deliveries, callbacks, counters);
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
    return open(transport, AtChannelOptions.DEFAULTS, new AtListener() {});
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
    AtChannel channel = new AtChannel(transport, options, listener);
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
    PendingCommand<R> pending = enqueue(new PendingCommand<>(command, command.line(), null));
    return await(pending.toString(), pending.future);
  }

  /**
   * Sends a command without waiting.
   *
   * @param command the command
   * @param <R> the type of the reply
   * @return completes on the callback executor with the reply, or fails as {@link #execute} does
   */
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    return handOver(enqueue(new PendingCommand<>(command, command.line(), null)).future);
  }

  /**
   * Sends a command whose result comes after its {@code OK}, without waiting.
   *
   * @param command the command
   * @param <T> the type of the result
   * @return its two stages, which complete on the callback executor
   */
  public <T> Exchange<T> submitDeferred(DeferredCommand<T> command) {
    CommandLine line = command.line();
    AwaitedResult<T> result = new AwaitedResult<>(command, line.toString());
    PendingCommand<Void> pending = enqueue(new PendingCommand<>(command, line, result));
    return new Exchange<>(handOver(pending.future), handOver(result.future));
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

  private <R> PendingCommand<R> enqueue(PendingCommand<R> pending) {
    locked(
        () -> {
          if (pending.awaited != null) {
            correlator.entryOf(pending.awaited.command.resultType());
          }
          correlator.submit(pending);
        });
    return pending;
  }

  private <T> CompletableFuture<T> handOver(CompletableFuture<T> future) {
    CompletableFuture<T> given = new CompletableFuture<>();
    future.whenComplete(
        (value, failure) -> {
          try {
            callbacks.execute(() -> complete(given, value, failure));
          } catch (RejectedExecutionException e) {
            complete(given, value, failure); // an event may be dropped, an answer may not
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

  private <T> T await(String command, CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(command, e);
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
   */
  public <T> void onUrc(UrcType<T> type, Consumer<? super T> subscriber) {
    locked(() -> correlator.entryOf(type).subscribers.add(subscriber));
  }

  /**
   * Subscribes to every line that is neither answer nor known URC.
   *
   * @param subscriber gets the lines on the callback executor, in order
   */
  public void onUnknown(Consumer<? super AtLine> subscriber) {
    locked(() -> correlator.subscribeUnknown(subscriber));
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
    } catch (TransportException e) {
      end(e);
    } catch (Throwable e) {
      LOG.error("The reader of {} failed", transport.name(), e);
      end(new TransportLostException(transport.name(), "reading failed: " + e, e));
    }
  }

  private void received(byte[] buffer, int count) {
    long now = System.nanoTime();
    locked(
        () -> {
          counters.bytesReceived += count;
          correlator.received(buffer, count, now);
          silenceAwaited = correlator.awaitsSilence();
        });
  }

  /** A serial port has no write time-out; closing it is what frees a blocked writer. */
  private void closeIfWriteStalls() {
    if (writing && System.nanoTime() - writeStartedNanos > options.writeTimeout().toNanos()) {
      end(
          new TransportLostException(
              transport.name(),
              "a write was stuck for " + options.writeTimeout().toMillis() + " ms",
              null));
    }
  }

  private void writeLoop() {
    try {
      byte[] bytes = nextWrite();
      while (bytes != null) {
        writeStartedNanos = System.nanoTime();
        writing = true;
        transport.write(bytes, 0, bytes.length);
        writing = false;
        int count = bytes.length;
        locked(
            () -> {
              counters.bytesSent += count;
              correlator.written(System.nanoTime());
            });
        bytes = nextWrite();
      }
    } catch (TransportException e) {
      end(e);
    } catch (Throwable e) {
      LOG.error("The writer of {} failed", transport.name(), e);
      end(new TransportLostException(transport.name(), "writing failed: " + e, e));
    }
  }

  /** Waits for something to write, keeping the time meanwhile; returns null when closed. */
  private byte @Nullable [] nextWrite() {
    while (true) {
      byte[] bytes = null;
      lock.lock();
      try {
        correlator.tick(System.nanoTime());
        if (correlator.isClosed()) {
          return null;
        }
        bytes = correlator.nextWrite();
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

  private void awaitWork() {
    long deadline = correlator.nextDeadline();
    try {
      if (deadline == Long.MAX_VALUE) {
        work.await();
      } else {
        work.awaitNanos(deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody should interrupt the writer of {}", transport.name());
    }
  }

  private void end(@Nullable TransportException cause) {
    boolean first;
    lock.lock();
    try {
      first = !correlator.isClosed();
      if (first) {
        correlator.close(cause);
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
      action.run();
      work.signal();
    } finally {
      lock.unlock();
    }
    deliveries.drain();
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
