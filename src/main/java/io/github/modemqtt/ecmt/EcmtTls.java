package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.ParameterException;

/**
 * TLS inside the module: {@code AT+ECMTCFG="ssl","<type>",<values>}.
 *
 * <p>The known EC616 builds either have none, or ignore a failed handshake and send CONNECT, with
 * the password, over plain TCP then. So {@link EcmtModule} refuses it unless the {@linkplain
 * EcmtProfile#withProvenTls() profile} says that it was proven on the very firmware. TLS 1.2 only,
 * fragments of at most 1024 bytes.
 *
 * <p>Keys are neither shown by {@code toString} nor in logs.
 */
public sealed interface EcmtTls {

  /**
   * Finishes the command line with the type and its values.
   *
   * @param start the line up to the item's name
   * @return the line
   * @throws ParameterException if a value is too long, empty, or of another form
   */
  CommandLine line(CommandLine.Builder start);

  /**
   * Both sides have the same key.
   *
   * @param hexKey the key in hexadecimal digits, at most 128 of them
   * @param identity the name of the key, at most 255 bytes
   */
  record Psk(String hexKey, String identity) implements EcmtTls {
    private static final int MAX_KEY = 128;
    private static final int MAX_IDENTITY = 255;

    @Override
    public CommandLine line(CommandLine.Builder start) {
      EcmtParameters.requireText("pre-shared key", hexKey, MAX_KEY);
      EcmtParameters.requireText("pre-shared key's identity", identity, MAX_IDENTITY);
      if (!hexKey.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
        throw new ParameterException(
            "pre-shared key", "does not consist of hexadecimal digits", "write it as such");
      }
      return start
          .quoted("type", "psk")
          .secret("pre-shared key", hexKey)
          .quoted("pre-shared key's identity", identity)
          .build();
    }

    @Override
    public String toString() {
      return "Psk[hexKey=***, identity=" + identity + "]";
    }
  }

  /**
   * The client has an elliptic curve key.
   *
   * @param key the key as text on one line, at most 4000 bytes
   */
  record Ecc(String key) implements EcmtTls {
    @Override
    public CommandLine line(CommandLine.Builder start) {
      EcmtParameters.requireText("elliptic curve key", key, MAX_BLOB);
      return start.quoted("type", "ecc").secret("elliptic curve key", key).build();
    }

    @Override
    public String toString() {
      return "Ecc[key=***]";
    }
  }

  /**
   * The broker has a certificate.
   *
   * @param certificate the certificate of the authority in Base64 on one line, without the PEM
   *     lines around it, at most 4000 bytes
   * @param hostName the name that the broker's certificate must have, at most 64 bytes
   */
  record Ca(String certificate, String hostName) implements EcmtTls {
    private static final int MAX_HOST_NAME = 64;

    @Override
    public CommandLine line(CommandLine.Builder start) {
      EcmtParameters.requireText("certificate", certificate, MAX_BLOB);
      EcmtParameters.requireText("host name of the certificate", hostName, MAX_HOST_NAME);
      if (certificate.indexOf('-') >= 0) {
        throw new ParameterException(
            "certificate",
            "is not Base64 alone",
            "leave out the lines that begin with -----, and the line ends");
      }
      return start
          .quoted("type", "ca")
          .quoted("certificate", certificate)
          .quoted("host name of the certificate", hostName)
          .build();
    }

    @Override
    public String toString() {
      return "Ca[certificate of "
          + certificate.length()
          + " characters, hostName="
          + hostName
          + "]";
    }
  }

  /** The longest key or certificate, which leaves room for the rest of a line of 4096 bytes. */
  int MAX_BLOB = 4000;
}
