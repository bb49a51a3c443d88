package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the secrets out of a session, the same one always in the same way. Not thread-safe. */
final class Redactor {
  private static final int MAX_SECRETS = 1000;

  private final Redaction redaction;
  private final PlaceholderNames names = new PlaceholderNames();
  private final MessageIdPlaceholders messageIds = new MessageIdPlaceholders(names);
  private final Substitutes substitutes = new Substitutes();
  private final Map<String, Secret> secrets = new HashMap<>();

  Redactor(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * Redacts chunks whose lines are complete.
   *
   * @return the content of each; empty where all of a chunk belongs to a later one now
   * @throws TooManySecretsException if there are too many secrets to remember
   */
  List<Content> redact(List<RecordedChunk> chunks) {
    return redactPieces(
        chunks.stream()
            .map(chunk -> new Piece(chunk.fromHost(), Content.of(chunk.bytes())))
            .toList());
  }

  /** What a side has sent; it may hold placeholders, which stay. */
  record Piece(boolean fromHost, Content content) {}

  /** Redacts pieces whose lines are complete; see {@link #redact}. */
  List<Content> redactPieces(List<Piece> pieces) {
    Spans host = spans(pieces, true);
    Spans module = spans(pieces, false);
    learn(host);
    learn(module);
    mark(host);
    mark(module);
    List<Content> contents = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      contents.add((piece.fromHost() ? host : module).takeChunk(piece.content().length()));
    }
    return contents;
  }

  private Spans spans(List<Piece> pieces, boolean fromHost) {
    Content.Builder all = Content.builder();
    for (Piece piece : pieces) {
      if (piece.fromHost() == fromHost) {
        all.content(piece.content());
        piece.content().placeholders().forEach(known -> names.add(known.name()));
      }
    }
    return new Spans(all.build(), fromHost);
  }

  /** A remark with all secrets crossed out. */
  String redactRemark(String remark) {
    StringBuilder text = new StringBuilder(new String(remark.getBytes(UTF_8), ISO_8859_1));
    int length = text.length();
    String searched = text + "\r\n";
    for (SecretRule rule : redaction.rules()) {
      rule.find(searched, (from, to) -> crossOut(text, from, Math.min(to, length)));
    }
    for (String secret : secrets.keySet()) {
      crossOutAll(text, searched, secret);
      crossOutAll(text, searched, Secret.printable(secret));
    }
    return new String(text.toString().getBytes(ISO_8859_1), UTF_8);
  }

  private static void crossOutAll(StringBuilder text, String searched, String secret) {
    int at = secret.length() < Secret.SHORT_BYTES ? -1 : searched.indexOf(secret);
    while (at >= 0) {
      crossOut(text, at, at + secret.length());
      at = searched.indexOf(secret, at + secret.length());
    }
  }

  private static void crossOut(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.setCharAt(i, 'x');
    }
  }

  private void learn(Spans spans) {
    for (SecretRule rule : redaction.rules()) {
      if (spans.areOfHost() ? rule.fromHost() : rule.fromModule()) {
        rule.find(spans.text(), (from, to) -> learnBytes(rule.name(), spans, from, to));
      }
    }
  }

  /** A secret that is a placeholder already is none any more. */
  private void learnBytes(String kind, Spans spans, int from, int to) {
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || spans.isPlaceholder(at)) {
        if (at > start) {
          learn(kind, spans, start, at);
        }
        start = at + 1;
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
      throw new TooManySecretsException(MAX_SECRETS);
    }
    String name = fromHost ? names.next(kind) : kind;
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
