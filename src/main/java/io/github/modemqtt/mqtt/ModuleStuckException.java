package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/**
 * The module's MQTT client does not get on, and only a reset of the module is known to help.
 *
 * <p>It is in a state that no command leaves, or accepts steps and never reports a result. A client
 * that manages the connection can tell by this type that trying again is of no use.
 */
public final class ModuleStuckException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** What the module said of its link when it was asked last. */
  private final MqttLinkState state;

  /**
   * Creates the failure.
   *
   * @param step what was to be done, such as {@code open a connection}
   * @param state what the module said of its link when it was asked last
   * @param detail what it does, or does not do
   * @param remedy how to reset it
   * @param cause the underlying failure, or {@code null}
   */
  public ModuleStuckException(
      String step, MqttLinkState state, String detail, String remedy, @Nullable Throwable cause) {
    super("Could not " + step + ": " + detail, remedy, cause);
    this.state = state;
  }

  /**
   * The state that the module is stuck in, as it told it itself.
   *
   * @return what it said of its link when it was asked last
   */
  public MqttLinkState state() {
    return state;
  }
}
