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

  /** The next report. */
  public Object next() {
    try {
      Object report = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
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
