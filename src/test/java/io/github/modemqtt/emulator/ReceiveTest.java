package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages from the broker on the wire. */
class ReceiveTest extends EcmtTest {
  private void publish(String payload) {
    broker.publish("t", payload.getBytes(ISO_8859_1), MqttQoS.AT_MOST_ONCE, 0);
  }

  static List<Arguments> payloads() {
    return List.of(
        Arguments.of("hello", "hello"),
        Arguments.of("", ""),
        Arguments.of("\"x\"", "\"x\""),
        Arguments.of("a,b", "a,b"),
        Arguments.of("\0\0ab\0cd", "ab"),
        Arguments.of("a\r\n", "a"),
        Arguments.of("a\r\n\r\n", "a\r\n"),
        Arguments.of("a\r\nOK\r\nb", "a\r\nOK\r\nb"),
        Arguments.of("\u00c3\u00a9\u00ff", "\u00c3\u00a9\u00ff"));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void payloadsAreRaw(String sent, String said) throws Exception {
    openAndConnect();
    publish(sent);
    host.expect("\r\n+ECMTRECV: 0,0,\"t\"," + said + "\r\n").nothingMore();
  }

  @Test
  void topicsAreQuotedAndOtherwiseRaw() throws Exception {
    openAndConnect();
    broker.publish("a\"b,\u00e9", new byte[] {'x'}, MqttQoS.AT_MOST_ONCE, 0);
    host.expectLine("+ECMTRECV: 0,0,\"a\"b,\u00c3\u00a9\",x");
  }

  @Test
  void qos1IsReportedAndThenAcknowledged() throws Exception {
    openAndConnect();
    broker.publish("t", new byte[] {'x'}, MqttQoS.AT_LEAST_ONCE, 987);
    host.expectLine("+ECMTRECV: 0,987,\"t\",x");
    broker.take(MqttMessageType.PUBACK);
  }

  @Test
  void qos2IsReportedForEachPublishPacket() throws Exception {
    openAndConnect();
    broker.publish("t", new byte[] {'x'}, MqttQoS.EXACTLY_ONCE, 5);
    host.expectLine("+ECMTRECV: 0,5,\"t\",x");
    broker.take(MqttMessageType.PUBREC);
    broker.publish("t", new byte[] {'x'}, MqttQoS.EXACTLY_ONCE, 5);
    host.expectLine("+ECMTRECV: 0,5,\"t\",x");
    broker.take(MqttMessageType.PUBREC);
    broker.acknowledge(MqttMessageType.PUBREL, 5);
    broker.take(MqttMessageType.PUBCOMP);
    host.nothingMore();
  }

  @Test
  void manyMessagesArriveInOrder() throws Exception {
    openAndConnect();
    for (int i = 0; i < 1000; i++) {
      publish("m" + i);
    }
    for (int i = 0; i < 1000; i++) {
      host.expectLine("+ECMTRECV: 0,0,\"t\",m" + i);
    }
  }

  @Test
  void theLargestPacketFits() throws Exception {
    openAndConnect();
    String payload = "x".repeat(1154 - 3);
    publish(payload);
    host.expectLine("+ECMTRECV: 0,0,\"t\"," + payload);
  }

  @Test
  void aTooLargePacketPutsTheStreamOutOfStep() throws Exception {
    openAndConnect();
    // Behind the header that is read and dropped, this is a PUBACK for 0x1234, and then junk.
    byte[] body = new byte[1155];
    body[0] = 0x40;
    body[1] = 2;
    body[2] = 0x12;
    body[3] = 0x34;
    byte[] packet = new byte[3 + body.length];
    packet[0] = 0x30;
    packet[1] = (byte) (0x80 | body.length & 0x7F);
    packet[2] = (byte) (body.length >> 7);
    System.arraycopy(body, 0, packet, 3, body.length);
    broker.sendRaw(packet);
    host.expectLine("+ECMTPUB: 0," + 0x1234 + ",0").nothingMore();
  }
}
