package io.github.modemqtt.testsupport;

import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Gathers what a module reports, in order: messages, losses, {@code "restored"}, refusals. */
public final class RecordingModuleListener implements MqttModuleListener {
  private static final long LIMIT_SECONDS = 10;

  private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> doubts = new LinkedBlockingQueue<>();

  @Override
  public void onMessage(Message message) {
    heard.add(message);
  }

  @Override
  public void onLinkLost(LinkLoss loss) {
    heard.add(loss);
  }

  @Override
  public void onLinkRestored() {
    heard.add("restored");
  }

  @Override
  public void onReconnectRefused(MqttRefusedException refusal) {
    heard.add(refusal);
  }

  @Override
  public void onLinkDoubtful(String evidence) {
    doubts.add(evidence);
  }

  /** The next report. */
  public Object next() {
    return next(heard);
  }

  /** The next evidence against the link, which is not among the reports. */
  public String nextDoubt() {
    return next(doubts);
  }

  /** Whether no evidence is left. */
  public boolean hasNoDoubt() {
    return doubts.isEmpty();
  }

  private static <T> T next(LinkedBlockingQueue<T> queue) {
    try {
      T report = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (report == null) {
        throw new AssertionError("nothing was reported");
      }
      return report;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Whether everything was taken. */
  public boolean isEmpty() {
    return heard.isEmpty();
  }
}
