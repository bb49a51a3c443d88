package io.github.modemqtt.ecmt;

import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands reports on to whoever listens; one who fails does not hold up what has to follow. */
final class GuardedListener implements MqttModuleListener {
  private static final Logger LOG = LoggerFactory.getLogger(EcmtModule.class);

  private volatile @Nullable MqttModuleListener target;

  void setTarget(MqttModuleListener newTarget) {
    target = newTarget;
  }

  @Override
  public void onMessage(Message message) {
    MqttModuleListener to = target;
    if (to != null) {
      guard(() -> to.onMessage(message));
    }
  }

  @Override
  public void onLinkLost(LinkLoss loss) {
    MqttModuleListener to = target;
    if (to != null) {
      guard(() -> to.onLinkLost(loss));
    }
  }

  @Override
  public void onLinkRestored() {
    MqttModuleListener to = target;
    if (to != null) {
      guard(to::onLinkRestored);
    }
  }

  @Override
  public void onReconnectRefused(MqttRefusedException refusal) {
    MqttModuleListener to = target;
    if (to != null) {
      guard(() -> to.onReconnectRefused(refusal));
    }
  }

  @Override
  public void onLinkDoubtful(String evidence) {
    MqttModuleListener to = target;
    if (to != null) {
      guard(() -> to.onLinkDoubtful(evidence));
    }
  }

  private static void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("A listener of the module failed", e);
    }
  }
}
