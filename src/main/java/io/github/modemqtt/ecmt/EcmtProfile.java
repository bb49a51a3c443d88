package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a firmware build takes and does, as data.
 *
 * <p>The MQTT commands are common to the EC616 family; sizes, spelling and the state of TLS differ.
 * {@link #probe} tells what can be seen from outside, which is less than all of it.
 *
 * @param name the build, for messages
 * @param limits the sizes that it takes
 * @param blankAfterColon whether answers and URCs have a blank after their first colon; both are
 *     read in any case
 * @param echo whether a new module echoes; the bring-up switches it off in any case, because {@code
 *     AT+ECMTCONN} would send the password back
 * @param baudRate the rate of a new module in bit/s. Vendors choose others: 115200 is common
 * @param timeouts how long results typically take at most
 * @param reopenPause how long to wait between a close and an open
 * @param tlsFault why TLS cannot be relied on, or {@code null} if it was proven
 */
public record EcmtProfile(
    String name,
    EcmtLimits limits,
    boolean blankAfterColon,
    boolean echo,
    int baudRate,
    EcmtTimeouts timeouts,
    Duration reopenPause,
    @Nullable String tlsFault) {
  private static final String KNOWN_TLS_FAULT =
      "the stock build has none, and builds with it report a failed handshake as success and then"
          + " send CONNECT over plain TCP";

  /** The EC616 of the open SDK. */
  public static final EcmtProfile EC616 =
      new EcmtProfile(
          "EC616",
          EcmtLimits.EC616,
          true,
          false,
          9600,
          EcmtTimeouts.DEFAULTS,
          Duration.ofSeconds(1),
          KNOWN_TLS_FAULT);

  /** An EC616 with the shorter sizes of older builds. */
  public static final EcmtProfile EC616_OLD =
      EC616.copy("EC616_OLD", EcmtLimits.EC616_OLD, true, KNOWN_TLS_FAULT);

  /** An EC616 with the reference command set: no blank after colons. */
  public static final EcmtProfile EC616_REF =
      EC616.copy("EC616_REF", EcmtLimits.EC616, false, KNOWN_TLS_FAULT);

  /**
   * Checks the values.
   *
   * @param name the build
   * @param limits the sizes that it takes
   * @param blankAfterColon whether there is a blank after the first colon
   * @param echo whether a new module echoes
   * @param baudRate the rate of a new module in bit/s
   * @param timeouts how long results typically take at most
   * @param reopenPause how long to wait between a close and an open
   * @param tlsFault why TLS cannot be relied on, or {@code null}
   * @throws IllegalArgumentException if the rate is not positive or the pause negative
   */
  public EcmtProfile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(timeouts, "timeouts");
    if (baudRate < 1) {
      throw new IllegalArgumentException("The baud rate " + baudRate + " is not positive");
    }
    if (reopenPause.isNegative()) {
      throw new IllegalArgumentException("The reopen pause " + reopenPause + " is negative");
    }
  }

  /**
   * The same build with other sizes.
   *
   * @param other the sizes
   * @return the profile
   */
  public EcmtProfile withLimits(EcmtLimits other) {
    return copy(name, other, blankAfterColon, tlsFault);
  }

  /**
   * The same build, on which the user has proven TLS: that the handshake is done, that a wrong
   * certificate or key ends in a failed open, and that CONNECT is encrypted.
   *
   * @return the profile
   */
  public EcmtProfile withProvenTls() {
    return copy(name, limits, blankAfterColon, null);
  }

  /**
   * Asks a module what it is, with three questions that change nothing.
   *
   * @param channel the channel to it
   * @return completes with what can be seen, on the channel's callback executor; fails with a
   *     {@link io.github.modemqtt.ModemException} if the module does not answer
   */
  public static CompletableFuture<EcmtProbe> probe(AtChannel channel) {
    return EcmtProbe.of(channel);
  }

  private EcmtProfile copy(
      String newName, EcmtLimits newLimits, boolean newBlank, @Nullable String newTlsFault) {
    return new EcmtProfile(
        newName, newLimits, newBlank, echo, baudRate, timeouts, reopenPause, newTlsFault);
  }
}
