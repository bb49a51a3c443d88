package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The parts of what one side has sent that are not written as they are; they never overlap. */
final class Spans {
  private record Span(int from, int to, Consumer<Content.Builder> substitute) {}

  private final String text;
  private final boolean host;
  private final List<Span> spans = new ArrayList<>();
  private final BitSet taken = new BitSet();

  /** The end of the chunk that was written last. */
  private int written;

  private int nextSpan;

  Spans(String text, boolean host) {
    this.text = text;
    this.host = host;
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
    for (int i = from; i < to; i++) {
      content.oneByte(text.charAt(i));
    }
  }
}
