package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;

/** The client is in a state in which this cannot be done. */
public final class ClientStateException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The state in which it cannot be done. */
  private final ClientState state;

  ClientStateException(String step, ClientState state) {
    super("Cannot " + step + ": the client is " + state, remedy(state));
    this.state = state;
  }

  /** After the client has given up by itself. */
  ClientStateException(String step, ClientState state, ModemException gaveUpFor) {
    super(
        "Cannot " + step + ": the client is " + state + ", because: " + gaveUpFor.getMessage(),
        gaveUpFor.remedy(),
        gaveUpFor);
    this.state = state;
  }

  private ClientStateException(String step) {
    super("Cannot " + step + ": the client was CLOSED", "make a new client");
    this.state = ClientState.CLOSED;
  }

  /** After {@code close()}, which is for ever. */
  static ClientStateException closedForEver(String step) {
    return new ClientStateException(step);
  }

  private static String remedy(ClientState state) {
    return switch (state) {
      case CLOSED, READY -> "call connect() or start() first";
      case BRINGING_UP, OPENING, CONNECTING -> "wait until the client is connected";
      case CONNECTED -> "call disconnect() first";
      case RECOVERING -> "wait until the client has its connection back";
      case CLOSING -> "call connect() again when the client is READY";
    };
  }

  /**
   * The state that was in the way.
   *
   * @return the state
   */
  public ClientState state() {
    return state;
  }
}
