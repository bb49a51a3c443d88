package io.github.modemqtt.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.capture.CaptureEvent.FinalResult;
import io.github.modemqtt.capture.CaptureEvent.Line;
import io.github.modemqtt.capture.CaptureEvent.Link;
import io.github.modemqtt.capture.CaptureEvent.Message;
import io.github.modemqtt.capture.CaptureEvent.Noise;
import io.github.modemqtt.capture.CaptureEvent.Prompt;
import io.github.modemqtt.capture.CaptureEvent.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CaptureDecoderTest {
  private static final int LIMIT = 64;

  private final List<CaptureEvent> events = new ArrayList<>();
  private final CaptureDecoder decoder = new CaptureDecoder(events::add, LIMIT);

  private void feed(String latin1) {
    byte[] bytes = latin1.getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
  }

  /** The events of a whole capture. */
  private List<CaptureEvent> decoded(String latin1) {
    feed(latin1);
    decoder.end();
    return events;
  }

  private static FinalResult finalResult(String text) {
    return new FinalResult(text, OptionalInt.empty());
  }

  private static Message message(int id, String topic, String payload, boolean ambiguous) {
    return new Message(0, id, topic, payload.getBytes(UTF_8), ambiguous);
  }

  private static Noise noise(String latin1) {
    return new Noise(latin1.getBytes(ISO_8859_1));
  }

  private static Result result(EcmtCommand command, int result) {
    OptionalInt none = OptionalInt.empty();
    return new Result(command, 0, none, result, none, none);
  }

  // ---- lines ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OK",
        "ERROR",
        "+CME ERROR: SIM busy",
        "+CMS ERROR: 500",
        "NO CARRIER",
        "CONNECT",
        "CONNECT 115200"
      })
  void aFinalResultCodeIsOne(String text) {
    assertEquals(List.of(finalResult(text)), decoded("\r\n" + text + "\r\n"));
  }

  @Test
  void anErrorOfTheModuleHasItsNumberAndNoBlanksAroundIt() {
    assertEquals(
        List.of(new FinalResult("+CME ERROR: 401", OptionalInt.of(401))),
        decoded("\r\n+CME ERROR: 401 \r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+CSQ",
        "+CSQ: 20,99",
        "OK then",
        "SHUT OK",
        "CONNECT OK",
        "+ECMTCONN:0,3",
        "+ECMTCONN: 0,3",
        "+ECMTCONN: (0),\"<clientID>\"",
        "+ECMTOPEN:0,\"broker.example\",1883",
        "+ECMTOPEN: 0,",
        "+ECMTOPEN: 0,99999999999",
        "+ECMTPUB: (0),<msgID>,<qos>,<retain>,\"<topic>\"[,\"<payload>\"]",
        "+ECMTPUB: 0,1,0,7,8",
        "+ECMTPUB: 0,1,0,x",
        "+ECMTSUB: 0,1",
        "+ECMTSUB: 0,1,0,x",
        "+ECMTSTAT: 0",
        "+ECMTRECV 0,1",
        " +ECMTRECV: 0,1,\"t\",x",
        "x> y",
        "\u00e9tat"
      })
  void whatDoesNotHaveTheExactFormIsALine(String text) {
    String utf8 = new String(text.getBytes(UTF_8), ISO_8859_1);

    assertEquals(List.of(new Line(text)), decoded(utf8 + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({"+ECMTOPEN,0", "+ECMTOPEN,-1", "+ECMTDISC,0", "+ECMTCLOSE,-1"})
  void aResultOfTwoNumbersIsReadWithAndWithoutABlank(String name, int code) {
    EcmtCommand command = EcmtCommand.valueOf(name.substring(1));

    decoded("\r\n" + name + ": 0," + code + "\r\n\r\n" + name + ":0," + code + "\r\n");

    assertEquals(List.of(result(command, code), result(command, code)), events);
  }

  @Test
  void furtherNumbersGoWhereTheyBelong() {
    OptionalInt none = OptionalInt.empty();
    assertEquals(
        List.of(
            new Result(EcmtCommand.ECMTCONN, 0, none, 2, OptionalInt.of(2), none),
            new Result(EcmtCommand.ECMTSUB, 0, OptionalInt.of(7), 0, none, OptionalInt.of(1)),
            new Result(EcmtCommand.ECMTSUB, 0, OptionalInt.of(8), 2, none, none),
            new Result(EcmtCommand.ECMTUNS, 0, OptionalInt.of(9), 1, none, none),
            new Result(EcmtCommand.ECMTPUB, 0, OptionalInt.of(65535), 2, none, none),
            new Result(EcmtCommand.ECMTPUB, 0, OptionalInt.of(1), 1, none, OptionalInt.of(2)),
            new Link(0, 1)),
        decoded(
            "\r\n+ECMTCONN: 0,2,2\r\n\r\n+ECMTSUB: 0,7,0,1\r\n\r\n+ECMTSUB: 0,8,2\r\n"
                + "\r\n+ECMTUNS: 0,9,1\r\n\r\n+ECMTPUB: 0,65535,2\r\n\r\n+ECMTPUB: 0,1,1,2\r\n\r\n+ECMTSTAT: 0,1\r\n"));
  }

  @Test
  void aMessageIdThatIsAPlaceholderIsLeftOut() {
    assertEquals(List.of(result(EcmtCommand.ECMTPUB, 0)), decoded("\r\n+ECMTPUB: 0,\\{id1},0\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r\r\n", "\n\r"})
  void anyLineEndEndsALineAndEmptyLinesAreNothing(String lineEnd) {
    assertEquals(
        List.of(new Line("A"), new Line("B")), decoded(lineEnd + "A" + lineEnd + lineEnd + "B"));
  }

  @Test
  void aCarriageReturnInsideALineIsText() {
    assertEquals(List.of(new Line("+ECPING: A\rDONE")), decoded("+ECPING: A\rDONE\r\n"));
  }

  // ---- prompt ----

  @Test
  void aPromptIsToldBeforeItsLineEnds() {
    feed("\r\n> ");

    assertEquals(List.of(new Prompt()), events);
  }

  @Test
  void theEchoOfDataBehindAPromptIsALine() {
    assertEquals(
        List.of(new Prompt(), new Line("> hi"), finalResult("OK")),
        decoded("\r\n> > hi\r\nOK\r\n"));
  }

  @Test
  void aPromptWithoutABlankIsAlone() {
    assertEquals(List.of(new Prompt(), new Line(">x")), decoded(">\r\n>x\r\n"));
  }

  // ---- messages ----

  @Test
  void aMessageEndsAtTheEndOfTheCapture() {
    assertEquals(
        List.of(message(987, "/x", "hello", false)),
        decoded("\r\n+ECMTRECV: 0,987,\"/x\",hello\r\n"));
  }

  @Test
  void aMessageThatSomethingTouchesIsAmbiguous() {
    assertEquals(
        List.of(message(0, "t", "a", true), finalResult("OK"), message(1, "t", "b", true)),
        decoded("\r\n+ECMTRECV: 0,0,\"t\",a\r\n\r\nOK\r\n\r\n+ECMTRECV: 0,1,\"t\",b\r\n"));
  }

  @Test
  void aSilencePartsAMessageFromWhatFollows() {
    feed("\r\n+ECMTRECV: 0,0,\"t\",a\r\n");
    decoder.silence();
    feed("\r\n+ECMTRECV: 0,1,\"t\",b\r\n");
    decoder.silence();

    assertEquals(List.of(message(0, "t", "a", false), message(1, "t", "b", false)), events);
  }

  @Test
  void aSilenceInsideAMessageEndsNothing() {
    feed("\r\n+ECMTRECV: 0,0,\"t\",a");
    decoder.silence();
    feed("b\r\n");

    assertEquals(List.of(message(0, "t", "ab", false)), decoded(""));
  }

  @Test
  void whatAPayloadHoldsIsPayloadWhateverItLooksLike() {
    assertEquals(
        List.of(message(3, "t", "x\r\nOK\r\n+ECMTSTAT: 0,1\r\n> \ny", true), finalResult("OK")),
        decoded("\r\n+ECMTRECV: 0,3,\"t\",x\r\nOK\r\n+ECMTSTAT: 0,1\r\n> \ny\r\n\r\nOK\r\n"));
  }

  @Test
  void aForgedUnitCannotBeToldFromARealOneAndTheMessageBeforeItSaysSo() {
    assertEquals(
        List.of(message(3, "t", "x", true), new Link(0, 1)),
        decoded("\r\n+ECMTRECV: 0,3,\"t\",x\r\n\r\n+ECMTSTAT: 0,1\r\n"));
  }

  @Test
  void anEmptyPayloadQuotesAndCommasStay() {
    assertEquals(
        List.of(message(0, "t,1", "", true), message(12, "a\"b", " \"x\",y ", true)),
        decoded("\r\n+ECMTRECV:0,0,\"t,1\",\r\n\r\n+ECMTRECV: 0,12,\"a\"b\", \"x\",y \r\n"));
  }

  @Test
  void bytesOfAPayloadThatAreNoTextAreKept() {
    byte[] payload = {(byte) 0xFF, 0, 0x1A, '\r'};

    assertEquals(
        List.of(new Message(0, 0, "t", payload, false)),
        decoded("\r\n+ECMTRECV: 0,0,\"t\",\u00ff\0\u001a\r\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r"})
  void aMessageThatTheCaptureCutsOffIsAmbiguous(String rest) {
    assertEquals(
        List.of(message(0, "t", "hel", true)), decoded("\r\n+ECMTRECV: 0,0,\"t\",hel" + rest));
  }

  @Test
  void aMessageWithoutItsFieldsIsALineWithAllThatItHolds() {
    assertEquals(
        List.of(new Line("+ECMTRECV: 0,x\r\nOK"), finalResult("OK")),
        decoded("\r\n+ECMTRECV: 0,x\r\nOK\r\n\r\nOK\r\n"));
  }

  // ---- noise ----

  @Test
  void noiseAroundTextIsToldApart() {
    assertEquals(
        List.of(noise("\0\u00ff"), finalResult("OK"), noise("\u0001\u00fe"), new Line("A")),
        decoded("\0\u00ffOK\u0001\u00fe\r\nA\r\n"));
  }

  @Test
  void noiseBeforeAMessageIsToldApart() {
    assertEquals(
        List.of(noise("\0\0"), message(0, "t", "a", false)),
        decoded("\0\0+ECMTRECV: 0,0,\"t\",a\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"O\0K", "\0", "a\u00ffb", "\u00c3", "\u00e4\u00f6\u00fc"})
  void aLineWithNoiseInsideIsNoise(String line) {
    assertEquals(List.of(noise(line)), decoded("\r\n" + line + "\r\n"));
  }

  @Test
  void anEncodedSurrogateIsNoText() {
    assertEquals(
        List.of(noise("\u00ed\u00a0\u0080"), new Line("x")), decoded("\u00ed\u00a0\u0080x\r\n"));
  }

  @Test
  void aLineAboveTheLimitIsNoiseInPieces() {
    assertEquals(
        List.of(noise("x".repeat(LIMIT)), noise("x".repeat(LIMIT)), noise("x"), finalResult("OK")),
        decoded("\r\n" + "x".repeat(2 * LIMIT + 1) + "\r\nOK\r\n"));
  }

  @Test
  void aLineAtTheLimitIsALine() {
    assertEquals(List.of(new Line("x".repeat(LIMIT))), decoded("x".repeat(LIMIT) + "\n"));
  }

  @Test
  void aMessageAboveTheLimitIsNoiseUpToTheEndOfItsLine() {
    String start = "+ECMTRECV: 0,0,\"t\",a\r\n";

    assertEquals(
        List.of(
            noise(start + "x".repeat(LIMIT - start.length())),
            noise("x".repeat(start.length())),
            new Line("B")),
        decoded("\r\n" + start + "x".repeat(LIMIT) + "\r\nB\r\n"));
  }

  @Test
  void aLimitThatHoldsNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CaptureDecoder(events::add, 15));
  }
}
