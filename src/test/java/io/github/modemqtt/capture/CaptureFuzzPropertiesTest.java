package io.github.modemqtt.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.capture.CaptureEvent.FinalResult;
import io.github.modemqtt.capture.CaptureEvent.Line;
import io.github.modemqtt.capture.CaptureEvent.Message;
import io.github.modemqtt.capture.CaptureEvent.Noise;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for any bytes. */
@Timeout(60)
class CaptureFuzzPropertiesTest {
  private static final int CAPTURES = 20_000;
  private static final int LIMIT = 80;
  private static final String[] PIECES = {
    "\r\n",
    "\r",
    "\n",
    "\n\r",
    "\0",
    "> ",
    ">",
    "OK",
    "ERROR",
    "AT+CSQ",
    "+CME ERROR: 3",
    "+ECMTRECV: 0,1,\"t\",",
    "+ECMTRECV: 0,",
    "+ECMTPUB: 0,1,0",
    "+ECMTSTAT: 0,1",
    "{\"a\":1}",
    "\u00e4\u00f6",
    "\u00c3\u00a4",
    "\u00ff",
    "\u001b",
    ",",
    "\"",
    "\r\n\r\n",
    "xxxxxxxxxxxxxxxxxxxxxxxxxx",
  };

  private static byte[] capture(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      if (random.nextInt(8) == 0) {
        text.append((char) random.nextInt(256));
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static List<CaptureEvent> decoded(byte[] bytes, int chunk) {
    List<CaptureEvent> events = new ArrayList<>();
    CaptureDecoder decoder = new CaptureDecoder(events::add, LIMIT);
    for (int at = 0; at < bytes.length; at += chunk) {
      decoder.feed(bytes, at, Math.min(chunk, bytes.length - at));
    }
    decoder.end();
    return events;
  }

  @Test
  void theSameBytesGiveTheSameEventsInPiecesOfAnySize() {
    for (int seed = 0; seed < CAPTURES; seed++) {
      byte[] bytes = capture(new Random(seed));
      List<CaptureEvent> whole = decoded(bytes, Math.max(1, bytes.length));
      for (int chunk : new int[] {1, 2, 3, 7}) {
        assertEquals(whole, decoded(bytes, chunk), "seed " + seed);
      }
    }
  }

  /** Without messages and prompts, lines and noise are all bytes in order. */
  @Test
  void linesAndNoiseCoverAllBytesButLineEnds() {
    int noises = 0;
    for (int seed = 0; seed < CAPTURES; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '>' || bytes[i] == '+' || random.nextInt(20) == 0) {
          bytes[i] = '\n';
        }
      }
      ByteArrayOutputStream covered = new ByteArrayOutputStream();
      for (CaptureEvent event : decoded(bytes, 1 + random.nextInt(50))) {
        if (event instanceof Noise noise) {
          noises++;
          covered.writeBytes(noise.bytes());
          assertTrue(noise.bytes().length <= LIMIT);
        } else if (event instanceof FinalResult end) {
          covered.writeBytes(end.text().getBytes(UTF_8));
        } else {
          covered.writeBytes(((Line) event).text().getBytes(UTF_8));
        }
      }
      assertEquals(withoutLineEnds(bytes), withoutLineEnds(covered.toByteArray()), "seed " + seed);
    }
    assertTrue(noises > CAPTURES);
  }

  private static String withoutLineEnds(byte[] bytes) {
    return new String(bytes, ISO_8859_1).replaceAll("[\r\n]", "");
  }

  @Test
  void aPayloadIsPartOfTheCaptureAsItIs() {
    int messages = 0;
    for (int seed = 0; seed < CAPTURES; seed++) {
      byte[] bytes = capture(new Random(seed));
      String text = new String(bytes, ISO_8859_1);
      for (CaptureEvent event : decoded(bytes, 5)) {
        if (event instanceof Message message) {
          messages++;
          assertTrue(text.contains("\"," + new String(message.payload(), ISO_8859_1)));
        }
      }
    }
    assertTrue(messages > CAPTURES / 20, "messages: " + messages);
  }
}
