package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.Exchange;
import io.github.modemqtt.at.FinalResult;
import io.github.modemqtt.ecmt.EcmtUrcs.PublishResult;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * PUBLISH, in the command line or after a prompt, in the order given.
 *
 * <p>What goes after a prompt holds up the rest until the module has taken it over: if it has not,
 * its byte counter is wrong, and has to be set back before the next prompt.
 */
final class Publishing {
  private final AtChannel channel;
  private final Outstanding outstanding;
  private final EcmtLimits limits;
  private final Duration timeout;
  private final Turns turns = new Turns();

  /**
   * A prompted publish ended by the module's guard timer, or with too many bytes; perhaps one on
   * the line before this one.
   */
  private volatile boolean counterIsWrong;

  Publishing(AtChannel channel, Outstanding outstanding, EcmtLimits limits, Duration timeout) {
    this.channel = channel;
    this.outstanding = outstanding;
    this.limits = limits;
    this.timeout = timeout;
  }

  void assumeCounterIsWrong() {
    counterIsWrong = true;
  }

  CompletableFuture<Void> publish(int messageId, OutgoingMessage message, Runnable onAccepted) {
    EcmtPublish command =
        new EcmtPublish(
            Requests.CONNECTION,
            messageId,
            message.qos(),
            message.retain(),
            message.releaseAssistance(),
            message.topic(),
            message.payload(),
            limits);
    Publish publish = new Publish(command, onAccepted, new CompletableFuture<>());
    turns.take(command, () -> turn(publish));
    return publish.done;
  }

  private record Publish(EcmtPublish command, Runnable onAccepted, CompletableFuture<Void> done) {
    /** What was given up with the link can still be answered. */
    void accepted() {
      if (!done.isDone()) {
        onAccepted.run();
      }
    }
  }

  /** The turn of what needs no prompt ends as soon as it is in the channel's queue. */
  private CompletableFuture<?> turn(Publish publish) {
    if (publish.command.promptData() == null) {
      submit(publish);
      return Steps.completed();
    }
    return setCounterBack(publish.command.topic())
        .handle(
            (value, failure) -> {
              if (failure != null) {
                publish.done.completeExceptionally(Steps.unwrap(failure));
                return Steps.completed();
              }
              return submit(publish).whenComplete((done, why) -> noteCounter(why));
            })
        .thenCompose(future -> future);
  }

  private CompletableFuture<Void> setCounterBack(TopicName topic) {
    return counterIsWrong
        ? channel
            .submit(new EcmtPublishCancel(Requests.CONNECTION, topic))
            .thenRun(() -> counterIsWrong = false)
        : Steps.completed();
  }

  private void noteCounter(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Steps.unwrap(failure);
    boolean isRefusal =
        cause instanceof CommandRejectedException rejected
            && rejected.result().kind() != FinalResult.Kind.ERROR;
    if (cause != null && !isRefusal) {
      counterIsWrong = true;
    }
  }

  /** Returns the stage that ends with OK. */
  private CompletableFuture<Void> submit(Publish publish) {
    try {
      Exchange<PublishResult> exchange =
          channel.submitDeferred(new WithTimeout<>(publish.command, timeout));
      exchange.accepted().thenRun(publish::accepted);
      outstanding
          .until(
              new Outstanding.Answer(
                  "publish to " + publish.command.topic(), "the acknowledgement"),
              exchange.completed(),
              PublishResult::result)
          .whenComplete((value, failure) -> end(publish.done, value, failure));
      return exchange.accepted();
    } catch (RuntimeException e) {
      publish.done.completeExceptionally(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void end(CompletableFuture<Void> done, Void value, @Nullable Throwable failure) {
    if (failure == null) {
      done.complete(value);
    } else {
      done.completeExceptionally(failure);
    }
  }
}
