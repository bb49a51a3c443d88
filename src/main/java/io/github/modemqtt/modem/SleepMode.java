package io.github.modemqtt.modem;

import io.github.modemqtt.at.ReplyFormatException;

/** How deep an EC616 sleeps; the number of a mode is its position here. */
public enum SleepMode {
  /** Not at all. */
  ACTIVE,
  /** The processor waits. */
  IDLE,
  /** Light sleep; the deepest one while MQTT is in use. */
  SLEEP1,
  /** Deep sleep. */
  SLEEP2,
  /** Off but for a timer. */
  HIBERNATE;

  static SleepMode of(String line, int code) {
    if (code < 0 || code >= values().length) {
      throw new ReplyFormatException(line, code + " is no sleep mode");
    }
    return values()[code];
  }
}
