package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.MqttRefusedException;
import org.jspecify.annotations.Nullable;

/** What a line has to say without being asked. */
sealed interface Report {
  /** The line that it came on; one that is not in use any more does not count. */
  @Nullable Line line();

  /** The line itself is gone. */
  record LineLost(Line line, ModemException cause) implements Report {}

  /** The module has lost its link to the broker. */
  record LinkLost(Line line, LinkLoss loss) implements Report {}

  /** The module has connected again on its own. */
  record LinkRestored(Line line) implements Report {}

  /** The broker has refused the module's own attempt. */
  record ReconnectRefused(Line line, MqttRefusedException refusal) implements Report {}

  /** Something points to a loss. */
  record Doubt(@Nullable Line line, String evidence) implements Report {}

  /** A line came that nobody waited for. */
  record Noise(Line line) implements Report {}
}
