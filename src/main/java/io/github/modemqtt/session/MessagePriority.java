package io.github.modemqtt.session;

/** The rank of a message among those that wait in the outbox; equal ones keep their order. */
public enum MessagePriority {
  /** After all others, and the first to go when the outbox is full. */
  LOW,
  /** The usual rank. */
  NORMAL,
  /** Before all others, such as an alarm. */
  HIGH
}
