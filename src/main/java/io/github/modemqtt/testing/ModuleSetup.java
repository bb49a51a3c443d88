package io.github.modemqtt.testing;

import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.session.ModemMqttClient;

/**
 * What is special about the module or the client of a test: a SIM PIN, credentials, a will.
 *
 * <p>An instance is made for each test, by the constructor without parameters.
 */
public interface ModuleSetup {

  /** Nothing special. */
  final class None implements ModuleSetup {
    /** Makes one. */
    public None() {}
  }

  /**
   * Changes the description of a module, after everything else was set.
   *
   * @param module the description
   */
  default void module(EmulatedModuleBuilder module) {}

  /**
   * Changes the description of a client, after everything else was set; {@link QuickTimes} has
   * options to start from.
   *
   * @param client the description
   */
  default void client(ModemMqttClient.Builder client) {}
}
