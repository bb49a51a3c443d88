package io.github.modemqtt.capture;

import java.util.Arrays;
import java.util.OptionalInt;

/** Something that a module said. */
public sealed interface CaptureEvent {

  /**
   * A final result code: {@code OK}, {@code ERROR}, {@code +CME ERROR: ...}, {@code +CMS ERROR:
   * ...}, or one of a call, V.250 section 5.7.1.
   *
   * @param text the line, without blanks around it
   * @param cme the number of a {@code +CME ERROR}, if it is one with a number
   */
  record FinalResult(String text, OptionalInt cme) implements CaptureEvent {}

  /**
   * A received message: {@code +ECMTRECV: <connection>,<message id>,"<topic>",<payload>}.
   *
   * @param connectionId the connection
   * @param messageId the packet identifier at QoS 1 and 2; an arbitrary number at QoS 0
   * @param topic the topic name, up to the first quote that a comma follows
   * @param payload the payload, exactly as it was on the wire; not copied
   * @param ambiguous whether the message may in truth be longer or shorter: the payload holds a
   *     line end, or something follows it, or comes before it from another message, without a
   *     silence between them
   */
  record Message(int connectionId, int messageId, String topic, byte[] payload, boolean ambiguous)
      implements CaptureEvent {

    @Override
    public boolean equals(Object other) {
      return other instanceof Message that
          && connectionId == that.connectionId
          && messageId == that.messageId
          && ambiguous == that.ambiguous
          && topic.equals(that.topic)
          && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * messageId + topic.hashCode()) + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
      return "Message[connectionId="
          + connectionId
          + ", messageId="
          + messageId
          + ", topic="
          + topic
          + ", payload="
          + payload.length
          + " bytes, ambiguous="
          + ambiguous
          + "]";
    }
  }

  /**
   * The result of an ECMT command, which follows its {@code OK}.
   *
   * @param command which command
   * @param connectionId the connection
   * @param messageId the id of the command: SUB, UNS and PUB only, and empty where a transcript has
   *     a placeholder for it
   * @param result 0 for success; otherwise as the command defines it
   * @param returnCode CONN only: the MQTT 3.1.1 return code of the broker
   * @param value SUB: the number of return codes in the SUBACK; PUB: named by the manual only
   */
  record Result(
      EcmtCommand command,
      int connectionId,
      OptionalInt messageId,
      int result,
      OptionalInt returnCode,
      OptionalInt value)
      implements CaptureEvent {}

  /**
   * A change of the link: {@code +ECMTSTAT: <connection>,<code>}.
   *
   * @param connectionId the connection
   * @param code 1: lost
   */
  record Link(int connectionId, int code) implements CaptureEvent {}

  /** The prompt for data: {@code >} and a blank at the start of a line, or {@code >} alone. */
  record Prompt() implements CaptureEvent {}

  /**
   * Any other line: an answer, another URC, an echo.
   *
   * @param text the line, without its end; it is the same bytes in UTF-8. A {@code +ECMTRECV} that
   *     is none can hold line ends
   */
  record Line(String text) implements CaptureEvent {}

  /**
   * Bytes that are no line of text.
   *
   * @param bytes the bytes, not copied
   */
  record Noise(byte[] bytes) implements CaptureEvent {

    @Override
    public boolean equals(Object other) {
      return other instanceof Noise that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Noise[" + bytes.length + " bytes]";
    }
  }
}
