package io.github.modemqtt.emulator.model;

/**
 * How deep a module sleeps: the modes of {@code AT+ECPMUCFG}, of which each allows those before.
 */
public enum SleepLevel {
  /** Power management is off. */
  ACTIVE,
  /** Awake, with nothing to do. */
  IDLE,
  /** Light sleep: the only one that goes with MQTT, from the first ECMTOPEN on. */
  SLEEP1,
  /** Deep sleep. */
  SLEEP2,
  /** Off but for the network's timers; what is not in NV memory is lost. */
  HIBERNATE;

  /**
   * Whether the line is deaf above 9,600 bit/s.
   *
   * @return false for {@link #ACTIVE} and {@link #IDLE}
   */
  public boolean isSleep() {
    return compareTo(IDLE) > 0;
  }
}
