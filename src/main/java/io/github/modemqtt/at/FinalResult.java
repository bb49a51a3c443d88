package io.github.modemqtt.at;

import java.util.OptionalInt;

/**
 * The final result code of a command: V.250 section 5.7 and 27.007 section 9.
 *
 * @param kind which one
 * @param text the line as the module sent it, without blanks around it
 * @param code the number in {@code +CME ERROR: <n>} or {@code +CMS ERROR: <n>}, if it has one
 */
public record FinalResult(Kind kind, String text, OptionalInt code) {

  /** The kinds of final result codes. */
  public enum Kind {
    /** {@code OK}. */
    OK,
    /** {@code ERROR}: unknown command, wrong syntax, or any failure with {@code AT+CMEE=0}. */
    ERROR,
    /** {@code +CME ERROR: <n>} or {@code +CME ERROR: <text>}: 27.007 section 9.2. */
    CME_ERROR,
    /** {@code +CMS ERROR: <n>}: 27.005 section 3.2.5. */
    CMS_ERROR,
    /** A text that the command names as success, such as {@code SEND OK}. */
    OTHER_SUCCESS,
    /** A text that the command names as failure, such as {@code NO CARRIER}. */
    OTHER_FAILURE
  }

  /**
   * Whether the command succeeded.
   *
   * @return true for {@code OK} and for what the command names as success
   */
  public boolean isOk() {
    return kind == Kind.OK || kind == Kind.OTHER_SUCCESS;
  }

  @Override
  public String toString() {
    return text;
  }
}
