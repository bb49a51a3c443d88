package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The network refused the module, and did so until the time was over. */
public final class NetworkDeniedException extends NotRegisteredException {
  private static final long serialVersionUID = 1L;

  /** No cause has this number. */
  private static final int NONE = -1;

  /** The cause, or {@link #NONE}. */
  private final int rejectCause;

  /**
   * Creates the failure.
   *
   * @param registration what the module said last
   * @param signal the signal at the end, or {@code null} if the module did not say it
   * @param waited how long it was waited for
   */
  public NetworkDeniedException(
      Registration registration, @Nullable SignalQuality signal, Duration waited) {
    super(
        registration.state(),
        signal,
        message(registration.state(), signal, waited) + cause(registration.rejectCause()),
        "check that the SIM contract allows this kind of network (NB-IoT) here and this module, and"
            + " that the APN is right");
    this.rejectCause = registration.rejectCause().orElse(NONE);
  }

  private static String cause(OptionalInt cause) {
    return cause.isPresent() ? " (cause " + cause.getAsInt() + ")" : "";
  }

  /**
   * Why the network refused, an EMM cause: 3GPP TS 24.301 annex A.
   *
   * @return the cause, if the module said it
   */
  public OptionalInt rejectCause() {
    return rejectCause == NONE ? OptionalInt.empty() : OptionalInt.of(rejectCause);
  }
}
