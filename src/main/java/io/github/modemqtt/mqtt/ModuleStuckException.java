package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;

/** The module is in a state that it does not leave by itself, and that no command ends. */
public final class ModuleStuckException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a failure.
   *
   * @param step what was tried, as an infinitive
   * @param state what the module says of itself
   */
  public ModuleStuckException(String step, String state) {
    super("Could not " + step + ": " + state, "reset the module with AT+ECRST, or its power");
  }
}
