package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, a serial port of the system, a module in software, Mosquitto. */
@Timeout(60)
class CliOverPtyTest {
  private static final String UTF_8_TEXT = "21.5 °C, grüß Gott, 温度, 🌡";
  private static final String JSON = "{\"a\":1,\"b\":[\"x,y\",\"z\"]}";
  private static final String THOUSAND_BYTES = "0123456789".repeat(100);
  private static final String QUOTES_AT_BOTH_ENDS = "\"quoted, twice\"";
  private static final String LINES = "first\nsecond";

  private static MosquittoBroker broker;

  @TempDir Path folder;
  private ModuleOnPty modem;

  @BeforeAll
  static void startBroker() {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    broker = MosquittoBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void plugIn() {
    modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
  }

  @AfterEach
  void unplug() {
    modem.close();
  }

  // ---- from the module ----

  static Stream<Arguments> textsAndLevels() {
    return Stream.of(UTF_8_TEXT, JSON, "", THOUSAND_BYTES, QUOTES_AT_BOTH_ENDS, LINES)
        .flatMap(text -> IntStream.range(0, 3).mapToObj(qos -> Arguments.of(text, qos)));
  }

  @ParameterizedTest
  @MethodSource("textsAndLevels")
  void whatPubSendsArrivesAsItIs(String text, int qos) throws InterruptedException {
    try (MosquittoSubscription subscriber = broker.clients().subscribe("out/#", 2)) {
      Cli.Result result = pub("-t", "out/a b", "-m", text, "-q", "" + qos);

      assertDone(result);
      MosquittoSubscription.Received message = subscriber.next();
      assertEquals("out/a b", message.topic());
      assertEquals(text, message.text());
      assertEquals(qos, message.qos());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void pubSendsTheBytesOfAFile(int qos) throws IOException, InterruptedException {
    byte[] bytes = {0, 'a', '\r', '\n', 0, (byte) 0xFF, '"', '\r', 0};
    Path file = Files.write(folder.resolve("payload.bin"), bytes);
    try (MosquittoSubscription subscriber = broker.clients().subscribe("file", 2)) {
      assertDone(pub("-t", "file", "-f", file.toString(), "-q", "" + qos));

      assertArrayEquals(bytes, subscriber.next().payload());
    }
  }

  @Test
  void pubWithoutAPayloadDeletesARetainedMessage() throws InterruptedException {
    assertDone(pub("-t", "kept", "-m", "on", "-q", "1", "-r"));
    try (MosquittoSubscription before = broker.clients().subscribe("kept", 1)) {
      assertTrue(before.next().retained());
    }

    assertDone(pub("-t", "kept", "-n", "-q", "1", "-r"));

    try (MosquittoSubscription after = broker.clients().subscribe("#", 1)) {
      broker.clients().publish("end", new byte[0], 1, false);
      assertEquals("end", after.next().topic());
    }
  }

  @Test
  void linesOfStandardInputArriveInOrder() throws InterruptedException {
    List<String> lines = IntStream.range(0, 200).mapToObj(i -> "line " + i).toList();
    byte[] input = String.join("\n", lines).getBytes(UTF_8);
    try (MosquittoSubscription subscriber = broker.clients().subscribe("lines", 1)) {
      Cli.Result result =
          Cli.runWithInput(input, "pub", "--modem", modem.target(), "-t", "lines", "-l", "-q", "1");

      assertDone(result);
      assertEquals(lines, lines.stream().map(line -> subscriber.next().text()).toList());
    }
  }

  @Test
  void linesKeepBytesThatAreNoText() throws InterruptedException {
    byte[] input = {'a', (byte) 0xFF, '\n', (byte) 0xC3};
    try (MosquittoSubscription subscriber = broker.clients().subscribe("bytes", 1)) {
      assertDone(
          Cli.runWithInput(
              input, "pub", "--modem", modem.target(), "-t", "bytes", "-l", "-q", "1"));

      assertArrayEquals(new byte[] {'a', (byte) 0xFF}, subscriber.next().payload());
      assertArrayEquals(new byte[] {(byte) 0xC3}, subscriber.next().payload());
    }
  }

  // ---- to the module ----

  /** What is published, and what the module makes of it. */
  private static Map<byte[], byte[]> incoming() {
    Map<byte[], byte[]> payloads = new LinkedHashMap<>();
    for (String text :
        List.of(UTF_8_TEXT, JSON, "", THOUSAND_BYTES, QUOTES_AT_BOTH_ENDS, LINES, "a\r\nb")) {
      payloads.put(text.getBytes(UTF_8), text.getBytes(UTF_8));
    }
    payloads.put(new byte[] {'a', (byte) 0xFF, 1, 'b'}, new byte[] {'a', (byte) 0xFF, 1, 'b'});
    payloads.put("cut\0here".getBytes(UTF_8), "cut".getBytes(UTF_8)); // it ends at a NUL
    return payloads;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void subPrintsWhatOthersPublish(int qos) throws InterruptedException {
    Map<byte[], byte[]> payloads = incoming();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Cli sub = sub("-t", "in/#", "-v", "-q", "" + qos, "-C", "" + payloads.size());
    sub.awaitSubscribed();

    payloads.forEach(
        (published, printed) -> {
          broker.clients().publish("in/1", published, qos, false);
          expected.writeBytes("in/1 ".getBytes(UTF_8));
          expected.writeBytes(printed);
          expected.write('\n');
        });

    Cli.Result result = sub.end();
    assertEquals(0, result.exitCode(), result.err());
    assertArrayEquals(expected.toByteArray(), result.bytes(), result.out());
  }

  @Test
  void subGetsWhatTheBrokerHasRetained() throws InterruptedException {
    broker.clients().publish("state", "kept".getBytes(UTF_8), 1, true);

    Cli.Result result = sub("-t", "state", "-C", "1").end();

    assertEquals("kept\n", result.out());
    broker.clients().publish("state", new byte[0], 1, true);
  }

  @Test
  void subPrintsAMessageOnceThatSeveralFiltersMatch() throws InterruptedException {
    Cli sub = sub("-t", "twice/#", "-t", "twice/a", "-t", "end", "-C", "2");
    sub.err().await("< +ECMTSUB: ", 3);

    broker.clients().publish("twice/a", "1".getBytes(UTF_8), 1, false);
    broker.clients().publish("end", "2".getBytes(UTF_8), 1, false);

    assertEquals("1\n2\n", sub.end().out());
  }

  @Test
  void aPersistentSessionKeepsWhatCameMeanwhile() throws InterruptedException {
    String[] options = {"-c", "-i", "dev-1", "-q", "1", "-t", "meanwhile"};
    Cli.Result first = sub(with(options, "-W", "1")).end();
    assertEquals(27, first.exitCode(), first.err());

    broker.clients().publish("meanwhile", "queued".getBytes(UTF_8), 1, false);

    assertEquals("queued\n", sub(with(options, "-C", "1")).end().out());
  }

  // ---- both ways ----

  @Test
  void twoModulesTalkToEachOther() throws InterruptedException {
    try (ModuleOnPty other = ModuleOnPty.start(folder.resolve("other"), broker.port())) {
      Cli sub = sub("-t", "talk", "-q", "2", "-C", "1").awaitSubscribed();

      assertDone(
          Cli.run("pub", "--modem", other.target(), "-t", "talk", "-m", UTF_8_TEXT, "-q", "2"));

      assertEquals(UTF_8_TEXT + "\n", sub.end().out());
    }
  }

  @Test
  void aLostLinkPublishesTheWillAndSubGoesOn() throws InterruptedException {
    try (MosquittoSubscription wills = broker.clients().subscribe("will", 1)) {
      Cli sub =
          sub(
              "-t",
              "go/on",
              "-C",
              "1",
              "-q",
              "1",
              "--will-topic",
              "will",
              "--will-payload",
              "gone, \u00fc",
              "--will-qos",
              "1");
      sub.awaitSubscribed();

      modem.module().dropLink();

      assertEquals("gone, \u00fc", wills.next().text());
      sub.err().await("< +ECMTSUB: ", 2);
      broker.clients().publish("go/on", "again".getBytes(UTF_8), 1, false);
      Cli.Result result = sub.end();
      assertEquals("again\n", result.out());
    }
  }

  @Test
  void aPortThatVanishesEndsSub() throws InterruptedException {
    Cli sub = sub("-t", "x").awaitSubscribed();

    modem.unplug();

    Cli.Result result = sub.end();
    assertEquals(4, result.exitCode());
    String lastLine = result.err().lines().reduce("", (first, second) -> second);
    assertTrue(lastLine.startsWith("modemqtt: Lost " + modem.target()), result.err());
  }

  @Test
  void theNextCommandGetsThePortAgain() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertDone(pub("-t", "again", "-m", "" + i, "-q", "1"));
    }
  }

  // ---- helpers ----

  private Cli.Result pub(String... options) throws InterruptedException {
    return Cli.run(with(new String[] {"pub", "--modem", modem.target()}, options));
  }

  private Cli sub(String... options) {
    return Cli.start(with(new String[] {"sub", "-d", "--modem", modem.target()}, options));
  }

  private static String[] with(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void assertDone(Cli.Result result) {
    assertEquals(
        "0||",
        Stream.of(result.exitCode(), result.out(), result.err())
            .map(Object::toString)
            .collect(Collectors.joining("|")));
  }
}
