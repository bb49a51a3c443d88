package io.github.modemqtt.at;

/** Somebody's interest in a type of URC, or in unknown lines. */
@FunctionalInterface
public interface UrcSubscription extends AutoCloseable {

  /**
   * Ends the subscription; does nothing if it has ended already.
   *
   * <p>What was handed to the callback executor before still comes.
   */
  @Override
  void close();
}
