package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.Priority;
import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.DisconnectResult;
import io.github.modemqtt.ecmt.EcmtUrcs.LinkStateChange;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the module says of its link by itself, and what is to be believed of it.
 *
 * <pre>
 *            connecting()      connected()           lost, and the module connects again
 *   IDLE ──────────────&gt; CONNECTING ────&gt; CONNECTED ──────────────────────────────&gt; LOST
 *    ^                                    │   ^ accepted again                        │ │
 *    └──── idle(), lost for good ─────────┴───┴───────────────────────────────────────┘ │
 *    └──────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>While idle or connecting, reports are about the session before, or about an idle connection
 * that the broker dropped before CONNECT, and mean nothing. Later, a report leads to a question to
 * the module, and its answer decides. At most one question is under way and one waits, however many
 * reports come. The module tells CONNECT sent and CONNECT accepted not apart; so after a loss that
 * is certain, "connected" counts only with the {@code +ECMTCONN} that has to follow, or without it
 * when the time for it is over, because it can be lost, and the subscriptions with it.
 *
 * <p>A report that could also be the text of a message never counts by itself: it leads to a
 * question, or to a doubt that the listener is told of.
 *
 * <p>The listener is called on the channel's callback executor and without a lock held.
 */
final class LinkWatch {
  private enum Phase {
    IDLE,
    CONNECTING,
    CONNECTED,
    LOST
  }

  /**
   * Why the module is asked.
   *
   * @param evidence what was seen, in words
   * @param certain whether it cannot be the text of a message
   * @param ofReturn whether it speaks for a new connection instead of a loss
   * @param isOverdue whether the report of a new connection, due after a certain loss, did not come
   * @param ifUnanswered what a certain report means if the module does not answer the question
   * @param refusal what the broker said to a reconnect, if the loss before it is confirmed
   */
  private record Suspicion(
      String evidence,
      boolean certain,
      boolean ofReturn,
      boolean isOverdue,
      LinkLoss ifUnanswered,
      @Nullable MqttRefusedException refusal) {
    static Suspicion ofLoss(String evidence, boolean certain, LinkLoss loss) {
      return new Suspicion(evidence, certain, false, false, loss, null);
    }

    static Suspicion ofReturn(String evidence) {
      return new Suspicion(evidence, false, true, false, LinkLoss.MODULE_RECONNECTS, null);
    }

    static Suspicion ofOverdueReturn(String evidence) {
      return new Suspicion(evidence, true, false, true, LinkLoss.MODULE_RECONNECTS, null);
    }

    Suspicion with(@Nullable MqttRefusedException why) {
      return new Suspicion(evidence, certain, ofReturn, isOverdue, ifUnanswered, why);
    }

    Suspicion and(@Nullable Suspicion other) {
      if (other == null) {
        return this;
      }
      return new Suspicion(
          evidence,
          certain || other.certain,
          ofReturn || other.ofReturn,
          isOverdue || other.isOverdue,
          certain ? ifUnanswered : other.ifUnanswered,
          refusal == null ? other.refusal : refusal);
    }
  }

  private final AtChannel channel;
  private final MqttModuleListener listener;
  private final Outstanding outstanding;
  private final ReopenPause reopenPause;
  private final Duration patience;
  private final Supplier<BrokerAddress> broker;

  // all guarded by this
  private Phase phase = Phase.IDLE;
  private boolean asking;
  private @Nullable Suspicion asked;
  private @Nullable Suspicion toAsk;
  private @Nullable Object awaitedReturn;
  private CompletableFuture<ConnectResult> further = new CompletableFuture<>();

  LinkWatch(
      AtChannel channel,
      MqttModuleListener listener,
      Outstanding outstanding,
      ReopenPause reopenPause,
      Duration patience,
      Supplier<BrokerAddress> broker) {
    this.channel = channel;
    this.listener = listener;
    this.outstanding = outstanding;
    this.reopenPause = reopenPause;
    this.patience = patience;
    this.broker = broker;
  }

  void start() {
    channel.onUrc(EcmtUrcs.LINK_STATE, this::linkState);
    channel.onUrc(EcmtUrcs.DISCONNECT, this::disconnected);
    channel.onUrc(EcmtUrcs.CONNECT, this::connectResult);
  }

  // ---- what the host does ----

  /** There is no connection, or not for long any more. */
  synchronized void idle() {
    enter(Phase.IDLE);
  }

  /** CONNECT is about to be sent; returns the result that may follow after its own. */
  synchronized CompletableFuture<ConnectResult> connecting() {
    enter(Phase.CONNECTING);
    further = new CompletableFuture<>();
    return further;
  }

  synchronized void connected() {
    enter(Phase.CONNECTED);
  }

  /** What was asked, or waited for, was about the time before. Called with the lock held. */
  private void enter(Phase next) {
    phase = next;
    asked = null;
    toAsk = null;
    awaitedReturn = null;
  }

  // ---- what the module says ----

  private void linkState(LinkStateChange report) {
    if (report.connectionId() == Requests.CONNECTION) {
      suspect(
          Suspicion.ofLoss(
              "+ECMTSTAT reported a loss of the link",
              !report.ambiguous(),
              LinkLoss.MODULE_RECONNECTS));
    }
  }

  private void disconnected(DisconnectResult report) {
    if (report.connectionId() == Requests.CONNECTION) {
      suspect(
          Suspicion.ofLoss(
              "+ECMTDISC came without being asked for", !report.ambiguous(), LinkLoss.CLOSED));
    }
  }

  private void connectResult(ConnectResult report) {
    if (report.connectionId() != Requests.CONNECTION) {
      return;
    }
    boolean accepted = report.result() == 0 && report.returnCode() == 0;
    if (report.ambiguous()) {
      uncertainConnectResult(accepted);
      return;
    }
    CompletableFuture<ConnectResult> waiting = ifConnecting();
    if (waiting != null) {
      waiting.complete(report);
    } else if (accepted) {
      restored();
    } else {
      notAccepted(report);
    }
  }

  private synchronized @Nullable CompletableFuture<ConnectResult> ifConnecting() {
    return phase == Phase.CONNECTING ? further : null;
  }

  private void notAccepted(ConnectResult report) {
    Optional<MqttRefusedException> refusal = Connecting.refusal(broker.get(), report);
    if (refusal.isPresent() && isKnownAsLost()) {
      listener.onReconnectRefused(refusal.get());
    } else {
      // the broker ends the connection after a refusal, which the module reports, too
      String evidence =
          "+ECMTCONN came with result " + report.result() + ", code " + report.returnCode();
      suspect(
          Suspicion.ofLoss(evidence, true, LinkLoss.MODULE_RECONNECTS).with(refusal.orElse(null)));
    }
  }

  private void uncertainConnectResult(boolean accepted) {
    String evidence = "a message, or the module, said +ECMTCONN";
    boolean expected;
    synchronized (this) {
      expected = phase == Phase.LOST || phase == Phase.CONNECTED && awaitedReturn != null;
    }
    if (accepted && expected) {
      suspect(Suspicion.ofReturn(evidence));
    } else if (isWatching()) {
      listener.onLinkDoubtful(evidence);
    }
  }

  private synchronized boolean isKnownAsLost() {
    return phase == Phase.LOST;
  }

  private synchronized boolean isWatching() {
    return phase == Phase.CONNECTED || phase == Phase.LOST;
  }

  // ---- the question ----

  private void suspect(Suspicion suspicion) {
    synchronized (this) {
      if (!isWatching()) {
        return;
      }
      if (asking) {
        toAsk = suspicion.and(toAsk);
        return;
      }
      asking = true;
      asked = suspicion;
    }
    ask();
  }

  private void ask() {
    channel.submit(new EcmtConnectQuery(), Priority.URGENT).whenComplete(this::answered);
  }

  private void answered(EcmtConnectQuery.@Nullable State state, @Nullable Throwable failure) {
    Suspicion answeredOne;
    synchronized (this) {
      answeredOne = asked;
      asked = null;
    }
    if (answeredOne != null) {
      judge(answeredOne, state, failure);
    }
    synchronized (this) {
      asked = toAsk;
      toAsk = null;
      asking = asked != null;
      if (!asking) {
        return;
      }
    }
    ask();
  }

  private void judge(
      Suspicion suspicion, EcmtConnectQuery.@Nullable State state, @Nullable Throwable failure) {
    if (state == null) {
      unanswered(suspicion, failure);
      return;
    }
    switch (state) {
      case CONNECTING -> lost(LinkLoss.MODULE_RECONNECTS);
      case NONE, NOT_CONNECTED, DISCONNECTED -> lost(LinkLoss.CLOSED);
      case CONNECTED -> saysConnected(suspicion);
    }
    if (state != EcmtConnectQuery.State.CONNECTED && suspicion.refusal != null) {
      listener.onReconnectRefused(suspicion.refusal);
    }
  }

  private void unanswered(Suspicion suspicion, @Nullable Throwable failure) {
    if (failure != null && Steps.unwrap(failure) instanceof ChannelClosedException) {
      return;
    }
    if (suspicion.certain && Steps.isRejection(failure)) {
      lost(suspicion.ifUnanswered);
    } else {
      listener.onLinkDoubtful(suspicion.evidence);
    }
  }

  private void saysConnected(Suspicion suspicion) {
    boolean knownAsLost;
    boolean returnIsAwaited;
    synchronized (this) {
      knownAsLost = phase == Phase.LOST;
      returnIsAwaited = awaitedReturn != null;
    }
    boolean cameBack =
        suspicion.isOverdue || suspicion.ofReturn && (knownAsLost || returnIsAwaited);
    if (cameBack) {
      lost(LinkLoss.MODULE_RECONNECTS); // if that was not known before
      restored();
    } else if (knownAsLost) {
      awaitReturn(); // CONNECT is sent, and its answer is to come
    } else {
      listener.onLinkDoubtful(suspicion.evidence);
      if (suspicion.certain) {
        awaitReturn();
      }
    }
  }

  // ---- consequences ----

  private void lost(LinkLoss loss) {
    boolean reconnects = loss == LinkLoss.MODULE_RECONNECTS;
    synchronized (this) {
      if (!isWatching() || reconnects && phase == Phase.LOST) {
        return;
      }
      if (reconnects) {
        phase = Phase.LOST; // what is still to be asked can tell more, such as why
        awaitedReturn = null;
      } else {
        enter(Phase.IDLE);
      }
    }
    if (!reconnects) {
      reopenPause.begin();
    }
    listener.onLinkLost(loss);
    outstanding.linkLost();
    if (reconnects) {
      awaitReturn();
    }
  }

  private void restored() {
    synchronized (this) {
      if (!isWatching()) {
        return;
      }
      enter(Phase.CONNECTED);
    }
    outstanding.linkLost(); // also without a report of the loss: the firmware has forgotten all
    listener.onLinkRestored();
  }

  /** The report of a new connection can be lost; once its time is over, the module is asked. */
  private void awaitReturn() {
    Object mark = new Object();
    synchronized (this) {
      if (!isWatching() || awaitedReturn != null) {
        return;
      }
      awaitedReturn = mark;
    }
    CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
        .execute(() -> returnIsOverdue(mark));
  }

  private void returnIsOverdue(Object mark) {
    synchronized (this) {
      if (awaitedReturn != mark) {
        return;
      }
      awaitedReturn = null;
    }
    suspect(Suspicion.ofOverdueReturn("the module did not report that it connected again"));
  }
}
