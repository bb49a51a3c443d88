package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares contents of two transcripts, of which each has its own placeholders.
 *
 * <p>A placeholder agrees with another one, and with bytes that can stand for it. Not thread-safe.
 */
final class ContentPairing {
  /** What stands in the same place on both sides, of which one at least is a placeholder. */
  private record Pair(String first, String second) {}

  private final Map<String, Integer> firstLengths;
  private final Map<String, Integer> secondLengths;
  private final Map<String, String> firstToSecond = new HashMap<>();
  private final Map<String, String> secondToFirst = new HashMap<>();

  ContentPairing(Transcript first, Transcript second) {
    firstLengths = Placeholders.lengths(first);
    secondLengths = Placeholders.lengths(second);
  }

  /** Whether both can be the same, each looked at alone. */
  boolean canBeSame(Content first, Content second) {
    return pairs(first, second).isPresent()
        || first.isExact()
            && second.isExact()
            && ToldNumbers.sameOtherwise(first.bytes(), second.bytes());
  }

  /** Whether placeholders stand for the same as in all contents that were agreed on before. */
  boolean agree(Content first, Content second) {
    boolean agreed = true;
    for (Pair pair : pairs(first, second).orElse(List.of())) {
      agreed &= agree(firstToSecond, pair.first, pair.second);
      agreed &= agree(secondToFirst, pair.second, pair.first);
    }
    return agreed;
  }

  private static boolean agree(Map<String, String> known, String key, String value) {
    return !key.startsWith("\\{") || known.computeIfAbsent(key, name -> value).equals(value);
  }

  private Optional<List<Pair>> pairs(Content first, Content second) {
    List<Pair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < first.length() && j < second.length()) {
      boolean firstIsOne = first.isPlaceholder(i);
      boolean secondIsOne = second.isPlaceholder(j);
      int firstEnd = secondIsOne && !firstIsOne ? end(first, i, second, j, secondLengths) : i + 1;
      int secondEnd = firstIsOne && !secondIsOne ? end(second, j, first, i, firstLengths) : j + 1;
      if (firstEnd <= i || secondEnd <= j) {
        return Optional.empty();
      }
      if (firstIsOne || secondIsOne) {
        pairs.add(new Pair(name(first, i, firstEnd), name(second, j, secondEnd)));
      } else if (first.symbol(i) != second.symbol(j)) {
        return Optional.empty();
      }
      i = firstEnd;
      j = secondEnd;
    }
    return i == first.length() && j == second.length() ? Optional.of(pairs) : Optional.empty();
  }

  /** Where the bytes end that can stand for a placeholder of the other side, or -1. */
  private static int end(
      Content bytes, int at, Content other, int index, Map<String, Integer> lengths) {
    int length = lengths.getOrDefault(other.placeholder(index).name(), Placeholder.NUMBER);
    int most = length == Placeholder.NUMBER ? Placeholder.MAX_DIGITS : length;
    int end = at;
    while (end < bytes.length() && end - at < most && fits(bytes, end, length)) {
      end++;
    }
    return length == Placeholder.NUMBER && end > at || end - at == length ? end : -1;
  }

  private static boolean fits(Content bytes, int at, int length) {
    int symbol = bytes.symbol(at);
    return length == Placeholder.NUMBER
        ? symbol >= '0' && symbol <= '9'
        : !bytes.isPlaceholder(at) && symbol != '\r' && symbol != '\n';
  }

  private static String name(Content content, int from, int to) {
    return content.isPlaceholder(from)
        ? "\\{" + content.placeholder(from).name()
        : Escapes.print(content, from, to);
  }
}
