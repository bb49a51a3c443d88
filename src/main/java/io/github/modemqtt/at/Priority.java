package io.github.modemqtt.at;

/** Which of the waiting commands goes first. */
public enum Priority {
  /** Before all normal ones that wait, in the order given: for a close or a reset. */
  URGENT,
  /** In the order given. */
  NORMAL
}
