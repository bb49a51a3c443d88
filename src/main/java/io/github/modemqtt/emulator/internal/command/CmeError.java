package io.github.modemqtt.emulator.internal.command;

/** The error numbers of 27.007, chapter 9.2, that this module uses. */
public final class CmeError {
  /** Whatever an ECMT command does not like. */
  public static final int OPERATION_NOT_ALLOWED = 3;

  /** The form of the command is not supported. */
  public static final int OPERATION_NOT_SUPPORTED = 4;

  /** There is no SIM card. */
  public static final int SIM_NOT_INSERTED = 10;

  /** The SIM card wants its PIN. */
  public static final int SIM_PIN_REQUIRED = 11;

  /** The SIM card wants its PUK. */
  public static final int SIM_PUK_REQUIRED = 12;

  /** The PIN was wrong. */
  public static final int INCORRECT_PASSWORD = 16;

  /** A parameter is out of range. */
  public static final int INCORRECT_PARAMETERS = 50;

  private CmeError() {}

  /** The words of {@code AT+CMEE=2}, written as the firmware writes them. */
  static String text(int code) {
    return switch (code) {
      case OPERATION_NOT_ALLOWED -> "operation not allowed";
      case OPERATION_NOT_SUPPORTED -> "operation not supported";
      case SIM_NOT_INSERTED -> "SIM not inserted";
      case SIM_PIN_REQUIRED -> "SIM PIN required";
      case SIM_PUK_REQUIRED -> "SIM PUK required";
      case INCORRECT_PASSWORD -> "incorrect password";
      case INCORRECT_PARAMETERS -> "Incorrect parameters";
      default -> "unknown error";
    };
  }
}
