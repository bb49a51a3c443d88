package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.OutgoingMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Gives a sink the messages of a run, until there are no more or somebody says stop. */
final class MessageFeed {
  private final Function<byte[], OutgoingMessage> message;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  MessageFeed(Function<byte[], OutgoingMessage> message) {
    this.message = message;
  }

  /** Gives nothing more; a feed that waits for input or for its next turn ends. */
  void stop() {
    end.complete(null);
  }

  /** One message after the other, each when the one before has arrived, and after a pause. */
  void repeat(byte[] payload, int times, Duration pause, MessageSink sink)
      throws InterruptedException {
    for (int i = 0; i < times && !end.isDone() && sink.take(message.apply(payload)); i++) {
      if (i + 1 < times) {
        sink.settle();
        pause(pause);
      }
    }
  }

  private void pause(Duration pause) throws InterruptedException {
    try {
      end.get(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return; // nobody said stop
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A message of each line. The input is read elsewhere: nothing can interrupt a read. */
  void lines(ByteLines lines, MessageSink sink) throws IOException, InterruptedException {
    Thread reader = new Thread(() -> read(lines, sink), "modemqtt-lines");
    reader.setDaemon(true);
    reader.start();
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private void read(ByteLines lines, MessageSink sink) {
    try {
      byte[] line = lines.next();
      while (line != null && !end.isDone() && sink.take(message.apply(line))) {
        line = lines.next();
      }
      end.complete(null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }
}
