package io.github.modemqtt.ecmt;

import io.github.modemqtt.ModemException;

/** TLS was asked for, and the module would not keep what it promises. */
public final class TlsUnusableException extends ModemException {
  private static final long serialVersionUID = 1L;

  TlsUnusableException(String reason) {
    super(
        "TLS inside the module cannot be relied on: " + reason,
        "connect without TLS to a broker or gateway of your own network, or prove TLS on this very"
            + " firmware and say so with EcmtProfile.withProvenTls");
  }
}
