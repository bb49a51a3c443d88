package io.github.modemqtt.at;

import java.time.Duration;

/**
 * A command whose {@code OK} only means "accepted": its result comes later, as a URC.
 *
 * @param <T> the type of the result
 */
public interface DeferredCommand<T> extends AtCommand<Void> {

  /**
   * The URC that carries the result.
   *
   * @return its type
   */
  UrcType<T> resultType();

  /**
   * Whether a URC is the result of this very command, as told by connection id and message id.
   *
   * @param urc a URC of the {@linkplain #resultType() result type}
   * @return true if it is this command's
   */
  boolean isResult(T urc);

  /**
   * How long the result may take, counted from {@code OK}.
   *
   * <p>The EC616 has no time-out of its own for what a broker should answer, so this is the only
   * one.
   *
   * @return the time-out
   */
  Duration resultTimeout();

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  default Void decode(Reply reply) {
    return null;
  }
}
