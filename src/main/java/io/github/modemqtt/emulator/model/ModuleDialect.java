package io.github.modemqtt.emulator.model;

import java.time.Duration;

/**
 * How a firmware build words what the EC616 says, where builds differ.
 *
 * @param blankAfterColon whether answers and URCs have a blank after their first colon; {@code +CME
 *     ERROR} and {@code +QCFG} always have it
 * @param quotedRegistration whether area, cell and timers in {@code +CEREG} are quoted
 * @param quotedAddress whether the address in {@code +CGPADDR} is quoted
 * @param iccidPrefix what the answer to {@code AT+ECICCID} starts with
 * @param secondConnectResult if not zero, CONN says {@code +ECMTCONN: 0,2,2} when the broker has
 *     accepted, and the true result only after this time
 */
public record ModuleDialect(
    boolean blankAfterColon,
    boolean quotedRegistration,
    boolean quotedAddress,
    String iccidPrefix,
    Duration secondConnectResult) {

  /** The common EC616. */
  public static final ModuleDialect EC616 =
      new ModuleDialect(true, true, true, "+ECICCID", Duration.ZERO);

  /** Builds with the reference command set. */
  public static final ModuleDialect REF =
      new ModuleDialect(false, false, false, "+NCCID", Duration.ZERO);

  /** The EC626, as its logs show it. */
  public static final ModuleDialect EC626 =
      new ModuleDialect(true, true, true, "+ECICCID", Duration.ofMillis(130));

  /**
   * Checks the time.
   *
   * @param blankAfterColon whether answers and URCs have a blank after their first colon
   * @param quotedRegistration whether area, cell and timers in {@code +CEREG} are quoted
   * @param quotedAddress whether the address in {@code +CGPADDR} is quoted
   * @param iccidPrefix what the answer to {@code AT+ECICCID} starts with
   * @param secondConnectResult how long after {@code +ECMTCONN: 0,2,2} the true result comes
   */
  public ModuleDialect {
    if (secondConnectResult.isNegative()) {
      throw new IllegalArgumentException(
          "secondConnectResult must not be negative: " + secondConnectResult);
    }
  }
}
