package io.github.modemqtt.transport;

/**
 * The module's side of a port that programs open and close again and again, as a serial port.
 *
 * <p>To the module it is one line for its whole life: {@link #open()} makes the port appear,
 * reading waits while nobody has it open, and what is written then is lost. Programs have it one at
 * a time, and each meets the same module. {@link #close()} ends all of it.
 *
 * <p>The port itself can vanish and come back under the same {@linkplain #name() name}: {@link
 * #unplug()} and {@link #plugIn()}. The module does not notice.
 *
 * <p>Implementations: {@link MemoryPort}, {@link TcpPort} and {@code PtyPort} in the package {@code
 * pty}. Safe for use by several threads.
 */
public interface ModulePort extends Transport {

  /**
   * Lets the port vanish, as an adapter that is pulled out: whoever has it open loses the line, and
   * nobody can open it. Does nothing if it is away, or closed.
   */
  void unplug();

  /**
   * Lets the port come back under its name. Does nothing if it is there, was not opened yet, or is
   * closed.
   *
   * @throws io.github.modemqtt.ModemException if the system does not give the name back, such as a
   *     TCP port that somebody else has taken
   */
  void plugIn();

  /**
   * The port's name, which programs open it by.
   *
   * @return such as {@code tcp://127.0.0.1:2000} or a path; constant
   */
  @Override
  String name();
}
