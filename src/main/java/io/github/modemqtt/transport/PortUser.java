package io.github.modemqtt.transport;

/**
 * A process that has a port open.
 *
 * @param pid its number
 * @param name its name as the operating system shows it, such as {@code minicom}
 */
public record PortUser(long pid, String name) {
  private static final String MODEM_MANAGER = "ModemManager";

  /**
   * Whether this is ModemManager, which opens new serial ports by itself.
   *
   * @return true if its name is that
   */
  public boolean isModemManager() {
    return name.equals(MODEM_MANAGER);
  }

  /** {@return name and number for people} */
  @Override
  public String toString() {
    return name + " (process " + pid + ")";
  }
}
