package io.github.modemqtt.modem;

/**
 * Whether a module reports by itself what happens to registration, radio connection, packet data
 * and time.
 *
 * <p>The EC616 stores these switches: they survive a restart, and the program that set them. A new
 * module has all of them off; one that was used before may be chatty.
 */
public enum NetworkReports {
  /** Leave the switches as they are. */
  UNCHANGED,
  /**
   * Switch on {@code +CEREG} (with cell and power saving timers), {@code +CSCON}, {@code +CGEV},
   * {@code +ECPADDR} and {@code +CTZEU}. Nothing switches them off again but {@link #OFF}.
   */
  ON,
  /** Switch all of them off: {@code AT+ECURC="ALL",0}. */
  OFF
}
