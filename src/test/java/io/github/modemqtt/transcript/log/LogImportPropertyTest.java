package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes are, there is a transcript, and no line vanishes. */
@Timeout(120)
class LogImportPropertyTest {
  private static final String[] PIECES = {
    "AT",
    "AT+CSQ",
    "OK",
    "\r",
    "\n",
    "\r\n",
    "> ",
    ">",
    "+ECMTRECV: 0,0,\"t\",{",
    "}",
    "\u001a",
    "\u001b[1m",
    "\b",
    "[10:00:00.123] ",
    "[00:00:00] ",
    "12:34:56.789 -> ",
    "TX: ",
    "RX: ",
    "ATE0",
    "AT+ECMTPUB=0,0,0,0,\"t\"",
    "picocom v3.1\n",
    "00000000: 4154 0d0a",
    "hello there you",
    " ",
    "\u0000",
    "\u00ff",
    "\u00c3\u00bc",
    "[99999999999.5] ",
    "2026-13-40 10:00:00.000 ",
    "ERROR"
  };

  private final Random random = new Random(20_261_120);

  @Test
  void randomBytesAreImported() {
    for (int i = 0; i < 2000; i++) {
      byte[] log = new byte[random.nextInt(200)];
      random.nextBytes(log);
      check(log);
    }
  }

  @Test
  void randomPiecesAreImported() {
    for (int i = 0; i < 4000; i++) {
      StringBuilder log = new StringBuilder();
      for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
        log.append(PIECES[random.nextInt(PIECES.length)]);
        log.append(random.nextInt(3) == 0 ? "\n" : "");
      }
      check(log.toString().getBytes(ISO_8859_1));
    }
  }

  @Test
  void changedLogsAreImported() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("src/test/resources/logs"))) {
      files = all.filter(file -> !file.toString().endsWith("transcript")).sorted().toList();
    }
    for (int i = 0; i < 3000; i++) {
      check(changed(Files.readAllBytes(files.get(random.nextInt(files.size())))));
    }
  }

  private byte[] changed(byte[] log) {
    byte[] changed = Arrays.copyOf(log, log.length);
    for (int i = random.nextInt(6); i > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(changed.length);
    return random.nextBoolean() ? changed : Arrays.copyOfRange(changed, from, changed.length);
  }

  private void check(byte[] log) {
    LogFormat[] formats = LogFormat.values();
    int format = random.nextInt(2 * formats.length);
    LogImport imported =
        format < formats.length ? LogImport.of(log, formats[format]) : LogImport.of(log);

    Transcript transcript = imported.transcript();
    assertEquals(transcript, Transcript.parse(transcript.print()));
    transcript.redacted(Redaction.standard());
    assertTrue(imported.report().print().startsWith("format: "));
    noWordVanishes(log, imported);
  }

  /** Words of letters; what a terminal takes as control, and hexadecimal bytes, are no words. */
  private static void noWordVanishes(byte[] log, LogImport imported) {
    String text = new String(log, ISO_8859_1);
    boolean marked = imported.report().format() == LogFormat.MARKED;
    boolean utf16 = text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff");
    if (text.matches("(?s).*[\u001b\b].*")
        || imported.report().format() == LogFormat.HEX_DUMP
        || marked
        || utf16) {
      return;
    }
    String everything = everything(imported);
    for (String word : text.split("[^A-Za-z]+")) {
      boolean ofDate = word.length() == 1;
      assertTrue(ofDate || everything.contains(word), () -> "'" + word + "' is lost of:\n" + text);
    }
  }

  private static String everything(LogImport imported) {
    StringBuilder text = new StringBuilder(Turns.of(imported.transcript()).everything());
    imported.transcript().steps().stream()
        .filter(Comment.class::isInstance)
        .forEach(step -> text.append('\n').append(((Comment) step).text()));
    imported.report().ignored().forEach(line -> text.append('\n').append(line.text()));
    return text.toString();
  }
}
