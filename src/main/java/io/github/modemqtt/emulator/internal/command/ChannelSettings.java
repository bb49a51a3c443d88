package io.github.modemqtt.emulator.internal.command;

/** The settings of the AT channel that survive a reset: echo, quiet, error format. */
public final class ChannelSettings {
  private final boolean echoWhenNew;
  private final int errorFormatWhenNew;
  private boolean echo;
  private boolean quiet;
  private int errorFormat;

  /**
   * Creates the settings of a new module.
   *
   * @param echo whether it echoes
   * @param errorFormat {@code AT+CMEE}
   */
  public ChannelSettings(boolean echo, int errorFormat) {
    echoWhenNew = echo;
    errorFormatWhenNew = errorFormat;
    this.echo = echo;
    this.errorFormat = errorFormat;
  }

  /** Goes back to what a new module has. */
  public void restore() {
    echo = echoWhenNew;
    quiet = false;
    errorFormat = errorFormatWhenNew;
  }

  /**
   * Whether input is echoed (ATE).
   *
   * @return the setting
   */
  public boolean echo() {
    return echo;
  }

  /**
   * Whether result codes and URCs are held back (ATQ).
   *
   * @return the setting
   */
  public boolean quiet() {
    return quiet;
  }

  /**
   * How errors are written: 0 plain, 1 numbers, 2 words (AT+CMEE).
   *
   * @return the setting
   */
  public int errorFormat() {
    return errorFormat;
  }

  /**
   * Sets the echo.
   *
   * @param on whether input is echoed
   */
  public void setEcho(boolean on) {
    echo = on;
  }

  /**
   * Sets quiet mode.
   *
   * @param on whether result codes and URCs are held back
   */
  public void setQuiet(boolean on) {
    quiet = on;
  }

  /**
   * Sets the error format.
   *
   * @param format 0 to 2
   */
  public void setErrorFormat(int format) {
    errorFormat = format;
  }
}
