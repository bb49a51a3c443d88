package io.github.modemqtt.mqtt;

/** The rules that a topic name or a topic filter can break (MQTT 3.1.1 sections 4.7 and 1.5.3). */
public enum TopicRule {
  /** At least one character. */
  NOT_EMPTY("is empty", "at least one character is needed"),
  /** No U+0000. */
  NO_NUL("holds U+0000", "that character is not allowed"),
  /** Well-formed Unicode: no half of a surrogate pair. */
  WELL_FORMED("holds half of a surrogate pair", "the text cannot be written in UTF-8"),
  /** At most 65535 bytes in UTF-8. */
  MAX_LENGTH("is too long", "at most 65535 bytes in UTF-8 are allowed"),
  /** No wildcard in a topic name. */
  NO_WILDCARD_IN_NAME("holds a wildcard", "wildcards are allowed in filters only"),
  /** In a filter {@code +} is a whole level. */
  PLUS_IS_WHOLE_LEVEL("holds the wildcard '+'", "it has to be a whole level, as in 'a/+/b'"),
  /** In a filter {@code #} is the whole last level. */
  HASH_IS_LAST_LEVEL("holds the wildcard '#'", "it has to be the whole last level, as in 'a/#'");

  private final String fault;
  private final String advice;

  TopicRule(String fault, String advice) {
    this.fault = fault;
    this.advice = advice;
  }

  String fault() {
    return fault;
  }

  String advice() {
    return advice;
  }
}
