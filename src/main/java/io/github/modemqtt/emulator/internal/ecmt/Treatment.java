package io.github.modemqtt.emulator.internal.ecmt;

/** How a state treats a command. */
enum Treatment {
  /** {@code +CME ERROR: 3}. */
  REFUSED,
  /** {@code OK}, and nothing is done: no result will ever come. */
  IDLE,
  /** {@code OK}, and the result follows. */
  WORKS
}
