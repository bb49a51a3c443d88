package io.github.modemqtt.ecmt;

/**
 * The sizes that a firmware takes, in bytes of UTF-8.
 *
 * @param host longest host name or address. The firmware takes 127, but its read form formats host
 *     and port into a buffer of 128 without a check
 * @param clientId longest client id
 * @param user longest user name
 * @param password longest password
 * @param topic longest topic name or filter
 * @param will longest will message
 * @param inlinePayload longest payload inside the command line
 * @param promptPayload longest payload after a prompt
 * @param packet largest sum of topic and payload at QoS 0; two less at QoS 1 and 2, which carry a
 *     packet identifier
 */
public record EcmtLimits(
    int host,
    int clientId,
    int user,
    int password,
    int topic,
    int will,
    int inlinePayload,
    int promptPayload,
    int packet) {

  /** The current firmware ({@code atec_mqtt.h}). */
  public static final EcmtLimits EC616 =
      new EcmtLimits(100, 48, 48, 128, 255, 255, 1024, 1026, 1152);

  /** Older firmware: what all known versions take. */
  public static final EcmtLimits EC616_OLD =
      new EcmtLimits(100, 31, 31, 63, 127, 127, 1023, 1023, 1150);
}
