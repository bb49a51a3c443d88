package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.Transcript.Turn;
import io.github.modemqtt.ecmt.EcmtUrcs;
import io.github.modemqtt.modem.NetworkUrcs;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A URC between any two things that a module says takes nothing from them and loses nothing.
 *
 * <p>A module holds no URC back while a command runs, but prints each message in one piece: so the
 * places are before and after lines, not inside one, and not inside a received message.
 */
@Timeout(120)
class UrcAnywhereTest {
  private static final int[] READS = {1, 7, Integer.MAX_VALUE};

  /** Where a URC comes: in which turn, before which of its bytes. */
  private record Place(int turn, int position) {}

  static Stream<Transcript> transcripts() {
    return Transcript.all().stream();
  }

  @Test
  void everyUrcOfTheDialectAndOfTheNetworkIsTried() throws IllegalAccessException {
    Set<Object> tried = new HashSet<>();
    KnownUrc.all().forEach(urc -> tried.add(urc.type()));
    for (Class<?> catalogue : List.of(EcmtUrcs.class, NetworkUrcs.class)) {
      for (Field field : catalogue.getFields()) {
        assertTrue(tried.contains(field.get(null)), field::getName);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void aUrcTakesNothingFromTheSession(Transcript transcript) {
    List<String> undisturbed = withoutMarks(play(transcript, null, "", Integer.MAX_VALUE));
    List<Place> places = places(transcript);
    assertTrue(places.size() >= 2, places::toString);
    for (Place place : places) {
      int before = eventsBefore(transcript, place);
      KnownUrc.all()
          .filter(urc -> !isAwaited(transcript, place, urc))
          .forEach(urc -> assertInserted(transcript, undisturbed, place, before, urc));
    }
  }

  private static void assertInserted(
      Transcript transcript, List<String> undisturbed, Place place, int before, KnownUrc urc) {
    List<String> expected = new ArrayList<>(undisturbed);
    expected.add(before, "urc(" + urc.text() + ")");
    for (int reads : READS) {
      assertEquals(
          expected,
          withoutMarks(play(transcript, place, urc, reads)),
          () -> urc + " at " + place + " in reads of " + reads);
    }
  }

  @Test
  void ofTwoLinesInTheFormOfTheAwaitedReplyTheFirstIsTheReply() {
    Transcript transcript = Transcript.named("ecmt/ec01g-thingscloud-nested-quotes");
    KnownUrc pin =
        KnownUrc.LINES.stream().filter(u -> u.type() == NetworkUrcs.CPIN).findFirst().get();
    List<String> undisturbed = play(transcript, null, "", Integer.MAX_VALUE);
    int reply = undisturbed.indexOf("reply(+CPIN: READY)");
    List<String> expected = new ArrayList<>(undisturbed);
    expected.add(reply + 1, "urc(+CPIN: READY)");
    int tried = 0;
    for (Place place : places(transcript)) {
      if (isAwaited(transcript, place, pin) && eventsBefore(transcript, place) <= reply + 1) {
        assertEquals(expected, play(transcript, place, pin, Integer.MAX_VALUE), place::toString);
        tried++;
      }
    }
    assertEquals(3, tried, "before the reply, and before and after its line end");
  }

  /** Whether the running command would take the URC for its reply. */
  private static boolean isAwaited(Transcript transcript, Place place, KnownUrc urc) {
    byte[] line = urc.text().getBytes(ISO_8859_1);
    for (int i = place.turn; i >= 0; i--) {
      Turn turn = transcript.turns().get(i);
      if (turn.fromHost() && turn.text().startsWith("AT")) {
        ReplyShape shape = TranscriptCommands.shape(turn.text().strip());
        return !shape.yieldsToUrcs() && shape.fits(line, 0, line.length, 0);
      }
    }
    return false;
  }

  private static List<Place> places(Transcript transcript) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < transcript.turns().size(); i++) {
      Turn turn = transcript.turns().get(i);
      if (!turn.fromHost()) {
        addPlaces(places, i, new String(turn.bytes(), ISO_8859_1));
      }
    }
    return places;
  }

  private static void addPlaces(List<Place> places, int turn, String text) {
    places.add(new Place(turn, 0));
    int at = 0;
    int lineEnd = text.indexOf("\r\n");
    while (lineEnd >= 0) {
      if (text.startsWith("+ECMTRECV", at)) {
        int unitEnd = text.indexOf("\r\n\r\n", at);
        lineEnd = unitEnd < 0 ? text.length() - 2 : unitEnd;
      } else if (lineEnd > at) {
        places.add(new Place(turn, lineEnd));
      }
      if (lineEnd > at) {
        places.add(new Place(turn, lineEnd + 2));
      }
      at = lineEnd + 2;
      lineEnd = text.indexOf("\r\n", at);
    }
    if (at < text.length()) {
      places.add(new Place(turn, text.length()));
    }
  }

  private static List<String> play(Transcript transcript, Place place, KnownUrc urc, int reads) {
    if (!urc.isMessage()) {
      return play(transcript, place, urc.unit(), reads);
    }
    byte[] turn = transcript.turns().get(place.turn).bytes();
    boolean unitFollows = place.position < turn.length && turn[place.position] == '\r';
    return play(transcript, place, urc.unit() + (unitFollows ? "" : SILENCE), reads);
  }

  /** Stands for a silence: an echo, for one, begins without a line end that would end a message. */
  private static final String SILENCE = "<silence>";

  private static List<String> play(Transcript transcript, Place place, String inserted, int reads) {
    RoutedLine line = line();
    List<Turn> turns = transcript.turns();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      if (turn.fromHost()) {
        armIfCommand(line, turns, i);
      } else if (place != null && place.turn == i) {
        playInterrupted(line, turn.bytes(), place.position, inserted, reads);
      } else {
        feed(line, turn.bytes(), reads);
        line.silence();
      }
    }
    return line.events;
  }

  private static void playInterrupted(
      RoutedLine line, byte[] bytes, int position, String inserted, int reads) {
    String text = new String(bytes, ISO_8859_1);
    String before = text.substring(0, position) + inserted.replace(SILENCE, "");
    String after = text.substring(position);
    if (inserted.endsWith(SILENCE)) {
      feed(line, before.getBytes(ISO_8859_1), reads);
      line.silence();
      feed(line, after.getBytes(ISO_8859_1), reads);
    } else {
      feed(line, (before + after).getBytes(ISO_8859_1), reads);
    }
    line.silence();
  }

  /** How many events the bytes before that place make. */
  private static int eventsBefore(Transcript transcript, Place place) {
    RoutedLine line = line();
    List<Turn> turns = transcript.turns();
    for (int i = 0; i < place.turn; i++) {
      if (turns.get(i).fromHost()) {
        armIfCommand(line, turns, i);
      } else {
        feed(line, turns.get(i).bytes(), Integer.MAX_VALUE);
        line.silence();
      }
    }
    line.feed(turns.get(place.turn).bytes(), 0, place.position);
    line.feed("\r\n").silence();
    return line.events.size();
  }

  private static RoutedLine line() {
    RoutedLine line = new RoutedLine();
    KnownUrc.all().forEach(urc -> line.urc(urc.type()));
    for (String prefix : TranscriptChunkingTest.URCS) {
      line.urc(prefix);
    }
    return line;
  }

  private static void armIfCommand(RoutedLine line, List<Turn> turns, int index) {
    if (turns.get(index).text().startsWith("AT")) {
      TranscriptCommands.arm(line, turns, index);
    }
  }

  private static void feed(RoutedLine line, byte[] bytes, int reads) {
    for (int at = 0; at < bytes.length; at += Math.min(reads, bytes.length - at)) {
      line.feed(bytes, at, Math.min(reads, bytes.length - at));
    }
  }

  /** Beside a message everything is ambiguous, which is another test's subject. */
  private static List<String> withoutMarks(List<String> events) {
    return events.stream().map(event -> event.replaceFirst("^([a-z]+)\\?\\(", "$1(")).toList();
  }
}
