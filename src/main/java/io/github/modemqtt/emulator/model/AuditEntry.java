package io.github.modemqtt.emulator.model;

import java.time.Instant;

/**
 * Something that a careful host must not do to the module, and did.
 *
 * <p>The module behaves as it would without the audit: most of what is found here goes well most of
 * the time, and that is why it is hard to find otherwise.
 *
 * @param kind what it was
 * @param time when, on the module's clock
 * @param command the command line that it happened with or after, secrets left out; empty if there
 *     was none yet
 * @param sentence what was done, and what can come of it
 */
public record AuditEntry(Kind kind, Instant time, String command, String sentence) {

  /** What a careful host must not do. All are facts of the EC616's firmware. */
  public enum Kind {
    /** {@code AT+ECMTCONN} before {@code +ECMTOPEN}: the firmware may crash if TCP fails. */
    CONNECT_BEFORE_OPENED,
    /**
     * {@code AT+ECMTOPEN} within 0.5 s after {@code +ECMTCLOSE: 0,0} or {@code +ECMTDISC: 0,0}: the
     * old receive task may still live, and the command be lost.
     *
     * <p>Not looked for if {@link FirmwareDelays#taskEnd()} is zero.
     */
    REOPENED_TOO_SOON,
    /** OPEN or CONN in a state where the module says {@code OK} and does nothing. */
    NO_RESULT_WILL_COME,
    /** Input while a command runs, or behind the line end in the chunk that starts it. */
    INPUT_WHILE_RUNNING,
    /** Input in the chunk of an inline publish, behind its end: it becomes part of the payload. */
    INPUT_BEHIND_INLINE_PUBLISH,
    /** CONN with less than three credentials, or an empty one: old ones are used, or none. */
    INCOMPLETE_CREDENTIALS,
    /** OPEN without any {@code AT+ECMTCFG}, although the context that had some is gone. */
    SETTINGS_NOT_REPEATED,
    /** A message id that still waits for its result. */
    MESSAGE_ID_IN_FLIGHT,
    /** Message id 0 with QoS 1 or 2, which MQTT does not allow. */
    MESSAGE_ID_ZERO,
    /** SUB or UNS while another one has no result yet: can corrupt an incoming message. */
    SUBSCRIPTIONS_OVERLAP,
    /** A command found the send task's queue of 10 full: it is lost if that lasts for 1 s. */
    SEND_QUEUE_FULL,
    /** CR in an inline payload: whether it is data depends on how the line was cut. */
    CARRIAGE_RETURN_IN_PAYLOAD,
    /**
     * What looks like a parameter that broke out of its quotes: text behind a closing quote, an
     * open quote at the end, a command joined to one with a quoted parameter, or several command
     * lines in one chunk.
     */
    INJECTION_SUSPECTED,
    /** {@code AT+ECSLEEP}, a production line's test that puts the chip down. */
    POWER_TEST,
    /** A password was sent while the echo was on, so that it came back over the line. */
    PASSWORD_ECHOED,
    /** Prompted data went on after a chunk that happened to end with Ctrl-Z or Esc. */
    DATA_ENDED_EARLY
  }
}
