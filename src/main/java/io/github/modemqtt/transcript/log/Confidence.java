package io.github.modemqtt.transcript.log;

/** How sure a guess is. */
public enum Confidence {
  /** Nothing else is known that would look like this. */
  HIGH,

  /** It is usual. */
  MEDIUM,

  /** It could well be otherwise: look at the line. */
  LOW
}
