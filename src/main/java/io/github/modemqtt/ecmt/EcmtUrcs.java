package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.UrcType;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The nine unsolicited result codes of the MQTT client ({@code atec_mqtt_cnf_ind.c}).
 *
 * <p>Each is one {@code CR LF text CR LF}; the blank after the colon is missing in some builds. The
 * read forms of {@code AT+ECMTOPEN} and {@code AT+ECMTCONN} answer under the same names with
 * another number of fields, so the number of fields is exact here.
 */
public final class EcmtUrcs {
  /** {@code +ECMTOPEN: <connection>,<result>}: the TCP connection is up, or could not be made. */
  public static final UrcType<OpenResult> OPEN =
      exact("+ECMTOPEN", fields -> new OpenResult(fields.nextInt(), fields.nextInt()));

  /** {@code +ECMTCLOSE: <connection>,<result>}: the TCP connection is closed. */
  public static final UrcType<CloseResult> CLOSE =
      exact("+ECMTCLOSE", fields -> new CloseResult(fields.nextInt(), fields.nextInt()));

  /**
   * {@code +ECMTCONN: <connection>,<result>,<return code>}: the broker answered CONNECT, also after
   * a reconnect that the module made by itself.
   */
  public static final UrcType<ConnectResult> CONNECT =
      exact(
          "+ECMTCONN",
          fields -> new ConnectResult(fields.nextInt(), fields.nextInt(), fields.nextInt()));

  /** {@code +ECMTDISC: <connection>,<result>}: the MQTT session has ended. */
  public static final UrcType<DisconnectResult> DISCONNECT =
      exact("+ECMTDISC", fields -> new DisconnectResult(fields.nextInt(), fields.nextInt()));

  /** {@code +ECMTSUB: <connection>,<message id>,<result>[,<value>]}: SUBACK. */
  public static final UrcType<SubscribeResult> SUBSCRIBE =
      exact(
          "+ECMTSUB",
          fields ->
              new SubscribeResult(
                  fields.nextInt(), fields.nextInt(), fields.nextInt(), fields.nextOptionalInt()));

  /** {@code +ECMTUNS: <connection>,<message id>,<result>}: UNSUBACK. */
  public static final UrcType<UnsubscribeResult> UNSUBSCRIBE =
      exact(
          "+ECMTUNS",
          fields -> new UnsubscribeResult(fields.nextInt(), fields.nextInt(), fields.nextInt()));

  /** {@code +ECMTPUB: <connection>,<message id>,<result>[,<value>]}: sent or acknowledged. */
  public static final UrcType<PublishResult> PUBLISH =
      exact(
          "+ECMTPUB",
          fields ->
              new PublishResult(
                  fields.nextInt(), fields.nextInt(), fields.nextInt(), fields.nextOptionalInt()));

  /** {@code +ECMTSTAT: <connection>,<code>}: the link is lost; the module reconnects by itself. */
  public static final UrcType<LinkStateChange> LINK_STATE =
      exact("+ECMTSTAT", fields -> new LinkStateChange(fields.nextInt(), fields.nextInt()));

  /**
   * {@code +ECMTRECV: <connection>,<message id>,"<topic>",<payload>}: a message.
   *
   * <p>The payload is raw: no quotes, no length, no escapes, and it may hold line ends.
   */
  public static final UrcType<ReceivedMessage> MESSAGE =
      UrcType.unit("+ECMTRECV", EcmtUrcs::receivedMessage);

  private EcmtUrcs() {}

  /**
   * Result of {@link EcmtOpen}.
   *
   * @param connectionId the connection
   * @param result 0 connected; -1 any failure, after which all settings are lost
   */
  public record OpenResult(int connectionId, int result) {}

  /**
   * Result of {@link EcmtClose}.
   *
   * @param connectionId the connection
   * @param result 0 closed, -1 failed
   */
  public record CloseResult(int connectionId, int result) {}

  /**
   * Result of {@link EcmtConnect}, or of a reconnect that the module made.
   *
   * @param connectionId the connection
   * @param result 0 the broker answered, 2 CONNECT could not be sent
   * @param returnCode with result 0: MQTT 3.1.1 return code, 0 accepted, 1 to 5 refused, 6 answer
   *     not understood. With result 2 always 2, which is no return code of the broker
   */
  public record ConnectResult(int connectionId, int result, int returnCode) {}

  /**
   * Result of {@link EcmtDisconnect}; some firmware also sends it when the link is lost.
   *
   * @param connectionId the connection
   * @param result 0 done, -1 was not connected
   */
  public record DisconnectResult(int connectionId, int result) {}

  /**
   * Result of {@link EcmtSubscribe}.
   *
   * @param connectionId the connection
   * @param messageId the id of the command
   * @param result 0 SUBACK came, also if the broker refused; 1 it was not understood; 2 not sent
   * @param value the number of return codes in the SUBACK, always 1: not the granted QoS
   */
  public record SubscribeResult(int connectionId, int messageId, int result, OptionalInt value) {}

  /**
   * Result of {@link EcmtUnsubscribe}.
   *
   * @param connectionId the connection
   * @param messageId the id of the command
   * @param result 0 UNSUBACK came, 1 it was not understood, 2 not sent
   */
  public record UnsubscribeResult(int connectionId, int messageId, int result) {}

  /**
   * Result of {@link EcmtPublish}.
   *
   * @param connectionId the connection
   * @param messageId the id of the command
   * @param result 0 sent (QoS 0) or acknowledged (QoS 1, 2); 1 the acknowledgement was not
   *     understood; 2 not sent
   * @param value named by the manual, never sent by known firmware
   */
  public record PublishResult(int connectionId, int messageId, int result, OptionalInt value) {}

  /**
   * A change of the link.
   *
   * @param connectionId the connection
   * @param code 1: closed or reset by the peer
   */
  public record LinkStateChange(int connectionId, int code) {}

  private static <T> UrcType<T> exact(String prefix, Function<FieldReader, T> decoder) {
    return UrcType.line(
        prefix,
        line -> {
          FieldReader fields = line.fields();
          T value = decoder.apply(fields);
          if (fields.hasNext()) {
            throw new ReplyFormatException(line.text(), "it has more fields than " + prefix);
          }
          return value;
        });
  }

  private static ReceivedMessage receivedMessage(AtLine unit) {
    FieldReader fields = unit.fields();
    int connectionId = fields.nextInt();
    int messageId = fields.nextInt();
    String topic = fields.nextText();
    return new ReceivedMessage(connectionId, messageId, topic, fields.rest(), unit.isAmbiguous());
  }
}
