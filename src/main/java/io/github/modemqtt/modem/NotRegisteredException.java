package io.github.modemqtt.modem;

import io.github.modemqtt.ModemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No network took the module in time. */
public class NotRegisteredException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The last state. */
  private final RegistrationState state;

  private final transient @Nullable SignalQuality signal;

  /**
   * Creates the failure.
   *
   * @param state the last state
   * @param signal the signal at the end, or {@code null} if the module did not say it
   * @param waited how long it was waited for
   */
  public NotRegisteredException(
      RegistrationState state, @Nullable SignalQuality signal, Duration waited) {
    this(state, signal, message(state, signal, waited), remedy(state));
  }

  NotRegisteredException(
      RegistrationState state, @Nullable SignalQuality signal, String message, String remedy) {
    super(message, remedy);
    this.state = state;
    this.signal = signal;
  }

  static String message(RegistrationState state, @Nullable SignalQuality signal, Duration waited) {
    return "The module is not registered in a network after "
        + waited.toMillis()
        + " ms: "
        + state.meaning()
        + (signal == null ? "" : ", " + signal);
  }

  private static String remedy(RegistrationState state) {
    if (state.isSmsOnly()) {
      return "ask the operator for a contract with packet data, or accept this registration (some"
          + " NB-IoT networks call a full one so)";
    }
    return state == RegistrationState.NOT_SEARCHING
        ? "attach with AT+CGATT=1, then check SIM contract and APN"
        : "check antenna, coverage and the bands of the network, then SIM contract and APN; the"
            + " first time can take minutes";
  }

  /**
   * The last state.
   *
   * @return the state
   */
  public final RegistrationState state() {
    return state;
  }

  /**
   * The signal at the end.
   *
   * @return the signal, if the module said it
   */
  public final Optional<SignalQuality> signal() {
    return Optional.ofNullable(signal);
  }
}
