package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that leads a client's life: it does what users ask for, listens to what the line
 * reports, and gets the connection back when it is lost.
 *
 * <p>All of it happens in plain order on this thread, one step at a time, and each step waits for
 * its end; only publishing goes beside it. A disconnect or a close interrupts a step.
 */
final class Supervisor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOST_POLL_INTERVAL = Duration.ofSeconds(5);

  private final ClientSettings settings;
  private final ClientEvents events;
  private final Inbox inbox;
  private final Delivery delivery;
  private final Subscriptions subscriptions;
  private final MessageIds ids;
  private final Connector connector;
  private final LinkHealth health;
  private final List<CompletableFuture<Void>> connecting = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile ClientState state = ClientState.CLOSED;

  /** Whether the user wants a connection; else none is got back. */
  private volatile boolean wanted;

  /** Why none is wanted any more, if that was not the user's wish. */
  private volatile @Nullable ModemException gaveUpFor;

  private @Nullable Recovery recovery;
  private boolean subscribingFailed;

  /**
   * Whether something was tried since the module was brought up, so that it may need that again.
   */
  private boolean used;

  /** Whether the module may have something open. */
  private boolean mayBeOpen;

  Supervisor(
      ClientSettings settings,
      ClientEvents events,
      Inbox inbox,
      Delivery delivery,
      Subscriptions subscriptions,
      Reception reception,
      MessageIds ids) {
    this.settings = settings;
    this.events = events;
    this.inbox = inbox;
    this.delivery = delivery;
    this.subscriptions = subscriptions;
    this.ids = ids;
    this.health = new LinkHealth(settings.healthInterval());
    this.connector =
        new Connector(
            settings,
            inbox,
            reception::receive,
            this::progress,
            new NetworkWatch(settings, events, () -> delivery.depth() > 0));
  }

  ClientState state() {
    return state;
  }

  boolean isWanted() {
    return wanted;
  }

  /** What a user cannot do without a connection that is wanted. */
  ClientStateException refusal(String step) {
    ModemException reason = gaveUpFor;
    return reason == null
        ? new ClientStateException(step, state)
        : new ClientStateException(step, state, reason);
  }

  Connector connector() {
    return connector;
  }

  /** Completes when the client is closed and nothing of it runs any more. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  // ---- the loop ----

  @Override
  public void run() {
    try {
      boolean open = true;
      while (open) {
        open = guardedTurn();
      }
    } finally {
      shutDown();
    }
  }

  /** Whatever goes wrong unforeseen must not leave the user without a client. */
  private boolean guardedTurn() {
    try {
      return turn();
    } catch (RuntimeException e) {
      LOG.error("The client met a failure that it did not expect", e);
      lost(unforeseen(e), false);
      return true;
    }
  }

  private static ModemException unforeseen(RuntimeException failure) {
    return failure instanceof ModemException known
        ? known
        : new ModemException(
            "The client met a failure that it did not expect: " + failure,
            "report it with the log; the client connects again",
            failure);
  }

  /** One thing at a time, the most urgent first; returns false when the client is closed. */
  private boolean turn() {
    Request request = inbox.nextRequest();
    if (request != null) {
      return handle(request);
    }
    Report report = inbox.nextReport();
    if (report != null) {
      handle(report);
      return true;
    }
    if (state == ClientState.CONNECTED) {
      stayConnected();
    } else if (recovery != null) {
      recover(recovery);
    } else {
      inbox.await(Inbox.forever());
    }
    return true;
  }

  /** A step that a disconnect or a close interrupts. */
  private interface Step {
    void run() throws InterruptedException;
  }

  /** Returns false if the step was interrupted. */
  private boolean interruptibly(Step step) {
    try {
      inbox.beginStep();
      step.run();
      return true;
    } catch (InterruptedException | InterruptedWaitException e) {
      return false;
    } finally {
      inbox.endStep();
    }
  }

  // ---- requests ----

  private boolean handle(Request request) {
    switch (request.kind()) {
      case OPEN -> open(request);
      case CONNECT -> connect(request);
      case START -> start(request);
      case DISCONNECT -> disconnect(request);
      case CLOSE -> {
        close(request);
        return false;
      }
    }
    return true;
  }

  private void open(Request request) {
    if (state == ClientState.READY || state == ClientState.CONNECTED) {
      request.result().complete(null);
      return;
    }
    if (state != ClientState.CLOSED) {
      request.result().completeExceptionally(new ClientStateException("open", state));
      return;
    }
    attempt(
        request,
        () -> {
          connector.bringUp();
          used = false;
          move(ClientState.READY);
        });
  }

  private void connect(Request request) {
    if (state == ClientState.CONNECTED) {
      request.result().complete(null);
      return;
    }
    if (recovery != null) {
      connecting.add(request.result());
      recovery.hurry();
      return;
    }
    attempt(
        request,
        () -> {
          Line line = connector.line();
          Line open = line == null || used ? connector.bringUp() : line;
          used = true;
          mayBeOpen = true;
          connector.connect(open, null);
          establishedOrEnded(open);
          want();
        });
  }

  /** What the user is told to have failed must not go on in the module. */
  private void establishedOrEnded(Line open) throws InterruptedException {
    try {
      established(open, null);
    } catch (RuntimeException e) {
      endInBoundedTime(open);
      throw e;
    }
  }

  /** One attempt for a user who waits for it: its failure is the user's. */
  private void attempt(Request request, Step step) {
    try {
      if (interruptibly(step)) {
        request.result().complete(null);
      } else {
        backToRest();
        request
            .result()
            .completeExceptionally(
                new ClientStateException(request.kind().step(), ClientState.CLOSING));
      }
    } catch (RuntimeException | LinkageError e) { // somebody waits, also if a library is missing
      backToRest();
      request.result().completeExceptionally(e);
    }
  }

  /** Where a client is that neither has a connection nor wants one. */
  private void backToRest() {
    boolean usable = connector.line() != null && state.compareTo(ClientState.READY) >= 0;
    if (!usable) {
      connector.closeLine();
    }
    move(usable ? ClientState.READY : ClientState.CLOSED);
  }

  private void start(Request request) {
    if (!wanted) {
      want();
      if (state != ClientState.CONNECTED) {
        recovery = new Recovery(settings.reconnect(), new ClientStateException("publish", state));
      }
    }
    request.result().complete(null);
  }

  private void want() {
    gaveUpFor = null;
    wanted = true;
  }

  private void disconnect(Request request) {
    if (state != ClientState.CONNECTED && recovery == null) {
      request.result().completeExceptionally(new ClientStateException("disconnect", state));
      return;
    }
    boolean connected = state == ClientState.CONNECTED;
    gaveUpFor = null;
    wanted = false;
    recovery = null;
    CompletableFuture<Void> settled = delivery.pause();
    move(ClientState.CLOSING);
    failConnecting(new ClientStateException("connect", ClientState.CLOSING));
    Line line = connector.line();
    if (line != null) {
      interruptibly(() -> end(line, connected, settled));
    }
    forgetWhatWasForThisConnection();
    move(connector.line() == null ? ClientState.CLOSED : ClientState.READY);
    request.result().complete(null);
  }

  /** What is under way may still be acknowledged; then DISCONNECT, so that there is no will. */
  private void end(Line line, boolean connected, CompletableFuture<Void> settled)
      throws InterruptedException {
    try {
      if (connected) {
        Connector.await(
            settled
                .copy()
                .completeOnTimeout(
                    null, settings.timeouts().acknowledgement().toMillis(), TimeUnit.MILLISECONDS));
      }
      connector.end(line, connected, settings.timeouts().end().plus(END_PATIENCE));
      mayBeOpen = false;
    } catch (RuntimeException e) {
      LOG.info("The connection was not ended cleanly: {}", e.toString());
    }
  }

  private void forgetWhatWasForThisConnection() {
    ClientStateException reason = new ClientStateException("publish", ClientState.CLOSING);
    if (settings.outbox().store() == null) {
      delivery.giveUp(reason);
    }
    fail(
        settings.options().cleanSession()
            ? subscriptions.clear("the client was disconnected")
            : subscriptions.takeWaiting(),
        new ClientStateException("subscribe", ClientState.CLOSING));
  }

  private void close(Request request) {
    wanted = false;
    recovery = null;
    delivery.pause();
    if (state != ClientState.CLOSED) {
      move(ClientState.CLOSING);
    }
    Line line = connector.line();
    if (line != null && mayBeOpen) {
      endInBoundedTime(line);
    }
    connector.closeLine();
    request.result().complete(null);
  }

  private void endInBoundedTime(Line line) {
    try {
      connector.end(line, false, END_PATIENCE);
    } catch (RuntimeException e) {
      LOG.info("The connection was not closed cleanly: {}", e.toString());
    } catch (InterruptedException e) {
      LOG.debug("The end of the connection was not waited for");
    }
  }

  /** Nobody is left waiting, whichever way this thread ends. */
  private void shutDown() {
    connector.closeLine();
    ClientStateException closed = ClientStateException.closedForEver("go on");
    failConnecting(closed);
    fail(subscriptions.clear("the client was closed"), closed);
    inbox.takeRequests().forEach(request -> end(request, closed));
    delivery.close();
    move(ClientState.CLOSED);
    ended.complete(null);
  }

  private static void end(Request request, ClientStateException closed) {
    if (request.kind() == Request.Kind.CLOSE) {
      request.result().complete(null);
    } else {
      request.result().completeExceptionally(closed);
    }
  }

  // ---- reports ----

  private void handle(Report report) {
    if (report.line() != null && !connector.isLine(report.line())) {
      return;
    }
    if (report instanceof Report.LineLost lost) {
      lineLost(lost.cause());
    } else if (report instanceof Report.LinkLost lost) {
      linkLost(lost.loss());
    } else if (report instanceof Report.LinkRestored) {
      linkRestored();
    } else if (report instanceof Report.ReconnectRefused refused) {
      refused(refused.refusal());
    } else if (report instanceof Report.Doubt doubt) {
      LOG.debug("The link is in doubt: {}", doubt.evidence());
      health.doubt();
    } else {
      health.noise();
    }
  }

  private void lineLost(ModemException cause) {
    connector.closeLine();
    if (recovery != null) {
      recovery.endAwait();
      recovery.failed(cause);
    } else {
      lost(cause, false);
    }
  }

  private void linkLost(LinkLoss loss) {
    if (state == ClientState.CONNECTED) {
      lost(new ConnectionLostException(loss), loss == LinkLoss.MODULE_RECONNECTS);
    } else if (recovery != null && loss == LinkLoss.CLOSED) {
      recovery.endAwait();
    }
  }

  private void refused(ModemException refusal) {
    if (state == ClientState.CONNECTED) {
      lost(refusal, false);
    } else if (recovery != null && recovery.isAwaitingModule()) {
      recovery.endAwait();
      recovery.failed(refusal);
    } else {
      return; // it repeats what an attempt has failed with
    }
    Line line = connector.line();
    if (line != null) {
      interruptibly(() -> endInBoundedTime(line)); // or the module would go on asking
    }
  }

  private void linkRestored() {
    if (state == ClientState.CONNECTED) {
      complete(subscriptions.tellAgain(settings.options().cleanSession()));
      events.connected(settings.options().cleanSession());
    } else if (recovery != null) {
      acceptRestored(recovery);
    }
  }

  private void acceptRestored(Recovery current) {
    Line line = connector.line();
    if (line == null) {
      return;
    }
    tryTo(
        current,
        () -> {
          if (Connector.await(line.module().queryState()) == MqttLinkState.CONNECTED) {
            established(line, current);
          }
        });
  }

  /** The connection, or the line, is lost. */
  private void lost(ModemException cause, boolean moduleReconnects) {
    delivery.pause();
    boolean was = state != ClientState.CLOSED;
    boolean recovers = wanted && settings.reconnect().enabled();
    if (was) {
      events.disconnected(cause, recovers);
    }
    if (!recovers) {
      giveUp(cause);
      return;
    }
    Recovery next = new Recovery(settings.reconnect(), cause);
    if (moduleReconnects) {
      next.awaitModule();
    } else {
      next.failed(cause);
    }
    recovery = next;
    move(ClientState.RECOVERING);
  }

  // ---- connected ----

  private void stayConnected() {
    Subscriptions.Step step = subscriptions.next();
    Line line = connector.line();
    if (line == null) {
      return; // its loss is reported next
    }
    long untilCheck = health.nanosToNextCheck();
    if (untilCheck <= 0) {
      check(line);
    } else if (step != null && !subscribingFailed) {
      subscribeOne(line, step);
    } else {
      inbox.await(untilCheck);
    }
  }

  /** Looks whether the module still is connected; what was held back because of a doubt goes on. */
  private void check(Line line) {
    try {
      interruptibly(() -> judge(line, Connector.await(line.module().queryState())));
    } catch (ChannelClosedException e) {
      lineLost(e.getCause() instanceof ModemException loss ? loss : e);
    } catch (ModemException e) { // an answer that cannot be read is as good as none
      if (health.silent()) {
        lost(e, false);
      }
    }
  }

  private void judge(Line line, MqttLinkState found) {
    boolean wasSilent = health.answered();
    switch (found) {
      case CONNECTED -> stillConnected(wasSilent);
      case CONNECTING -> lost(new ConnectionLostException(LinkLoss.MODULE_RECONNECTS), true);
      case OPEN, CLOSED -> lost(new ConnectionLostException(LinkLoss.CLOSED), false);
    }
  }

  private void stillConnected(boolean wasSilent) {
    int unanswered = delivery.unanswered();
    if (unanswered > settings.maxInFlight()) {
      lost(ConnectionLostException.unanswered(unanswered), false);
      return;
    }
    if (delivery.takeFailed() || wasSilent) {
      // the module may have connected again without a word, and then has no subscriptions
      complete(subscriptions.tellAgain(false));
    }
    subscribingFailed = false;
    delivery.resume();
  }

  private void subscribeOne(Line line, Subscriptions.Step step) {
    interruptibly(
        () -> {
          try {
            tell(line.module(), step);
          } catch (ModemException e) {
            subscribingFailed = true;
            health.doubt();
            LOG.debug("{} did not succeed: {}", step, e.toString());
          }
        });
  }

  /** Tells the broker one step; a failure that another attempt can cure is thrown. */
  private void tell(MqttModule module, Subscriptions.Step step) throws InterruptedException {
    int id = ids.take();
    try {
      Connector.await(
          step.subscribe()
              ? module.subscribe(id, step.filter(), step.qos())
              : module.unsubscribe(id, step.filter()));
      ids.release(id);
      complete(subscriptions.done(step));
    } catch (RuntimeException e) {
      ids.quarantine(id);
      if (PassingFailure.isPassing(e)) {
        throw e;
      }
      fail(subscriptions.refused(step, e), e);
    }
  }

  // ---- recovery ----

  private void recover(Recovery current) {
    if (current.isAwaitingModule()) {
      awaitModule(current);
    } else if (!current.isPlanned()) {
      plan(current);
    } else if (current.nanosToAttempt() > 0) {
      inbox.awaitPost(current.nanosToAttempt());
    } else {
      attempt(current);
    }
  }

  /** The module connects again by itself, or says in the end that it does not. */
  private void awaitModule(Recovery current) {
    Line line = connector.line();
    if (line == null || current.nanosOfPatience() <= 0) {
      current.endAwait();
      return;
    }
    tryTo(current, () -> look(current, line));
    if (recovery == current && current.isAwaitingModule()) {
      inbox.awaitPost(Math.min(pollNanos(), Math.max(1, current.nanosOfPatience())));
    }
  }

  private long pollNanos() {
    Duration quarter = settings.reconnect().moduleTime().dividedBy(4);
    return Math.max(
        Duration.ofMillis(50).toNanos(), Math.min(Nanos.of(quarter), MOST_POLL_INTERVAL.toNanos()));
  }

  private void look(Recovery current, Line line) throws InterruptedException {
    MqttLinkState state;
    try {
      state = Connector.await(line.module().queryState());
    } catch (CommandTimeoutException | CommandRejectedException | ReplyFormatException e) {
      LOG.debug("The module has not told its state, and is asked again: {}", e.getMessage());
      return;
    }
    switch (state) {
      case CONNECTED -> {
        // it says so from CONNECT on; the broker's answer may have been lost on the line
        if (current.nanosConnected() > Nanos.of(settings.timeouts().connect())) {
          established(line, current);
        }
      }
      case CONNECTING -> {
        current.notConnected();
        current.network(line.isRegistered());
      }
      case OPEN, CLOSED -> current.endAwait();
    }
  }

  private void plan(Recovery current) {
    RecoveryAttempt attempt = current.next(connector.brokers());
    Reconnector.Decision decision = asked(attempt);
    if (decision.giveUp()) {
      giveUp(current.cause());
      return;
    }
    current.decided(attempt, decision);
    events.recovery(attempt);
  }

  private Reconnector.Decision asked(RecoveryAttempt attempt) {
    try {
      return settings.reconnector().beforeAttempt(attempt);
    } catch (RuntimeException e) {
      LOG.warn("The reconnector failed; the attempt goes on as planned", e);
      return Reconnector.Decision.GO_ON;
    }
  }

  private void attempt(Recovery current) {
    Reconnector.Decision decision = current.takeDecision();
    if (decision.credentials() != null) {
      connector.use(decision.credentials());
    }
    tryTo(
        current,
        () -> {
          connector.prepare(current.step());
          Line line = connector.bringUp();
          used = true;
          mayBeOpen = true;
          connector.connect(line, decision.broker());
          established(line, current);
        });
  }

  /** Does a part of a recovery; its failure leads to the next attempt. */
  private void tryTo(Recovery current, Step step) {
    try {
      interruptibly(step);
    } catch (RuntimeException e) {
      ModemException failure = unforeseen(e);
      LOG.debug("Recovery goes on after: {}", failure.toString());
      current.endAwait();
      current.failed(failure);
      failConnecting(failure);
      if (RecoveryLadder.isHopeless(failure) || !settings.reconnect().enabled()) {
        giveUp(failure);
      } else if (state != ClientState.RECOVERING) {
        move(ClientState.RECOVERING);
      }
    }
  }

  /** No connection is wanted any more: nobody would bring it about. */
  private void giveUp(ModemException cause) {
    gaveUpFor = cause;
    wanted = false;
    recovery = null;
    failConnecting(cause);
    fail(subscriptions.takeWaiting(), cause);
    if (settings.outbox().store() == null) {
      delivery.giveUp(cause);
    }
    backToRest();
  }

  /** Connected; messages flow when the subscriptions are made, so that no answer is missed. */
  private void established(Line line, @Nullable Recovery after) throws InterruptedException {
    boolean clean = settings.options().cleanSession();
    complete(subscriptions.tellAgain(clean));
    for (Subscriptions.Step step = subscriptions.next();
        step != null;
        step = subscriptions.next()) {
      tell(line.module(), step);
    }
    recovery = null;
    subscribingFailed = false;
    health.connected();
    move(ClientState.CONNECTED);
    events.connected(clean);
    delivery.start(line.module());
    if (after != null) {
      events.recovered(after.cure(), after.age());
    }
    connecting.forEach(waiting -> waiting.complete(null));
    connecting.clear();
  }

  // ---- state and futures ----

  /** While a connection is got back, the steps towards it are no states of their own. */
  private void progress(ClientState next) {
    if (state != ClientState.RECOVERING) {
      move(next);
    }
  }

  private void move(ClientState next) {
    if (state != next) {
      state = next;
      events.state(next);
    }
  }

  private void failConnecting(ModemException cause) {
    fail(List.copyOf(connecting), cause);
    connecting.clear();
  }

  private static void complete(List<CompletableFuture<Void>> waiting) {
    waiting.forEach(future -> future.complete(null));
  }

  private static void fail(List<CompletableFuture<Void>> waiting, Throwable cause) {
    waiting.forEach(future -> future.completeExceptionally(cause));
  }
}
