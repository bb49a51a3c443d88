package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.UrcSubscription;
import io.github.modemqtt.at.UrcType;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps a {@link NetworkView} of a module up to date: by what the module reports, and by asking.
 *
 * <p>By itself it sends nothing: it listens to the URCs that the module is set to send ({@link
 * NetworkReports}). If it may ask, it confirms what a URC only hints at: that a context was
 * activated, or a line that {@linkplain AtLine#isAmbiguous() may be text of a received message}.
 * Such a line never changes the view by itself, and many of them lead to one round of questions
 * each 5 s at most.
 *
 * <p>Thread-safe. The listener is called on the callback executor of the channel, or on the thread
 * that calls {@link #broughtUp}; it must not wait.
 */
public final class NetworkMonitor implements AutoCloseable {
  private static final long SHORTEST_GAP = Duration.ofSeconds(5).toNanos();

  private final boolean mayAsk;
  private final Consumer<? super NetworkView> listener;
  private final List<UrcSubscription> subscriptions = new ArrayList<>();
  private final NetworkQueries queries;
  private final Round refreshing = new Round();
  private final Round measuring = new Round();
  private final AtomicBoolean confirmationPlanned = new AtomicBoolean();
  private volatile long confirmedAt = System.nanoTime() - SHORTEST_GAP;
  private volatile boolean closed;

  /** Written with this object locked. */
  private volatile NetworkView view;

  /** The last round of questions of one kind; guarded by itself. */
  private static final class Round {
    private CompletableFuture<NetworkView> last =
        CompletableFuture.completedFuture(NetworkView.UNKNOWN);
  }

  /**
   * Begins to listen.
   *
   * @param channel the open channel
   * @param known what is known already, {@link NetworkView#UNKNOWN} if nothing
   * @param mayAsk whether URCs may lead to questions to the module
   * @param listener gets the view when a URC has changed it, and after each bring-up and refresh
   */
  public NetworkMonitor(
      AtChannel channel,
      NetworkView known,
      boolean mayAsk,
      Consumer<? super NetworkView> listener) {
    this.mayAsk = mayAsk;
    this.listener = listener;
    this.view = known;
    this.queries = new NetworkQueries(channel, this::change);
    on(channel, NetworkUrcs.CEREG, NetworkDraft::registration);
    on(channel, NetworkUrcs.CSCON, NetworkDraft::radioConnected);
    on(channel, NetworkUrcs.ECPADDR, NetworkMonitor::address);
    on(channel, NetworkUrcs.CTZE, NetworkMonitor::localTime);
    on(channel, NetworkUrcs.CTZEU, NetworkMonitor::utc);
    on(
        channel,
        NetworkUrcs.CEDRXP,
        (draft, granted) -> draft.power(draft.powerStatus().withEdrx(granted)));
    subscriptions.add(channel.onUrc(NetworkUrcs.CREG, hint -> confirm()));
    subscriptions.add(channel.onUrcLine(NetworkUrcs.CGEV, this::packetEvent));
  }

  /**
   * What is known now.
   *
   * @return the view
   */
  public NetworkView view() {
    return view;
  }

  /**
   * Takes over what a bring-up has found.
   *
   * @param status the module's status
   */
  public void broughtUp(ModemStatus status) {
    change(
        draft -> {
          draft.registration(status.registration());
          draft.address(status.address());
          status.signal().map(RadioSignal::of).ifPresent(draft::signal);
          status.power().ifPresent(draft::power);
          status.identity().imei().ifPresent(draft::imei);
          status.iccid().ifPresent(draft::iccid);
        });
    tell();
  }

  /**
   * Asks the module for everything anew: about twelve short commands, one after the other, between
   * which other commands find their place. What the module does not know stays as it was.
   *
   * @return completes with the view; fails if the line fails, or the module does not answer. While
   *     one is under way, another call has the same result
   */
  public CompletableFuture<NetworkView> refresh() {
    return once(refreshing, queries::everything);
  }

  /**
   * Asks the module for the signal only: three short commands.
   *
   * @return as {@link #refresh()}
   */
  public CompletableFuture<NetworkView> refreshSignal() {
    return once(measuring, queries::signal);
  }

  private CompletableFuture<NetworkView> once(
      Round round, Supplier<CompletableFuture<Void>> questions) {
    CompletableFuture<NetworkView> own = new CompletableFuture<>();
    synchronized (round) {
      if (!round.last.isDone()) {
        return round.last.copy();
      }
      round.last = own;
    }
    questions
        .get()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                own.complete(view());
                tell();
              } else {
                own.completeExceptionally(failure);
              }
            });
    return own.copy();
  }

  /** Stops listening and telling; the channel stays open. */
  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(UrcSubscription::close);
  }

  // ---- URCs ----

  private <T> void on(
      AtChannel channel, UrcType<T> type, BiConsumer<NetworkDraft, ? super T> taker) {
    subscriptions.add(
        channel.onUrcLine(
            type,
            (urc, line) -> {
              if (line.isAmbiguous()) {
                confirm();
              } else {
                reported(draft -> taker.accept(draft, urc));
              }
            }));
  }

  private static void address(NetworkDraft draft, PdpAddress reported) {
    if (reported.contextId() == draft.contextId()) {
      draft.address(reported);
    }
  }

  private static void localTime(NetworkDraft draft, NetworkTime reported) {
    draft.networkTime(reported.time().atOffset(reported.zone()));
  }

  private static void utc(NetworkDraft draft, NetworkTime reported) {
    draft.networkTime(
        reported.time().atOffset(ZoneOffset.UTC).withOffsetSameInstant(reported.zone()));
  }

  /** The end of a context is the end of its address; what a new one has must be asked. */
  private void packetEvent(PacketEvent event, AtLine line) {
    boolean ends =
        event.kind() == PacketEvent.Kind.DETACHED || event.kind() == PacketEvent.Kind.DEACTIVATED;
    if (line.isAmbiguous() || !ends) {
      confirm();
      return;
    }
    reported(
        draft -> {
          int own = draft.contextId();
          if (event.contextId().orElse(own) == own) {
            draft.address(new PdpAddress(own, List.of()));
          }
        });
  }

  private void reported(Consumer<NetworkDraft> change) {
    NetworkView before = change(change);
    if (!before.saysTheSameAs(view())) {
      tell();
    }
  }

  /** A flood of lines, which a publisher elsewhere can cause, must not fill the line. */
  private void confirm() {
    if (!mayAsk || closed || !confirmationPlanned.compareAndSet(false, true)) {
      return;
    }
    long wait = Math.max(0, SHORTEST_GAP - (System.nanoTime() - confirmedAt));
    CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(this::confirmNow);
  }

  private void confirmNow() {
    confirmedAt = System.nanoTime();
    confirmationPlanned.set(false); // from here on, news leads to another round
    if (closed) {
      return;
    }
    NetworkView before = view();
    queries
        .registrationAndAddress()
        .whenComplete(
            (done, failure) -> {
              if (!before.saysTheSameAs(view())) {
                tell();
              }
            });
  }

  // ---- the view ----

  /** Returns the view before the change. */
  private synchronized NetworkView change(Consumer<NetworkDraft> change) {
    NetworkView before = view;
    NetworkDraft draft = new NetworkDraft(before);
    change.accept(draft);
    view = draft.build();
    return before;
  }

  private void tell() {
    if (!closed) {
      listener.accept(view());
    }
  }
}
