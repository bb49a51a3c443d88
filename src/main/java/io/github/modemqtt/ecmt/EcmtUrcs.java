package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.UrcType;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The nine unsolicited result codes of the MQTT client ({@code atec_mqtt_cnf_ind.c}).
 *
 * <p>Each is one {@code CR LF text CR LF}; the blank after the colon is missing in some builds. The
 * read forms of {@code AT+ECMTOPEN} and {@code AT+ECMTCONN} answer under the same names with
 * another number of fields, so the number of fields is exact here.
 *
 * <p>A received message can hold text that looks like one of them. What is said of the link is
 * therefore marked where it touches a message ({@code ambiguous}), and needs a question to the
 * module before anybody acts on it. Acknowledgements are not marked: they count for the message id
 * that they name, and are as hard to forge as that id is to guess.
 */
public final class EcmtUrcs {
  /** {@code +ECMTOPEN: <connection>,<result>}: the TCP connection is up, or could not be made. */
  public static final UrcType<OpenResult> OPEN =
      marked(
          "+ECMTOPEN",
          (fields, ambiguous) -> new OpenResult(fields.nextInt(), fields.nextInt(), ambiguous));

  /** {@code +ECMTCLOSE: <connection>,<result>}: the TCP connection is closed. */
  public static final UrcType<CloseResult> CLOSE =
      marked(
          "+ECMTCLOSE",
          (fields, ambiguous) -> new CloseResult(fields.nextInt(), fields.nextInt(), ambiguous));

  /**
   * {@code +ECMTCONN: <connection>,<result>,<return code>}: the broker answered CONNECT, also after
   * a reconnect that the module made by itself.
   */
  public static final UrcType<ConnectResult> CONNECT =
      marked(
          "+ECMTCONN",
          (fields, ambiguous) ->
              new ConnectResult(fields.nextInt(), fields.nextInt(), fields.nextInt(), ambiguous));

  /** {@code +ECMTDISC: <connection>,<result>}: the MQTT session has ended. */
  public static final UrcType<DisconnectResult> DISCONNECT =
      marked(
          "+ECMTDISC",
          (fields, ambiguous) ->
              new DisconnectResult(fields.nextInt(), fields.nextInt(), ambiguous));

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
      marked(
          "+ECMTSTAT",
          (fields, ambiguous) ->
              new LinkStateChange(fields.nextInt(), fields.nextInt(), ambiguous));

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
   * @param ambiguous whether the line may in truth be the end of a received message
   */
  public record OpenResult(int connectionId, int result, boolean ambiguous) {
    /**
     * A result that is no part of a message.
     *
     * @param connectionId the connection
     * @param result 0 connected; -1 any failure, after which all settings are lost
     */
    public OpenResult(int connectionId, int result) {
      this(connectionId, result, false);
    }
  }

  /**
   * Result of {@link EcmtClose}.
   *
   * @param connectionId the connection
   * @param result 0 closed, -1 failed
   * @param ambiguous whether the line may in truth be the end of a received message
   */
  public record CloseResult(int connectionId, int result, boolean ambiguous) {
    /**
     * A result that is no part of a message.
     *
     * @param connectionId the connection
     * @param result 0 closed, -1 failed
     */
    public CloseResult(int connectionId, int result) {
      this(connectionId, result, false);
    }
  }

  /**
   * Result of {@link EcmtConnect}, or of a reconnect that the module made.
   *
   * @param connectionId the connection
   * @param result 0 the broker answered, 2 CONNECT could not be sent
   * @param returnCode with result 0: MQTT 3.1.1 return code, 0 accepted, 1 to 5 refused, 6 answer
   *     not understood. With result 2 always 2, which is no return code of the broker
   * @param ambiguous whether the line may in truth be the end of a received message
   */
  public record ConnectResult(int connectionId, int result, int returnCode, boolean ambiguous) {
    /**
     * A result that is no part of a message.
     *
     * @param connectionId the connection
     * @param result 0 the broker answered, 2 CONNECT could not be sent
     * @param returnCode with result 0: MQTT 3.1.1 return code, 0 accepted, 1 to 5 refused, 6 answer
     *     not understood. With result 2 always 2, which is no return code of the broker
     */
    public ConnectResult(int connectionId, int result, int returnCode) {
      this(connectionId, result, returnCode, false);
    }
  }

  /**
   * Result of {@link EcmtDisconnect}; some firmware also sends it when the link is lost.
   *
   * @param connectionId the connection
   * @param result 0 done, -1 was not connected
   * @param ambiguous whether the line may in truth be the end of a received message
   */
  public record DisconnectResult(int connectionId, int result, boolean ambiguous) {
    /**
     * A result that is no part of a message.
     *
     * @param connectionId the connection
     * @param result 0 done, -1 was not connected
     */
    public DisconnectResult(int connectionId, int result) {
      this(connectionId, result, false);
    }
  }

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
   * @param ambiguous whether the line may in truth be the end of a received message
   */
  public record LinkStateChange(int connectionId, int code, boolean ambiguous) {
    /**
     * A change that is no part of a message.
     *
     * @param connectionId the connection
     * @param code 1: closed or reset by the peer
     */
    public LinkStateChange(int connectionId, int code) {
      this(connectionId, code, false);
    }
  }

  private static <T> UrcType<T> exact(String prefix, Function<FieldReader, T> decoder) {
    return marked(prefix, (fields, ambiguous) -> decoder.apply(fields));
  }

  private static <T> UrcType<T> marked(String prefix, BiFunction<FieldReader, Boolean, T> decoder) {
    return UrcType.line(
        prefix,
        line -> {
          FieldReader fields = line.fields();
          T value = decoder.apply(fields, line.isAmbiguous());
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
