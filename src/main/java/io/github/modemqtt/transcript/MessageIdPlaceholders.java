package io.github.modemqtt.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes placeholders of message ids, which a program takes at random. */
final class MessageIdPlaceholders {
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![^\r\n\u001a\u001b])AT\\+ECMT(?:SUB|UNS|PUB)=\\d*,(\\d{1,5}),",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RESULT =
      Pattern.compile("(?<![^\n])\\+ECMT(?:SUB|UNS|PUB): ?\\d+,(\\d{1,5})(?!\\d)");

  /** The name that stands for an id since the host has used it last; ids are 16 bits. */
  private final Map<String, String> names = new HashMap<>();

  private final PlaceholderNames placeholders;

  MessageIdPlaceholders(PlaceholderNames placeholders) {
    this.placeholders = placeholders;
  }

  void markIn(Spans spans) {
    mark(spans, COMMAND);
    if (!spans.areOfHost()) {
      mark(spans, RESULT);
    }
  }

  private void mark(Spans spans, Pattern pattern) {
    Matcher matcher = pattern.matcher(spans.text());
    while (matcher.find()) {
      String id = matcher.group(1);
      if (!id.equals("0")) {
        spans.add(
            matcher.start(1),
            matcher.end(1),
            to -> {
              if (spans.areOfHost()) {
                names.put(id, placeholders.next("id"));
              }
              write(to, id);
            });
      }
    }
  }

  private void write(Content.Builder to, String id) {
    String name = names.get(id);
    if (name == null) {
      to.text(id);
    } else {
      to.placeholder(Placeholder.named(name));
    }
  }
}
