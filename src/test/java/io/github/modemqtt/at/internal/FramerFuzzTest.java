package io.github.modemqtt.at.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Whatever comes, in whatever pieces: the same events, none of them longer than the limit. */
class FramerFuzzTest {
  private static final int[] LIMITS = {2, 3, 8, 64, 600};
  private static final byte[] PROMPT = "> ".getBytes(US_ASCII);

  @FuzzTest(maxDuration = "150s")
  void eventsDoNotDependOnTheReads(FuzzedDataProvider data) {
    int limit = LIMITS[data.consumeInt(0, LIMITS.length - 1)];
    boolean prompting = data.consumeBoolean();
    int silenceAfter = data.consumeInt(0, 300);
    byte[] sizes = data.consumeBytes(data.consumeInt(0, 12));
    byte[] bytes = data.consumeRemainingAsBytes();

    List<String> whole = events(limit, prompting, silenceAfter, new byte[0], bytes);
    assertEquals(whole, events(limit, prompting, silenceAfter, sizes, bytes));
    assertEquals(whole, events(limit, prompting, silenceAfter, new byte[] {1}, bytes));
    for (String event : whole) {
      boolean data1 = event.startsWith("raw(") || event.startsWith("overrun(");
      assertTrue(data1 || event.length() <= limit + "ambiguous()".length(), event);
    }
  }

  /** A silence comes after so many bytes, and one at the end. */
  private static List<String> events(
      int limit, boolean prompting, int silenceAfter, byte[] sizes, byte[] bytes) {
    RecordingSink sink = new RecordingSink();
    Framer framer = new Framer(sink, limit);
    if (prompting) {
      framer.armPrompt(PROMPT);
    }
    int first = Math.min(silenceAfter, bytes.length);
    feed(framer, bytes, 0, first, sizes);
    framer.silence();
    feed(framer, bytes, first, bytes.length, sizes);
    framer.silence();
    return sink.events;
  }

  private static void feed(Framer framer, byte[] bytes, int from, int end, byte[] sizes) {
    int at = from;
    for (int i = 0; at < end; i++) {
      int wanted = sizes.length == 0 ? end : 1 + (sizes[i % sizes.length] & 0x7F);
      int size = Math.min(wanted, end - at);
      framer.feed(bytes, at, size);
      at += size;
    }
  }
}
