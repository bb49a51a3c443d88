package io.github.modemqtt.session;

/** Which of several brokers comes first. */
public enum BrokerOrder {
  /** Each attempt begins with the first of the list: the others stand in for it. */
  PREFERRED_FIRST,
  /** Each attempt begins behind the broker that was tried last: all are equal. */
  ROTATING
}
