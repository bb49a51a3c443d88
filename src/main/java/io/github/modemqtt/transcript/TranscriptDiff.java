package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Difference.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two transcripts, such as the recordings of yesterday and of today.
 *
 * <p>Compared are the bytes, however they are cut into chunks. Times, headers and remarks do not
 * count. A {@linkplain Placeholder placeholder} is the same as any value that it can have, if it is
 * the same one everywhere; numbers that belong to one module or card (IMEI, IMSI, ICCID, phone
 * numbers) only have to have the same length. Of a query (a command line without {@code =}) that is
 * asked several times in a row only the last one counts. Other numbers in what the module measures
 * (signal, time, round trip), and units that change places between two lines of the host, are told,
 * but are no difference.
 *
 * @param first names the first transcript
 * @param second names the second one
 * @param differences what differs, by its line in the first; at most 1000
 * @param further how many more differences there are
 */
public record TranscriptDiff(
    String first, String second, List<Difference> differences, int further) {
  /**
   * Copies the list.
   *
   * @param first names the first transcript
   * @param second names the second one
   * @param differences what differs
   * @param further how many more differences there are
   */
  public TranscriptDiff {
    differences = List.copyOf(differences);
  }

  /**
   * Compares two transcripts.
   *
   * @param first one, whose lines are those of its {@linkplain Transcript#print() print}
   * @param second the other one, likewise
   * @return what differs
   */
  public static TranscriptDiff between(Transcript first, Transcript second) {
    return between("first", first.print(), "second", second.print());
  }

  /**
   * Compares two files.
   *
   * @param first one
   * @param second the other one
   * @return what differs
   * @throws TranscriptFormatException if one of the files is no transcript
   * @throws TranscriptFileException if one of the files cannot be read
   */
  public static TranscriptDiff betweenFiles(Path first, Path second) {
    return between(
        first.toString(),
        Transcript.readText(first),
        second.toString(),
        Transcript.readText(second));
  }

  private static TranscriptDiff between(
      String first, String firstText, String second, String secondText) {
    Comparison comparison =
        new Comparison(
            new TranscriptParser(firstText).parse(), new TranscriptParser(secondText).parse());
    Differences found = comparison.compare();
    return new TranscriptDiff(first, second, found.sorted(), found.further());
  }

  /**
   * Whether both are the same.
   *
   * @return true if all differences are {@linkplain Difference#tolerated() tolerated}
   */
  public boolean matches() {
    return count() == 0;
  }

  private long count() {
    return differences.stream().filter(difference -> !difference.tolerated()).count() + further;
  }

  /**
   * The differences as people read them, each with its lines.
   *
   * @return the text, without a line feed at its end
   */
  public String text() {
    StringBuilder text = new StringBuilder(first).append(" / ").append(second).append(": ");
    text.append(count() == 0 ? "the same" : count() + " differing");
    differences.forEach(difference -> text.append('\n').append(difference.text()));
    if (further > 0) {
      text.append("\nand ").append(further).append(" more");
    }
    return text.toString();
  }

  /** Compares exchange by exchange. */
  private static final class Comparison {
    private final List<Exchange> first;
    private final List<Exchange> second;
    private final ContentPairing pairing;
    private final Differences differences = new Differences();
    private int firstLine;
    private int secondLine;

    Comparison(TranscriptParser.Parsed first, TranscriptParser.Parsed second) {
      this.first = withoutPolls(Exchange.of(first));
      this.second = withoutPolls(Exchange.of(second));
      this.pairing = new ContentPairing(first.transcript(), second.transcript());
    }

    private static List<Exchange> withoutPolls(List<Exchange> exchanges) {
      List<Exchange> kept = new ArrayList<>();
      for (int i = 0; i < exchanges.size(); i++) {
        if (i + 1 == exchanges.size() || !exchanges.get(i).asksSame(exchanges.get(i + 1))) {
          kept.add(exchanges.get(i));
        }
      }
      return kept;
    }

    Differences compare() {
      int nextFirst = 0;
      int nextSecond = 0;
      for (Alignment.Pair pair : Alignment.of(first.size(), second.size(), this::isSameLine)) {
        unaligned(nextFirst, pair.first(), nextSecond, pair.second());
        compare(first.get(pair.first()), second.get(pair.second()));
        nextFirst = pair.first() + 1;
        nextSecond = pair.second() + 1;
      }
      unaligned(nextFirst, first.size(), nextSecond, second.size());
      return differences;
    }

    private boolean isSameLine(int i, int j) {
      Unit one = first.get(i).host();
      Unit other = second.get(j).host();
      return one == null || other == null
          ? one == other
          : pairing.canBeSame(one.content(), other.content());
    }

    /** Lines of the host that have none like them on the other side. */
    private void unaligned(int fromFirst, int toFirst, int fromSecond, int toSecond) {
      int j = fromSecond;
      for (int i = fromFirst; i < toFirst; i++) {
        int found = aboutSame(first.get(i), j, toSecond);
        if (found < 0) {
          missing(first.get(i));
        } else {
          second.subList(j, found).forEach(this::added);
          compare(first.get(i), second.get(found));
          j = found + 1;
        }
      }
      second.subList(j, toSecond).forEach(this::added);
    }

    private int aboutSame(Exchange one, int from, int to) {
      for (int j = from; j < to; j++) {
        if (name(one.host()).equals(name(second.get(j).host()))) {
          return j;
        }
      }
      return -1;
    }

    private static String name(@Nullable Unit host) {
      return host == null ? "" : host.name();
    }

    private void missing(Exchange exchange) {
      firstLine = exchange.line();
      add(Kind.MISSING, firstLine, secondLine, exchange.shown(), "", false);
    }

    private void added(Exchange exchange) {
      secondLine = exchange.line();
      add(Kind.UNEXPECTED, firstLine, secondLine, "", exchange.shown(), false);
    }

    private void compare(Exchange one, Exchange other) {
      firstLine = one.line();
      secondLine = other.line();
      Unit host = one.host();
      Unit otherHost = other.host();
      if (host != null && otherHost != null && !isSame(host, otherHost)) {
        changed(host, otherHost, false);
      }
      UnitMatch match = new UnitMatch(one.module(), this::isSame);
      other.module().forEach(match::offer);
      List<Unit> missing = new ArrayList<>(match.missing());
      List<Unit> added = new ArrayList<>(match.unexpected());
      for (UnitMatch.Pair pair : match.changed()) {
        missing.remove(pair.expected());
        added.remove(pair.got());
        changed(pair.expected(), pair.got(), false);
      }
      match.measured().forEach(pair -> changed(pair.expected(), pair.got(), true));
      missing.forEach(unit -> add(Kind.MISSING, unit.line(), secondLine, unit.shown(), "", false));
      added.forEach(unit -> add(Kind.UNEXPECTED, firstLine, unit.line(), "", unit.shown(), false));
      match
          .moved()
          .forEach(
              unit -> add(Kind.MOVED, unit.line(), secondLine, unit.shown(), unit.shown(), true));
      differences.addFurther(match.dropped());
    }

    private boolean isSame(Unit one, Unit other) {
      return pairing.canBeSame(one.content(), other.content())
          && pairing.agree(one.content(), other.content());
    }

    private void changed(Unit one, Unit other, boolean tolerated) {
      add(Kind.CHANGED, one.line(), other.line(), one.shown(), other.shown(), tolerated);
    }

    private void add(
        Kind kind, int line, int otherLine, String one, String other, boolean tolerated) {
      differences.add(
          new Difference(
              kind,
              line,
              OptionalInt.of(otherLine),
              Optional.of(one).filter(text -> !text.isEmpty()),
              Optional.of(other).filter(text -> !text.isEmpty()),
              tolerated));
    }
  }
}
