package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The parts of what one side has sent that are not written as they are; they never overlap.
 *
 * <p>Text is bytes as ISO 8859-1.
 */
final class Spans {
  private record Span(int from, int to, Consumer<Content.Builder> substitute) {}

  /** Stands for any placeholder in the text; no byte and in no pattern. */
  private static final char PLACEHOLDER = '\uE000';

  private final Content all;
  private final String text;
  private final boolean host;
  private final List<Span> spans = new ArrayList<>();
  private final BitSet taken = new BitSet();

  /** The end of the chunk that was written last. */
  private int written;

  private int nextSpan;

  Spans(Content all, boolean host) {
    this.all = all;
    this.text = text(all);
    this.host = host;
  }

  private static String text(Content content) {
    StringBuilder text = new StringBuilder(content.length());
    for (int i = 0; i < content.length(); i++) {
      text.append(content.isPlaceholder(i) ? PLACEHOLDER : (char) content.symbol(i));
    }
    return text.toString();
  }

  boolean isPlaceholder(int index) {
    return all.isPlaceholder(index);
  }

  String text() {
    return text;
  }

  boolean areOfHost() {
    return host;
  }

  /** Adds one, if it overlaps with none that was added before. */
  void add(int from, int to, Consumer<Content.Builder> substitute) {
    int next = taken.nextSetBit(from);
    if (next < 0 || next >= to) {
      taken.set(from, to);
      spans.add(new Span(from, to, substitute));
    }
  }

  /** Adds a part of each place where a text occurs. */
  void addAll(String needle, int offset, int length, Consumer<Content.Builder> substitute) {
    int at = text.indexOf(needle);
    while (at >= 0) {
      add(at + offset, at + offset + length, substitute);
      at = text.indexOf(needle, at + needle.length());
    }
  }

  void sort() {
    spans.sort(Comparator.comparingInt(Span::from));
  }

  /** The next chunk. A part that is cut by the end of the chunk belongs to where it ends. */
  Content takeChunk(int length) {
    Content.Builder content = Content.builder();
    int end = written + length;
    int at = written;
    while (nextSpan < spans.size() && spans.get(nextSpan).to() <= end) {
      Span span = spans.get(nextSpan++);
      plain(content, at, span.from());
      span.substitute().accept(content);
      at = span.to();
    }
    boolean cut = nextSpan < spans.size() && spans.get(nextSpan).from() < end;
    plain(content, at, cut ? spans.get(nextSpan).from() : end);
    written = end;
    return content.build();
  }

  private void plain(Content.Builder content, int from, int to) {
    content.part(all, from, to);
  }
}
