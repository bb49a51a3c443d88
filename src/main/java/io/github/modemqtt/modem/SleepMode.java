package io.github.modemqtt.modem;

import io.github.modemqtt.at.ReplyFormatException;

/** How deep an EC616 sleeps; the number of a mode is its position here. */
public enum SleepMode {
  /** Not at all. */
  ACTIVE("Actv"),
  /** The processor waits. */
  IDLE("Idle"),
  /** Light sleep; the deepest one while MQTT is in use. */
  SLEEP1("Slp1"),
  /** Deep sleep. */
  SLEEP2("Slp2"),
  /** Off but for a timer. */
  HIBERNATE("Hibn");

  private final String shortName;

  SleepMode(String shortName) {
    this.shortName = shortName;
  }

  static SleepMode named(String line, String shortName) {
    for (SleepMode mode : values()) {
      if (mode.shortName.equals(shortName)) {
        return mode;
      }
    }
    throw new ReplyFormatException(line, "'" + shortName + "' is no sleep mode");
  }

  static SleepMode of(String line, int code) {
    if (code < 0 || code >= values().length) {
      throw new ReplyFormatException(line, code + " is no sleep mode");
    }
    return values()[code];
  }
}
