package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashSet;
import java.util.Set;

/** A secret of a recording, and what is written in its place. Text is bytes as ISO 8859-1. */
final class Secret {
  /** Shorter ones are hidden only where it is clear that they are meant. */
  static final int SHORT_BYTES = 6;

  private static final int MAX_CONTEXTS = 16;

  private final String name;
  private final String value;
  private final boolean fromHost;
  private final String substitute;

  /** What came before it in command lines: with that, even a short one is known in an echo. */
  private final Set<String> contexts = new HashSet<>();

  private boolean bound;

  Secret(String name, String value, boolean fromHost, String substitute) {
    this.name = name;
    this.value = value;
    this.fromHost = fromHost;
    this.substitute = substitute;
  }

  void addContext(String before) {
    if (contexts.size() < MAX_CONTEXTS) {
      contexts.add(printable(before));
    }
  }

  /** Marks where it occurs. */
  void markIn(Spans spans) {
    if (value.length() >= SHORT_BYTES) {
      mark(spans, "", value, "");
    } else {
      mark(spans, "\"", value, "\"");
      contexts.forEach(context -> mark(spans, context, value, ""));
    }
    markEcho(spans);
  }

  /** An EC616 echoes printable ASCII only, so of another secret a part comes back. */
  private void markEcho(Spans spans) {
    String echoed = printable(value);
    if (echoed.length() == value.length() || echoed.isEmpty()) {
      return;
    }
    if (echoed.length() >= SHORT_BYTES) {
      crossOut(spans, "", echoed);
    } else {
      crossOut(spans, "\"", echoed);
      contexts.forEach(context -> crossOut(spans, context, echoed));
    }
  }

  private static void crossOut(Spans spans, String before, String echoed) {
    spans.addAll(
        before + echoed,
        before.length(),
        echoed.length(),
        to -> to.text("x".repeat(echoed.length())));
  }

  private void mark(Spans spans, String before, String text, String after) {
    spans.addAll(before + text + after, before.length(), text.length(), to -> write(to, spans));
  }

  void write(Content.Builder to, Spans spans) {
    if (!fromHost) {
      to.bytes(substitute.getBytes(ISO_8859_1));
    } else if (bound) {
      to.placeholder(Placeholder.named(name));
    } else if (spans.areOfHost()) {
      bound = true;
      to.placeholder(new Placeholder(name, value.length()));
    } else {
      to.text("x".repeat(value.length()));
    }
  }

  /** What is left of a text in an echo. */
  static String printable(String text) {
    return text.replaceAll("[^ -~]", "");
  }
}
