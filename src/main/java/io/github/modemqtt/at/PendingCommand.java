package io.github.modemqtt.at;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command on its way through the channel. Guarded by the channel's lock. */
final class PendingCommand<R> {
  private static final int SHOWN_LINES = 5;
  private static final String CONTESTED =
      "a received message holds such a line, too, and they cannot be told apart";

  final AtCommand<R> command;
  final CommandLine line;
  final Priority priority;
  final CompletableFuture<R> future = new CompletableFuture<>();
  final @Nullable AwaitedResult<?> awaited;
  private final List<AtLine> reply = new ArrayList<>(1);
  private @Nullable ArrayDeque<AtLine> others;

  /** Two lines could each be the reply, and each be part of a received message. */
  private boolean contested;

  /** Nobody wants the answer any more; data that it would be prompted for is not sent. */
  boolean cancelled;

  PendingCommand(
      AtCommand<R> command,
      CommandLine line,
      Priority priority,
      @Nullable AwaitedResult<?> awaited) {
    this.command = command;
    this.line = line;
    this.priority = priority;
    this.awaited = awaited;
  }

  /** Remembers a line that is not the reply, for the message of a time-out. */
  void saw(AtLine received) {
    if (others == null) {
      others = new ArrayDeque<>(SHOWN_LINES);
    } else if (others.size() == SHOWN_LINES) {
      others.remove();
    }
    others.add(received);
  }

  /**
   * Takes a line of the reply. Where there can be only one, the router gives another one only if
   * those before touch a received message: then a line that does not is the real one.
   */
  void take(AtLine received) {
    if (!reply.isEmpty() && command.replyShape().isOneLine()) {
      boolean same = reply.get(0).text().equals(received.text());
      contested = received.isAmbiguous() && (contested || !same);
      reply.clear();
    }
    reply.add(received);
  }

  /** Returns what came while something else was expected, as it may be shown. */
  List<String> seen() {
    Stream<AtLine> all =
        others == null ? reply.stream() : Stream.concat(reply.stream(), others.stream());
    return all.limit(2 * SHOWN_LINES).map(received -> line.mask(received.text())).toList();
  }

  /** Fails a command at its birth: nobody has its futures yet, so no callback can run here. */
  void refuse(AtException reason) {
    future.completeExceptionally(reason);
    if (awaited != null) {
      awaited.future.completeExceptionally(reason);
    }
  }

  /** Completes the future by the final result code. */
  void end(FinalResult result) {
    if (!result.isOk()) {
      future.completeExceptionally(rejection(result));
      return;
    }
    if (contested) {
      future.completeExceptionally(new ReplyFormatException(line.toString(), CONTESTED));
      return;
    }
    try {
      future.complete(command.decode(new Reply(line.toString(), reply)));
    } catch (Throwable e) { // somebody waits, so an error is theirs, too
      future.completeExceptionally(e);
    }
  }

  /** Returns the failure that an error is; what the module says can repeat what was sent. */
  CommandRejectedException rejection(FinalResult result) {
    FinalResult masked = new FinalResult(result.kind(), line.mask(result.text()), result.code());
    List<String> lines = reply.stream().map(received -> line.mask(received.text())).toList();
    return new CommandRejectedException(line.toString(), masked, lines);
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
