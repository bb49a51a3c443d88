package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of all filters that match a topic name (MQTT 3.1.1 section 4.7).
 *
 * <p>A tree of topic levels: what a search costs depends on the levels of the name, not on the
 * number of filters, and it allocates nothing. Its depth is that of the longest filter. Not
 * thread-safe.
 *
 * @param <T> what belongs to a filter
 */
final class FilterTree<T> {
  private static final char SEPARATOR = '/';

  private final Node<T> root = new Node<>();

  /** One level of the filters that have the same levels before it. */
  private static final class Node<T> {
    private final LevelTable<Node<T>> levels = new LevelTable<>();

    /** The level {@code +}. */
    private @Nullable Node<T> anyLevel;

    /** Of the filter that ends here. */
    private @Nullable T value;

    /** Of the filter that ends here with {@code #} as its next level. */
    private @Nullable T valueOfAllBelow;

    boolean isEmpty() {
      return value == null && valueOfAllBelow == null && anyLevel == null && levels.isEmpty();
    }
  }

  /** Sets the value of a filter. */
  void put(TopicFilter filter, T value) {
    change(root, filter.value(), 0, value);
  }

  /** Takes a filter away, if it is there. */
  void remove(TopicFilter filter) {
    change(root, filter.value(), 0, null);
  }

  void clear() {
    root.levels.clear();
    root.anyLevel = null;
    root.value = null;
    root.valueOfAllBelow = null;
  }

  private void change(Node<T> node, String filter, int from, @Nullable T value) {
    if (from > filter.length()) {
      node.value = value;
      return;
    }
    int end = endOfLevel(filter, from);
    if (isLevel(filter, from, end, '#')) {
      node.valueOfAllBelow = value;
    } else if (isLevel(filter, from, end, '+')) {
      Node<T> next = node.anyLevel == null ? new Node<>() : node.anyLevel;
      change(next, filter, end + 1, value);
      node.anyLevel = next.isEmpty() ? null : next;
    } else {
      changeNamed(node, filter, from, end, value);
    }
  }

  private void changeNamed(Node<T> node, String filter, int from, int end, @Nullable T value) {
    Node<T> next = node.levels.get(filter, from, end);
    if (next != null) {
      change(next, filter, end + 1, value);
      if (next.isEmpty()) {
        node.levels.remove(filter.substring(from, end));
      }
    } else if (value != null) {
      Node<T> added = new Node<>();
      node.levels.put(filter.substring(from, end), added);
      change(added, filter, end + 1, value);
    }
  }

  /** Gives the values of all filters that match, in no particular order. */
  void forEachMatch(TopicName topic, Consumer<? super T> found) {
    String name = topic.value();
    if (name.charAt(0) == '$') {
      // a filter that begins with a wildcard does not match it (section 4.7.2)
      int end = endOfLevel(name, 0);
      Node<T> next = root.levels.get(name, 0, end);
      if (next != null) {
        search(next, name, end + 1, found);
      }
    } else {
      search(root, name, 0, found);
    }
  }

  private static <T> void search(Node<T> node, String name, int from, Consumer<? super T> found) {
    give(node.valueOfAllBelow, found); // also of the parent level itself
    if (from > name.length()) {
      give(node.value, found);
      return;
    }
    int end = endOfLevel(name, from);
    Node<T> named = node.levels.get(name, from, end);
    if (named != null) {
      search(named, name, end + 1, found);
    }
    if (node.anyLevel != null) {
      search(node.anyLevel, name, end + 1, found);
    }
  }

  private static <T> void give(@Nullable T value, Consumer<? super T> found) {
    if (value != null) {
      found.accept(value);
    }
  }

  private static boolean isLevel(String filter, int from, int end, char wildcard) {
    return end - from == 1 && filter.charAt(from) == wildcard;
  }

  private static int endOfLevel(String text, int from) {
    int separator = text.indexOf(SEPARATOR, from);
    return separator < 0 ? text.length() : separator;
  }
}
