package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.TranscriptImport;
import io.github.modemqtt.transcript.log.Turns.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Known sessions, written as each program would log them, and imported again. */
@Timeout(120)
class LogRoundTripTest {
  private static final String PUTTY_HEADING =
      "=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2026.11.20 08:53:01 =~=~=~=~=~=~=~=~=~=~=~=\r\n";

  /**
   * A way to write a log.
   *
   * @param format what it is recognised as
   * @param seen the part of the session that it keeps
   * @param write makes the log of that part
   */
  private record Kind(
      LogFormat format, Function<Turns, Turns> seen, Function<Turns, String> write) {

    /** What can be compared: how many empty lines there were is not known if there are none. */
    String kept(Turns turns) {
      String text = turns.toString();
      return write == PASTE_WITHOUT_EMPTY_LINES ? text.replaceAll("(\\\\r\\\\n)+", " / ") : text;
    }
  }

  private static final Function<Turns, String> PASTE_WITHOUT_EMPTY_LINES =
      turns -> paste(turns).replaceAll("(\r\n)+", "\r\n");

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        "picocom",
        new Kind(
            LogFormat.PICOCOM,
            Turns::echoing,
            turns -> "picocom v3.1\n\nbaudrate is : 9600\nTerminal ready\n" + turns.captured()));
    KINDS.put(
        "putty",
        new Kind(LogFormat.PUTTY, Turns::echoing, turns -> PUTTY_HEADING + turns.captured()));
    KINDS.put(
        "tio with times",
        new Kind(
            LogFormat.TIO,
            Turns::echoing,
            turns -> "[10:00:00.000] tio v2.7\n" + stamped("[%s] ", turns.captured(), "\r\n")));
    KINDS.put(
        "arduino",
        new Kind(
            LogFormat.ARDUINO, Turns::echoing, turns -> stamped("%s -> ", turns.captured(), "\n")));
    KINDS.put("paste", new Kind(LogFormat.PLAIN, Turns::silent, LogRoundTripTest::paste));
    KINDS.put(
        "paste without empty lines",
        new Kind(LogFormat.PLAIN, Turns::silent, PASTE_WITHOUT_EMPTY_LINES));
    KINDS.put("marked", new Kind(LogFormat.MARKED, Turns::silent, LogRoundTripTest::marked));
  }

  private static String stamped(String form, String text, String lineEnd) {
    StringBuilder log = new StringBuilder();
    int number = 0;
    for (String line : text.replaceFirst("\r\n$", "").split("\r\n", -1)) {
      String time = String.format("10:%02d:%02d.%03d", number / 60, number % 60, number);
      log.append(String.format(form, time)).append(line).append(lineEnd);
      number++;
    }
    return log.toString();
  }

  private static String paste(Turns turns) {
    return turns
        .everything()
        .replaceAll("\r(?!\n)", "")
        .replaceAll("\r\n", "\n")
        .replace("\n", "\r\n");
  }

  private static String marked(Turns turns) {
    StringBuilder log = new StringBuilder();
    for (Turn turn : turns.all()) {
      String text = turn.text();
      String end = text.endsWith("\r\n") ? "\r\n" : text.endsWith("\r") ? "\r" : "";
      for (String line : text.substring(0, text.length() - end.length()).split("\r\n", -1)) {
        log.append(turn.fromHost() ? ">> " : "<< ").append(line).append('\n');
      }
    }
    return log.toString();
  }

  private static Map<String, Transcript> sessions() throws IOException {
    Map<String, Transcript> sessions = new LinkedHashMap<>();
    for (Path file : files("at-scripts", ".transcript")) {
      sessions.put(file.getFileName().toString(), Transcript.read(file));
    }
    for (Path file : files("src/test/resources/transcripts", ".txt")) {
      sessions.put(
          file.getFileName().toString(),
          TranscriptImport.neutral(Files.readString(file)).transcript());
    }
    return sessions;
  }

  private static List<Path> files(String folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(folder))) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What another logger has lost before is lost: these sessions are as the module prints them. */
  private static boolean isExact(String session) {
    return session.endsWith(".transcript")
        || session.matches("ec\\d.*")
        || session.startsWith("air302");
  }

  private static Stream<DynamicTest> eachAsEachKind(
      Predicate<String> wanted, BiConsumer<Turns, Kind> test) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    sessions()
        .forEach(
            (session, transcript) -> {
              Turns turns = Turns.of(transcript).regular();
              KINDS.forEach(
                  (name, kind) -> {
                    if (wanted.test(session)) {
                      tests.add(
                          dynamicTest(session + " as " + name, () -> test.accept(turns, kind)));
                    }
                  });
            });
    assertTrue(tests.size() > 40, () -> "only " + tests.size());
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> aLogIsImportedAsTheSessionThatItShows() throws IOException {
    return eachAsEachKind(LogRoundTripTest::isExact, LogRoundTripTest::roundTrip);
  }

  private static void roundTrip(Turns session, Kind kind) {
    Turns seen = kind.seen().apply(session);

    LogImport imported = LogImport.of(kind.write().apply(seen).getBytes(ISO_8859_1));

    assertEquals(kind.format(), imported.report().format(), imported.report()::print);
    assertEquals(kind.kept(seen), kind.kept(Turns.of(imported.transcript())));
  }

  @TestFactory
  Stream<DynamicTest> noTextIsLostOfALogThatIsHardToRead() throws IOException {
    return eachAsEachKind(session -> true, LogRoundTripTest::keepsText);
  }

  private static void keepsText(Turns session, Kind kind) {
    Turns seen = kind.seen().apply(session);

    LogImport imported = LogImport.of(kind.write().apply(seen).getBytes(ISO_8859_1));

    String everything = textOf(imported.transcript());
    for (String line : seen.everything().split("[\\r\\n]+")) {
      String text = line.replace("\u001a", "").replaceFirst("^>", "").strip();
      assertTrue(everything.contains(text), () -> text + "\n" + imported.report().print());
    }
  }

  private static String textOf(Transcript transcript) {
    StringBuilder text = new StringBuilder(Turns.of(transcript).everything());
    transcript.steps().stream()
        .filter(Comment.class::isInstance)
        .forEach(step -> text.append('\n').append(((Comment) step).text()));
    return text.toString();
  }
}
