package io.github.modemqtt.emulator.model;

import java.time.Duration;

/**
 * The waits that are built into the firmware.
 *
 * @param open before the {@code OK} of the first {@code AT+ECMTOPEN}: the handler sleeps while it
 *     starts its tasks
 * @param receiveSlice how long the receive task keeps the client to itself: {@code ECMTCONN},
 *     {@code ECMTDISC}, {@code ECMTCLOSE} and the automatic reconnect wait for its end, and the
 *     broker's FIN is noticed only then
 * @param taskEnd how long the receive task lives on after a close: an {@code AT+ECMTOPEN} in this
 *     time is answered {@code OK} and then lost
 * @param pingCheck how often an unanswered ping is counted; the fourth count starts a reconnect
 * @param tcpConnect how long a TCP connection attempt may take; also taken for a name look-up
 * @param boot from a reset until the module answers
 */
public record FirmwareDelays(
    Duration open,
    Duration receiveSlice,
    Duration taskEnd,
    Duration pingCheck,
    Duration tcpConnect,
    Duration boot) {

  /** The EC616's own. */
  public static final FirmwareDelays EC616 =
      new FirmwareDelays(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  /** No waits where there can be none, for tests; pings and TCP as {@link #EC616}. */
  public static final FirmwareDelays NONE =
      new FirmwareDelays(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          EC616.pingCheck,
          EC616.tcpConnect,
          Duration.ZERO);
}
