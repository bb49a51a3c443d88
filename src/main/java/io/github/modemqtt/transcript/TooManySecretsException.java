package io.github.modemqtt.transcript;

import io.github.modemqtt.ModemException;

/** A session holds more secrets than a redaction keeps apart. */
public final class TooManySecretsException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param most how many it can be
   */
  public TooManySecretsException(int most) {
    super(
        "Cannot redact a session with more than " + most + " secrets",
        "check whether a pattern matches what is no secret, or redact the session in parts");
  }
}
