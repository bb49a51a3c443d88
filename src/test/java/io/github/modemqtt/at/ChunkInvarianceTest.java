package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.RandomSession.Came;
import io.github.modemqtt.at.RandomSession.Sent;
import io.github.modemqtt.at.RandomSession.Silence;
import io.github.modemqtt.at.RandomSession.Step;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same bytes give the same events, whatever the sizes of the reads. */
@Timeout(60)
class ChunkInvarianceTest {
  private static final int SESSIONS = 4000;
  private static final String[] URCS = {
    "+CEREG", "+ECMTCONN", "+ECMTPUB", "+ECMTSTAT", "+CSCON", "+CPIN", "RING", "*ATREADY"
  };

  @Test
  void randomSessionsReadTheSameAtAnyReads() {
    for (long seed = 0; seed < SESSIONS; seed++) {
      List<Step> session = RandomSession.of(seed);
      List<String> whole = events(session, () -> Integer.MAX_VALUE);
      Random cuts = new Random(~seed);
      assertEquals(whole, events(session, () -> 1), "seed " + seed + " in single bytes");
      assertEquals(whole, events(session, () -> 2), "seed " + seed + " in pairs");
      assertEquals(
          whole, events(session, () -> 1 + cuts.nextInt(20)), "seed " + seed + " in random reads");
    }
  }

  @Test
  void theRandomSessionsShowEveryKindOfEvent() {
    Set<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < 300; seed++) {
      for (String event : events(RandomSession.of(seed), () -> Integer.MAX_VALUE)) {
        kinds.add(event.replaceAll("(?s)\\(.*", ""));
      }
    }
    assertEquals(
        Set.of(
            "echo",
            "final",
            "final?",
            "overrun",
            "prompt",
            "reply",
            "reply?",
            "unknown",
            "unknown?",
            "urc",
            "urc?"),
        kinds);
  }

  @Test
  void aPayloadWithoutAnEmptyLineComesOutByteForByte() {
    Random random = new Random(42);
    for (int i = 0; i < 3000; i++) {
      String payload = payload(random);
      RoutedLine line = new RoutedLine().unit("+ECMTRECV");
      line.feed("\r\n+ECMTRECV: 0,1,\"t\"," + payload + "\r\n");
      if (random.nextBoolean()) {
        line.silence();
      } else {
        line.feed("\r\n+X: 1\r\n");
      }
      assertEquals(1, line.events.stream().filter(e -> e.startsWith("urc")).count());
      String event = line.events.get(0);
      assertTrue(event.endsWith("(+ECMTRECV: 0,1,\"t\"," + payload + ")"), event);
    }
  }

  /**
   * Any bytes; no CR LF CR LF, and no carriage return at the end, which is part of the line end.
   */
  private static String payload(Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      int kind = random.nextInt(8);
      bytes[i] = kind == 0 ? (byte) '\r' : kind == 1 ? (byte) '\n' : bytes[i];
    }
    String text = new String(bytes, ISO_8859_1).replaceAll("[\\r\\n]+$", "");
    return text.replace("\r\n\r\n", "\r\n");
  }

  private static List<String> events(List<Step> session, IntSupplier sizes) {
    RoutedLine line = new RoutedLine(RandomSession.LIMIT_BYTES).unit("+ECMTRECV");
    for (String urc : URCS) {
      line.urc(urc);
    }
    for (Step step : session) {
      if (step instanceof Sent sent) {
        line.arm(sent.shape(), sent.command());
        if (!sent.data().isEmpty()) {
          line.armPrompt(sent.data().getBytes(ISO_8859_1));
        }
      } else if (step instanceof Came came) {
        feed(line, came.bytes(), sizes);
      } else if (step instanceof Silence) {
        line.silence();
      }
    }
    return line.events;
  }

  private static void feed(RoutedLine line, byte[] bytes, IntSupplier sizes) {
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(sizes.getAsInt(), bytes.length - at);
      line.feed(bytes, at, size);
      at += size;
    }
  }
}
