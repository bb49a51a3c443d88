package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.capture.CaptureEvent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecodeCommandTest {
  private static final String OK = "{'type':'final','text':'OK'}";
  private static final String OPENED =
      "{'type':'result','command':'ECMTOPEN','connection':0,'result':0}";
  private static final String CONNECTED =
      "{'type':'result','command':'ECMTCONN','connection':0,'result':0,'returnCode':0}";
  private static final String SUBSCRIBED =
      "{'type':'result','command':'ECMTSUB','connection':0,'messageId':1,'result':0,'value':1}";
  private static final String PUBLISHED =
      "{'type':'result','command':'ECMTPUB','connection':0,'messageId':0,'result':0}";
  private static final String DISCONNECTED =
      "{'type':'result','command':'ECMTDISC','connection':0,'result':0}";
  private static final String REFUSED = "{'type':'final','text':'+CME ERROR: 3','cme':3}";
  private static final String PROMPT = "{'type':'prompt'}";

  @TempDir Path folder;

  private static Path session(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(DecodeCommandTest.class.getResource("/transcripts/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertDecoded(Cli.Result result, String... lines) {
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
    assertEquals(
        Stream.of(lines).map(line -> line.replace('\'', '"').replace('`', '\'')).toList(),
        result.out().lines().toList());
  }

  private static Cli.Result decode(String latin1, String... options) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("decode", "-"));
    args.addAll(List.of(options));
    return Cli.runWithInput(latin1.getBytes(ISO_8859_1), args.toArray(String[]::new));
  }

  private static Cli.Result decodeSession(String name) throws InterruptedException {
    return Cli.run("decode", "--json", session("ecmt/" + name + ".txt").toString());
  }

  private static String line(String text) {
    return "{'type':'line','text':'" + text.replace("\"", "\\'") + "'}";
  }

  // ---- the sessions of the module family ----

  @Test
  void theSessionWithAnUnsolicitedLoss() throws InterruptedException {
    assertDecoded(
        decodeSession("air302-esp32s2-wakeup"),
        REFUSED,
        OK,
        OPENED,
        OK,
        CONNECTED,
        OK,
        SUBSCRIBED,
        OK,
        PUBLISHED,
        "{'type':'message','connection':0,'messageId':987,'topic':'/clientesp32_s2',"
            + "'payload':'hello','payloadHex':'68656c6c6f','ambiguous':true}",
        OK,
        PUBLISHED,
        DISCONNECTED,
        "{'type':'link','connection':0,'code':1}");
  }

  @Test
  void theSessionWithPromptsAndAnEmptyMessage() throws InterruptedException {
    assertDecoded(
        decodeSession("ec616-data-mode-forms"),
        PROMPT,
        OK,
        PUBLISHED,
        PROMPT,
        OK,
        REFUSED,
        "{'type':'message','connection':0,'messageId':0,'topic':'t/1','payload':'',"
            + "'payloadHex':'','ambiguous':true}",
        "{'type':'message','connection':0,'messageId':12,'topic':'t/1','payload':'a,b,\\'c\\'',"
            + "'payloadHex':'612c622c226322','ambiguous':true}");
  }

  @Test
  void answersToReadAndTestFormsAreLines() throws InterruptedException {
    assertDecoded(
        decodeSession("ec616-query-forms"),
        line("+ECMTCFG:\"keepalive\",(0),(0-3600),"),
        line("+ECMTCFG:\"session\",(0),(0,1)"),
        line("+ECMTCFG:\"timeout\",(0),(1-60),(1-10),(0,1)"),
        line("+ECMTCFG:\"will\",(0),(0,1),(0-2),(0,1),\"will_topic\",\"will_msg\""),
        line("+ECMTCFG:\"version\",(0),(3,4)"),
        line("+ECMTCFG:\"aliauth\",(0),\"productkey\",\"devicename\",\"devicesecret\""),
        line("+ECMTCFG:\"cloud\",(0-255),(0-255)"),
        OK,
        OK,
        REFUSED,
        OK,
        OPENED,
        line("+ECMTOPEN:0,\"broker.example\",1883"),
        OK,
        line("+ECMTCFG: \"keepalive\",120"),
        OK,
        line("+ECMTCFG: \"timeout\",10,3,0"),
        OK,
        line("+ECMTCFG: \"will\",0,0,0,,"),
        OK,
        OK,
        line("+ECMTCFG: \"will\",1,0,0,bye/t,gone, away"),
        OK,
        line("+ECMTCONN:0,1"),
        OK,
        line("+ECMTCONN: (0),\"<clientID>\"[,\"<username>\"[,,\"<password>\"]]"),
        OK);
  }

  @Test
  void theSessionWithTwoAnswersToOneConnect() throws InterruptedException {
    assertDecoded(
        decodeSession("ec626-mqtts-dup-connack"),
        OK,
        OPENED,
        OK,
        "{'type':'result','command':'ECMTCONN','connection':0,'result':2,'returnCode':2}",
        CONNECTED);
  }

  @Test
  void aLogThatLostItsEmptyLinesHasItsMessagesAllTheSame() throws InterruptedException {
    String blanks = "20".repeat(12);
    assertDecoded(
        decodeSession("esp32-nb-json-multiline-recv"),
        OK,
        OPENED,
        OK,
        CONNECTED,
        OK,
        PUBLISHED,
        OK,
        SUBSCRIBED,
        json("putdown", "707574646f776e", blanks),
        json("upgrade", "75706772616465", blanks));
  }

  private static String json(String command, String hex, String blanks) {
    return "{'type':'message','connection':0,'messageId':0,'topic':'ESP32/common','payload':"
        + "'{\\r\\n            \\'command\\': \\'"
        + command
        + "\\'\\r\\n    }','payloadHex':'7b0d0a"
        + blanks
        + "22636f6d6d616e64223a2022"
        + hex
        + "220d0a202020207d','ambiguous':true}";
  }

  @Test
  void theSessionsOfCloudsAndApostrophes() throws InterruptedException {
    assertDecoded(
        decodeSession("ec01g-thingscloud-nested-quotes"),
        OK,
        OK,
        line("+CPIN: READY"),
        OK,
        OK,
        OPENED,
        OK,
        SUBSCRIBED.replace("'value':1", "'value':0"),
        OK,
        PUBLISHED.replace("'messageId':0", "'messageId':1"),
        OK,
        DISCONNECTED);
    assertDecoded(
        decodeSession("stm32-nbiot-apostrophe-payload"),
        line("+CREG: 0,6"),
        OK,
        line("+CGATT: 1"),
        OK,
        OK,
        OK,
        OPENED,
        OK,
        CONNECTED,
        OK,
        SUBSCRIBED,
        "{'type':'message','connection':0,'messageId':0,'topic':'/pc/msg','payload':'i`m pc',"
            + "'payloadHex':'69276d207063','ambiguous':false}");
  }

  static Stream<Path> allSessions() throws IOException {
    List<Path> sessions = new ArrayList<>();
    for (Path root : List.of(session("ecmt").getParent(), Path.of("at-scripts"))) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().matches(".*\\.(txt|transcript)"))
            .forEach(sessions::add);
      }
    }
    assertTrue(sessions.size() > 15, sessions::toString);
    return sessions.stream();
  }

  @ParameterizedTest
  @MethodSource("allSessions")
  void aSessionGivesTheSameEventsInReadsOfAnySize(Path file) throws Exception {
    String expected = decodedIn(file, Integer.MAX_VALUE);

    assertFalse(expected.isEmpty());
    assertTrue(expected.lines().allMatch(line -> line.startsWith("{\"type\":\"")), expected);
    assertFalse(expected.contains("\"text\":\"<<"), "not recognised");
    for (int chunk : new int[] {1, 2, 3, 7}) {
      assertEquals(expected, decodedIn(file, chunk));
    }
  }

  private static String decodedIn(Path file, int chunk) throws Exception {
    try (InputStream in = new SmallReads(Files.newInputStream(file), chunk)) {
      Cli.Result result = Cli.startWithInput(in, "decode", "--json", "-").end();
      assertEquals(0, result.exitCode(), result.err());
      return result.out();
    }
  }

  /** Gives at most so many bytes to each read. */
  private static final class SmallReads extends FilterInputStream {
    private final int most;

    private SmallReads(InputStream in, int most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return super.read(buffer, offset, Math.min(most, length));
    }
  }

  // ---- captures ----

  @Test
  void aCaptureIsToldToPeople() throws InterruptedException {
    Cli.Result result =
        decode(
            "AT+CSQ\r\n+CSQ: 20,99\r\n\r\nOK\r\n\r\n+CME ERROR: 3\r\n\r\n> \r\nOK\r\n\0\u00ff\r\n"
                + "\r\n+ECMTSUB: 0,7,0,1\r\n\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTRECV: 0,5,\"t\",a\u001b\r\nb\r\n");

    assertDecoded(
        result,
        "line     AT+CSQ",
        "line     +CSQ: 20,99",
        "final    OK",
        "final    +CME ERROR: 3 (operation not allowed)",
        "prompt   >",
        "final    OK",
        "noise    00 ff",
        "result   ECMTSUB id 7: 0, value 1",
        "link     lost (connection 0)",
        "message  t (id 5, ambiguous): a\\x1B\\x0D\\x0Ab");
  }

  @Test
  void bytesThatAreNoTextAreExactInHexadecimal() throws InterruptedException {
    assertDecoded(
        decode("\u00ff\0\r\n\r\n+ECMTRECV: 0,0,\"t\",\u00e4\u00c3\u00a4\r\n", "--json"),
        "{'type':'noise','hex':'ff00'}",
        "{'type':'message','connection':0,'messageId':0,'topic':'t','payload':'\ufffd\u00e4',"
            + "'payloadHex':'e4c3a4','ambiguous':false}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n> ", "\r\n> \r\nOK\r\n", "Manufacturer: X\r\n\r\nOK\r\n", "12 OK"})
  void aCaptureThatBeginsLikeATranscriptIsACapture(String capture) throws InterruptedException {
    Cli.Result result = decode(capture, "--json");

    assertEquals(decode(capture, "--json", "--format", "capture").out(), result.out());
    assertFalse(result.out().isEmpty());
  }

  @Test
  void nothingGivesNothing() throws InterruptedException {
    assertDecoded(decode(""));
  }

  // ---- captures whose line ends a logger has changed ----

  private static String message(String id, String payload, boolean ambiguous) {
    return "{'type':'message','connection':0,'messageId':"
        + id
        + ",'topic':'t','payload':'"
        + payload.replace("\r", "\\r").replace("\n", "\\n")
        + "','payloadHex':'"
        + HexFormat.of().formatHex(payload.getBytes(UTF_8))
        + "','ambiguous':"
        + ambiguous
        + "}";
  }

  @Test
  void aCaptureWithoutCarriageReturnsGetsThemBack() throws InterruptedException {
    assertDecoded(
        decode(
            "\nOK\n\n+ECMTRECV: 0,1,\"t\",{\n  1\n}\n\n+ECMTPUB: 0,0,0\n"
                + "\n+ECMTRECV: 0,2,\"t\",b\n",
            "--json"),
        OK,
        message("1", "{\r\n  1\r\n}", true),
        PUBLISHED,
        message("2", "b", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void aCaptureWithoutEmptyLinesGetsThemBack(String lineEnd) throws InterruptedException {
    String log =
        "AT+ECMTOPEN=0,\"h\",1883\nOK\n+ECMTOPEN: 0,0\n+ECMTRECV: 0,1,\"t\",{\n  1\n}\n"
            + "+ECMTRECV: 0,2,\"t\",b\nOK\n+ECMTPUB: 0,0,0\n";
    assertDecoded(
        decode(log.replace("\n", lineEnd), "--json"),
        line("AT+ECMTOPEN=0,\"h\",1883"),
        OK,
        OPENED,
        message("1", "{\r\n  1\r\n}", true),
        message("2", "b", true),
        OK,
        PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\0",
        "^boot.rom'v\n\r\n",
        "^boot.rom'v\n\n\n\r\nOK\r\n",
        "^boot.rom'v\n!\n\r\n\r\nECRDY\r\n\r\n",
        "\r\nOK\r\n\r\n",
        "AT\r\nOK\r\n\r\n",
        "\n\rF1: 0000\n\r\n\rOK\n\r\r\n"
      })
  void aCaptureOfThePortKeepsItsLineEnds(String before) throws InterruptedException {
    Cli.Result result =
        decode(
            before
                + "+ECMTRECV: 0,1,\"t\",{\n  1\n}\r\nOK\r\n+ECMTSTAT: 0,1\r\n"
                + "\r\n+ECMTRECV: 0,2,\"t\",\na\n\r\n",
            "--json",
            "--format",
            "capture");

    List<String> lines = result.out().lines().filter(line -> line.contains("message")).toList();
    assertEquals(
        List.of(
            message("1", "{\n  1\n}\r\nOK\r\n+ECMTSTAT: 0,1", true).replace('\'', '"'),
            message("2", "\na\n", true).replace('\'', '"')),
        lines,
        result.out());
  }

  @Test
  void lineEndsAreGivenBackInReadsOfAnySize() throws Exception {
    String[] pieces = {
      "OK",
      "ERROR",
      "+CSQ: 1,99",
      "+ECMTRECV: 0,1,\"t\",a",
      "\n",
      "\n",
      "\r\n",
      "\r\n",
      "\r",
      "> ",
      "x",
      "\0",
      "x".repeat(9000)
    };
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length - (random.nextInt(50) == 0 ? 0 : 1))]);
      }
      byte[] bytes = text.toString().getBytes(ISO_8859_1);
      assertEquals(decoded(bytes, bytes.length + 1), decoded(bytes, 1), "seed " + seed);
      assertEquals(decoded(bytes, bytes.length + 1), decoded(bytes, 5), "seed " + seed);
    }
  }

  private static List<CaptureEvent> decoded(byte[] bytes, int chunk) {
    List<CaptureEvent> events = new ArrayList<>();
    DecodedInput input = new DecodedInput(InputNotation.CAPTURE, events::add);
    for (int at = 0; at < bytes.length; at += chunk) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
      input.feed(piece, piece.length);
    }
    input.end();
    return events;
  }

  @Test
  void promptsAndAnswersEndAMessageWhereEmptyLinesAreLost() throws InterruptedException {
    assertDecoded(
        decode(
            "<< OK\n<< +ECMTRECV: 0,1,\"t\",a\n>> AT+ECMTPUB=0,0,0,0,\"t\"\n<< > \n>> x<1A>\n<< OK\n"
                + "<< +ECMTRECV: 0,2,\"t\",{\n<< }\n>> AT+CIMI\n<< 460001234567890\n<< OK\n",
            "--json"),
        OK,
        message("1", "a", true),
        PROMPT,
        OK,
        message("2", "{\r\n}", true),
        line("460001234567890"),
        OK);
    assertDecoded(
        decode("OK\n+CSQ: 1,99\n+ECMTRECV: 0,1,\"t\",a\n> \nOK\n", "--json"),
        OK,
        line("+CSQ: 1,99"),
        message("1", "a", true),
        PROMPT,
        OK);
  }

  @Test
  void aPromptAloneIsNoPartOfTheLineBelowIt() throws InterruptedException {
    assertDecoded(
        decode("<< >\n>> hello<1A>\n<< hello\n<< OK\n", "--json"), PROMPT, line("hello"), OK);
  }

  // ---- transcripts ----

  @Test
  void theTimesOfATranscriptPartMessagesAsTheDriverDoes() throws InterruptedException {
    assertDecoded(
        decode(
            "baud: 9600\n\n0.000 > AT\n0.010 < OK\n0.100 < +ECMTRECV: 0,1,\"t\",a\n.  b\n"
                + "0.300 < +ECMTRECV: 0,2,\"t\",c\n0.350 < +ECMTRECV: 0,3,\"t\",d\n0.600 < OK\n",
            "--json"),
        OK,
        "{'type':'message','connection':0,'messageId':1,'topic':'t',"
            + "'payload':'a\\r\\n b','payloadHex':'610d0a2062','ambiguous':true}",
        "{'type':'message','connection':0,'messageId':2,'topic':'t','payload':'c',"
            + "'payloadHex':'63','ambiguous':true}",
        "{'type':'message','connection':0,'messageId':3,'topic':'t','payload':'d',"
            + "'payloadHex':'64','ambiguous':true}",
        OK);
  }

  @Test
  void aMessageBetweenSilencesIsNotAmbiguous() throws InterruptedException {
    String decoded = decode("0.1 < OK\n0.3 < +ECMTRECV: 0,1,\"t\",a\n0.9 < OK\n", "--json").out();

    assertTrue(decoded.contains("\"ambiguous\":false"), decoded);
  }

  @Test
  void aTranscriptThatGoesWrongLaterIsToldWithItsLine() throws InterruptedException {
    Cli.Result result = decode("< OK\nnonsense\n", "--json");

    assertEquals(2, result.exitCode());
    assertEquals(OK.replace('\'', '"') + "\n", result.out());
    assertTrue(result.err().startsWith("modemqtt: "), result.err());
    assertTrue(result.err().contains("ine 2"), result.err());
  }

  // ---- streams ----

  @Test
  void whatCameIsToldBeforeMoreComes() throws Exception {
    PipedInputStream in = new PipedInputStream();
    Cli cli;
    try (PipedOutputStream module = new PipedOutputStream(in)) {
      cli = Cli.startWithInput(in, "decode", "-");
      module.write("\r\n+CSQ: 20,99\r\n".getBytes(UTF_8));
      module.flush();
      cli.out().await("+CSQ: 20,99", 1);
    }
    assertEquals(0, cli.end().exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-file", "."})
  void aFileThatCannotBeReadIsWrongUsage(String name) throws InterruptedException {
    Cli.Result result = Cli.run("decode", folder.resolve(name).toString());

    assertEquals(2, result.exitCode());
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("modemqtt: Cannot read the file "), result.err());
  }

  @Test
  void aFileIsReadLikeStandardInput() throws Exception {
    Path file = Files.write(folder.resolve("capture.bin"), "\r\nOK\r\n".getBytes(UTF_8));

    assertDecoded(Cli.run("decode", "--json", file.toString()), OK);
  }
}
