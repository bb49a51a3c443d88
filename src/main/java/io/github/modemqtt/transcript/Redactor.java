package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the secrets out of a session, the same one always in the same way. Not thread-safe. */
final class Redactor {
  private static final int MAX_SECRETS = 1000;

  private final Redaction redaction;
  private final MessageIdPlaceholders messageIds = new MessageIdPlaceholders();
  private final Substitutes substitutes = new Substitutes();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Secret> secrets = new HashMap<>();

  Redactor(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * Redacts chunks whose lines are complete.
   *
   * @return the content of each; empty where all of a chunk belongs to a later one now
   * @throws IllegalStateException if there are too many secrets to remember
   */
  List<Content> redact(List<RecordedChunk> chunks) {
    Spans host = new Spans(text(chunks, true), true);
    Spans module = new Spans(text(chunks, false), false);
    learn(host);
    learn(module);
    mark(host);
    mark(module);
    List<Content> contents = new ArrayList<>(chunks.size());
    for (RecordedChunk chunk : chunks) {
      contents.add((chunk.fromHost() ? host : module).takeChunk(chunk.bytes().length));
    }
    return contents;
  }

  private static String text(List<RecordedChunk> chunks, boolean fromHost) {
    StringBuilder text = new StringBuilder();
    for (RecordedChunk chunk : chunks) {
      if (chunk.fromHost() == fromHost) {
        text.append(new String(chunk.bytes(), ISO_8859_1));
      }
    }
    return text.toString();
  }

  private void learn(Spans spans) {
    for (SecretRule rule : redaction.rules()) {
      if (spans.areOfHost() ? rule.fromHost() : rule.fromModule()) {
        rule.find(spans.text(), (from, to) -> learn(rule.name(), spans, from, to));
      }
    }
  }

  private void learn(String kind, Spans spans, int from, int to) {
    String value = spans.text().substring(from, to);
    Secret secret = secrets.get(value);
    if (secret == null) {
      secret = remember(kind, value, spans.areOfHost());
    }
    Secret found = secret;
    spans.add(from, to, builder -> found.write(builder, spans));
    if (spans.areOfHost()) {
      secret.addContext(spans.text().substring(lineStart(spans.text(), from), from));
    }
  }

  private Secret remember(String kind, String value, boolean fromHost) {
    if (secrets.size() == MAX_SECRETS) {
      throw new IllegalStateException("more than " + MAX_SECRETS + " secrets");
    }
    String name = fromHost ? kind + counts.merge(kind, 1, Integer::sum) : kind;
    Secret secret = new Secret(name, value, fromHost, substitutes.next(value));
    secrets.put(value, secret);
    return secret;
  }

  private static int lineStart(String text, int from) {
    int at = from;
    while (at > 0 && text.charAt(at - 1) != '\r' && text.charAt(at - 1) != '\n') {
      at--;
    }
    return at;
  }

  /** A secret can hold another one: the long ones come first. */
  private void mark(Spans spans) {
    if (redaction.hidesMessageIds()) {
      messageIds.markIn(spans);
    }
    secrets.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Secret> e) -> e.getKey().length())
                .reversed())
        .forEach(entry -> entry.getValue().markIn(spans));
    spans.sort();
  }
}
