package io.github.modemqtt.at;

/** Somebody's interest in a type of URC, or in unknown lines. */
@FunctionalInterface
public interface UrcSubscription extends AutoCloseable {

  /** Ends the subscription; what was delivered to the callback executor already still comes. */
  @Override
  void close();
}
