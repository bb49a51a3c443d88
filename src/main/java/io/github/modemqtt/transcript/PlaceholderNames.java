package io.github.modemqtt.transcript;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives placeholders names that no other has. Not thread-safe. */
final class PlaceholderNames {
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** A name that is there already. */
  void add(String name) {
    taken.add(name);
  }

  /** The kind, and a number. */
  String next(String kind) {
    String name = kind + counts.merge(kind, 1, Integer::sum);
    while (taken.contains(name)) {
      name = kind + counts.merge(kind, 1, Integer::sum);
    }
    return name;
  }
}
