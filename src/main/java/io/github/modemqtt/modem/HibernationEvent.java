package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.ReplyFormatException;

/** What an EC616 reports about hibernation, the deepest of its sleeps. */
public enum HibernationEvent {
  /** It goes to sleep. */
  ENTER,
  /** It woke up. */
  EXIT,
  /** It wanted to sleep, but could not. */
  FAIL;

  static HibernationEvent read(AtLine line) {
    return switch (line.text()) {
      case "+HIB Enter" -> ENTER;
      case "+HIB Exit" -> EXIT;
      case "+HIB Fail" -> FAIL;
      default -> throw new ReplyFormatException(line.text(), "neither Enter, Exit nor Fail");
    };
  }
}
