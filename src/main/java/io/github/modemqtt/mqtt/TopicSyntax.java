package io.github.modemqtt.mqtt;

import java.util.Objects;

/** Checks topic names and topic filters. */
final class TopicSyntax {
  private static final String NAME = "Topic name";
  private static final String FILTER = "Topic filter";

  private TopicSyntax() {}

  static String requireName(String text) {
    requireText(NAME, text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' || c == '#') {
        throw new InvalidTopicException(NAME, text, TopicRule.NO_WILDCARD_IN_NAME, i);
      }
    }
    return text;
  }

  static String requireFilter(String text) {
    requireText(FILTER, text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' && !isWholeLevel(text, i)) {
        throw new InvalidTopicException(FILTER, text, TopicRule.PLUS_IS_WHOLE_LEVEL, i);
      }
      if (c == '#' && !(isWholeLevel(text, i) && i == text.length() - 1)) {
        throw new InvalidTopicException(FILTER, text, TopicRule.HASH_IS_LAST_LEVEL, i);
      }
    }
    return text;
  }

  private static boolean isWholeLevel(String text, int index) {
    return (index == 0 || text.charAt(index - 1) == '/')
        && (index == text.length() - 1 || text.charAt(index + 1) == '/');
  }

  private static void requireText(String kind, String text) {
    Objects.requireNonNull(text, kind);
    if (text.isEmpty()) {
      throw new InvalidTopicException(kind, text, TopicRule.NOT_EMPTY, 0);
    }
    refuseAt(text.indexOf('\0'), kind, text, TopicRule.NO_NUL);
    refuseAt(MqttText.loneSurrogate(text), kind, text, TopicRule.WELL_FORMED);
    refuseAt(MqttText.overflow(text), kind, text, TopicRule.MAX_LENGTH);
  }

  private static void refuseAt(int position, String kind, String text, TopicRule rule) {
    if (position >= 0) {
      throw new InvalidTopicException(kind, text, rule, position);
    }
  }
}
