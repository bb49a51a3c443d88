package io.github.modemqtt.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.internal.FrameSink;
import io.github.modemqtt.at.internal.Framer;
import io.github.modemqtt.capture.CaptureEvent.Message;
import io.github.modemqtt.capture.CaptureEvent.Noise;
import io.github.modemqtt.transcript.ModuleSide;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A capture is read as the channel reads the line: the same messages, with the same marks, and the
 * same lines.
 *
 * <p>What a single line is (a result, a prompt and what follows it, noise) is the decoder's alone,
 * so the framer's lines are read by a decoder of their own.
 */
@Timeout(120)
class CaptureAgainstFramerTest {
  private static final int CAPTURES = 30_000;
  private static final int LIMIT = 8192;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final String[] UNITS = {
    "\r\nOK\r\n",
    "\r\nERROR\r\n",
    "\r\n+CME ERROR: 3\r\n",
    "\r\n+CSQ: 20,99\r\n",
    "\r\n+ECMTPUB: 0,1,0\r\n",
    "\r\n+ECMTCONN:0,3\r\n",
    "\r\n+ECMTSTAT: 0,1\r\n",
    "\r\n+ECMTRECV: 0,1,\"t\",hello\r\n",
    "\r\n+ECMTRECV: 0,2,\"t\",\r\n",
    "\r\n+ECMTRECV:0,3,\"a,b\",{\r\n  \"a\": 1\r\n}\r\n",
    "\r\n+ECMTRECV: 0,4,\"t\",x\r\nOK\r\n+ECMTSTAT: 0,1\r\n",
    "\r\n+ECMTRECV: 0,x\r\n",
    "\r\n> ",
    "> ",
    "AT+CSQ",
    "\0\0",
    "\u00ff\u00fe",
    "\u00c3\u00a4",
    "\r",
    "\n",
    "\n\r",
    "\r\n",
    "a",
    "\"",
    ",",
    " ",
  };

  /** Turns what a framer finds into events. */
  private static final class FramedEvents implements FrameSink {
    private final List<CaptureEvent> events = new ArrayList<>();

    @Override
    public boolean opensUnit(byte[] buffer, int offset, int length) {
      int end = offset + length;
      return MessageReader.isStart(buffer, TextBytes.skipNoise(buffer, offset, end), end);
    }

    @Override
    public int onLine(byte[] buffer, int offset, int length, boolean ambiguous) {
      events.addAll(alone(buffer, offset, length));
      return 0;
    }

    @Override
    public void onUnit(byte[] buffer, int offset, int length, boolean ambiguous) {
      for (CaptureEvent event : alone(buffer, offset, length)) {
        events.add(
            event instanceof Message message
                ? new Message(
                    message.connectionId(),
                    message.messageId(),
                    message.topic(),
                    message.payload(),
                    ambiguous)
                : event);
      }
    }

    private static List<CaptureEvent> alone(byte[] buffer, int offset, int length) {
      List<CaptureEvent> events = new ArrayList<>();
      CaptureDecoder decoder = new CaptureDecoder(events::add, LIMIT);
      decoder.feed(buffer, offset, length);
      decoder.feed(LINE_END, 0, LINE_END.length);
      decoder.end();
      return events;
    }

    @Override
    public void onRaw(byte[] buffer, int offset, int length) {
      throw new AssertionError("no data of known length was announced");
    }

    @Override
    public void onPrompt() {
      throw new AssertionError("no prompt was armed");
    }

    @Override
    public void onOverrun(long bytes) {
      events.add(new Noise(new byte[(int) bytes]));
    }
  }

  /** Both sides of the comparison, fed with the same. */
  private static final class Both {
    private final FramedEvents framed = new FramedEvents();
    private final List<CaptureEvent> decoded = new ArrayList<>();
    private final Framer framer = new Framer(framed, LIMIT);
    private final CaptureDecoder decoder = new CaptureDecoder(decoded::add, LIMIT);

    void feed(byte[] bytes) {
      framer.feed(bytes, 0, bytes.length);
      decoder.feed(bytes, 0, bytes.length);
    }

    void silence() {
      framer.silence();
      decoder.silence();
    }

    /** A framer has no end, so a line end and a silence stand for it. */
    void assertSame(String what) {
      feed(LINE_END);
      framer.silence();
      decoder.end();
      assertEquals(framed.events, decoded, what);
    }
  }

  @Test
  void bothFindTheSameInUnitsPayloadsAndNoiseWithSilencesAnywhere() {
    int messages = 0;
    int ambiguous = 0;
    for (int seed = 0; seed < CAPTURES; seed++) {
      Random random = new Random(seed);
      Both both = new Both();
      for (int units = random.nextInt(12); units > 0; units--) {
        byte[] unit = UNITS[random.nextInt(UNITS.length)].getBytes(ISO_8859_1);
        int cut = random.nextInt(unit.length + 1);
        both.feed(Arrays.copyOf(unit, cut));
        if (random.nextInt(5) == 0) {
          both.silence();
        }
        both.feed(Arrays.copyOfRange(unit, cut, unit.length));
        if (random.nextInt(3) == 0) {
          both.silence();
        }
      }
      both.assertSame("seed " + seed);
      for (CaptureEvent event : both.decoded) {
        if (event instanceof Message message) {
          messages++;
          ambiguous += message.ambiguous() ? 1 : 0;
        }
      }
    }
    assertTrue(ambiguous > CAPTURES / 20 && messages > ambiguous + CAPTURES / 20, () -> "few");
  }

  @Test
  void bothFindTheSameInBytesAtRandom() {
    byte[] alphabet = "\r\n\r\n\r\n> +ECMTRECV: 0,\"\0\u00ff".getBytes(ISO_8859_1);
    for (int seed = 0; seed < CAPTURES; seed++) {
      Random random = new Random(seed);
      Both both = new Both();
      both.feed("\r\n+ECMTRECV: 0,0,\"t\",".getBytes(ISO_8859_1));
      for (int i = random.nextInt(40); i > 0; i--) {
        both.feed(new byte[] {alphabet[random.nextInt(alphabet.length)]});
        if (random.nextInt(20) == 0) {
          both.silence();
        }
      }
      both.assertSame("seed " + seed);
    }
  }

  static Stream<Path> sessions() throws IOException, URISyntaxException {
    Path sessions =
        Path.of(
            Objects.requireNonNull(CaptureAgainstFramerTest.class.getResource("/transcripts"))
                .toURI());
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(sessions, Path.of("at-scripts"))) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(file -> file.toString().matches(".*\\.(txt|transcript)")).forEach(files::add);
      }
    }
    assertTrue(files.size() > 15, files::toString);
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void bothFindTheSameInASession(Path file) throws IOException {
    byte[] bytes = moduleBytes(file);
    assertTrue(bytes.length > 0);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Both both = new Both();
      both.feed(Arrays.copyOf(bytes, cut));
      both.silence();
      both.feed(Arrays.copyOfRange(bytes, cut, bytes.length));
      both.assertSame("silence after " + cut + " bytes");
    }
  }

  private static byte[] moduleBytes(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModuleSide.Sink sink =
        new ModuleSide.Sink() {
          @Override
          public void onBytes(byte[] sent) {
            bytes.writeBytes(sent);
          }

          @Override
          public void onTime(Duration offset) {}

          @Override
          public void onHeader(String name, String value) {}
        };
    ModuleSide side =
        file.toString().endsWith(".txt")
            ? ModuleSide.ofNeutral(sink)
            : ModuleSide.ofTranscript(sink);
    for (String line : Files.readAllLines(file)) {
      side.line(line.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
