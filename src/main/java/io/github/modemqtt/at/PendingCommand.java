package io.github.modemqtt.at;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command on its way through the channel. Guarded by the channel's lock. */
final class PendingCommand<R> {
  private static final int SHOWN_LINES = 5;

  final AtCommand<R> command;
  final CommandLine line;
  final CompletableFuture<R> future = new CompletableFuture<>();
  final @Nullable AwaitedResult<?> awaited;
  final List<AtLine> reply = new ArrayList<>(1);
  private final List<String> seen = new ArrayList<>(SHOWN_LINES);

  PendingCommand(AtCommand<R> command, CommandLine line, @Nullable AwaitedResult<?> awaited) {
    this.command = command;
    this.line = line;
    this.awaited = awaited;
  }

  /**
   * Remembers a line for the message of a time-out: what came while something else was expected.
   *
   * @param text the line as it may be shown
   */
  void saw(String text) {
    if (seen.size() == SHOWN_LINES) {
      seen.remove(0);
    }
    seen.add(text);
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  /** Completes the future by the final result code. */
  void end(FinalResult result) {
    if (!result.isOk()) {
      future.completeExceptionally(new CommandRejectedException(line.toString(), result));
      return;
    }
    try {
      future.complete(command.decode(new Reply(line.toString(), reply)));
    } catch (Throwable e) { // somebody waits, so an error is theirs, too
      future.completeExceptionally(e);
    }
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
