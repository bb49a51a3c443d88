package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transcript.Step.ChunkEnd;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TranscriptPropertyTest {
  private static final String[] PIECES = {
    "\r\n",
    "\r",
    "\n",
    "> ",
    " ",
    "AT",
    "OK",
    "\\",
    "\\{id}",
    ".",
    "--",
    "#",
    "{\"a\":1}",
    "ü",
    "€",
    "\uD83D\uDE00",
    "\u00a0",
    "\u202e",
    "\t",
    "\0",
    "\u001a",
    "+ECMTRECV: 0,0,\"t\",",
    "a: b",
    "|"
  };

  private final Set<String> known = new HashSet<>();
  private Random random;

  @RepeatedTest(300)
  void anyTranscriptIsReadBackAsItWas(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    Transcript transcript = transcript();

    String printed = transcript.print();

    assertEquals(transcript, Transcript.parse(printed));
    assertEquals(printed, Transcript.parse(printed).print());
  }

  @RepeatedTest(300)
  void anyTextIsReadOrRefusedAndStaysAsItWasPrinted(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(random.nextInt(3) == 0 ? "\n< " : PIECES[random.nextInt(PIECES.length)]);
    }
    try {
      Transcript read = Transcript.parse(text.toString());
      assertEquals(read, Transcript.parse(read.print()));
    } catch (TranscriptFormatException e) {
      assertTrue(e.line() >= 1 && e.column() >= 1, e::getMessage);
    }
  }

  private Transcript transcript() {
    Map<String, String> header = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      header.put("h" + i, "value: \\ # > " + i);
    }
    List<Step> steps = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      steps.add(step());
    }
    return new Transcript(header, steps);
  }

  private Step step() {
    return switch (random.nextInt(6)) {
      case 0 -> new ChunkEnd();
      case 1 -> new Comment(random.nextBoolean() ? "" : "# > x: y" + random.nextInt());
      case 2, 3 -> new HostSends(content(true), offset());
      default -> new ModuleSends(content(false), offset());
    };
  }

  private Optional<Duration> offset() {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.of(Duration.ofNanos(random.nextInt(Integer.MAX_VALUE)));
      case 1 -> Optional.of(Duration.ofMillis(random.nextInt(100_000)));
      default -> Optional.empty();
    };
  }

  private Content content(boolean fromHost) {
    Content.Builder content = Content.builder();
    if (!fromHost && random.nextInt(3) > 0) {
      content.text("\r\n");
    }
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      piece(content, fromHost);
    }
    if (random.nextInt(3) > 0) {
      content.text(fromHost ? "\r" : "\r\n");
    }
    return content.build();
  }

  private void piece(Content.Builder content, boolean fromHost) {
    String name = "p" + random.nextInt(3);
    switch (random.nextInt(8)) {
      case 0 -> {
        byte[] bytes = new byte[1 + random.nextInt(5)];
        random.nextBytes(bytes);
        content.bytes(bytes);
      }
      case 1 -> {
        if (known.contains(name)) {
          content.placeholder(Placeholder.named(name));
        } else if (fromHost) {
          known.add(name);
          content.placeholder(new Placeholder(name, random.nextInt(3)));
        } else {
          content.text("x");
        }
      }
      default -> content.text(PIECES[random.nextInt(PIECES.length)]);
    }
  }
}
