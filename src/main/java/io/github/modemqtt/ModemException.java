package io.github.modemqtt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that this library reports.
 *
 * <p>The {@linkplain #getMessage() message} says what was tried, what came back and in which state;
 * the {@linkplain #remedy() remedy} says what the user can do about it. Neither ever contains a
 * password. Subclasses carry the details as typed values.
 */
public class ModemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the user can do next. */
  private final String remedy;

  /**
   * Creates a failure.
   *
   * @param message what was tried and what happened
   * @param remedy what the user can do next, as an imperative sentence without a full stop
   */
  public ModemException(String message, String remedy) {
    this(message, remedy, null);
  }

  /**
   * Creates a failure with its cause.
   *
   * @param message what was tried and what happened
   * @param remedy what the user can do next, as an imperative sentence without a full stop
   * @param cause the underlying failure, or {@code null}
   */
  public ModemException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /**
   * What the user can do next, as an imperative sentence without a full stop.
   *
   * @return the advice, never empty
   */
  public final String remedy() {
    return remedy;
  }
}
