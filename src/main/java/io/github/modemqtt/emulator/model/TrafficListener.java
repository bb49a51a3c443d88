package io.github.modemqtt.emulator.model;

/**
 * Sees the bytes on a module's line.
 *
 * <p>Called on the threads that move the bytes, {@code fromHost} and {@code toHost} possibly at the
 * same time; must return soon. The bytes hold whatever the host sends, passwords included.
 */
public interface TrafficListener {

  /**
   * A chunk came from the host.
   *
   * @param bytes the chunk; the listener's own copy
   */
  void fromHost(byte[] bytes);

  /**
   * A message goes to the host.
   *
   * @param bytes the whole message with its line ends; the listener's own copy
   */
  void toHost(byte[] bytes);
}
