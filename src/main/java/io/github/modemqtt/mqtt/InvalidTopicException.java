package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;

/** A text is not a topic name, or not a topic filter. */
public final class InvalidTopicException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The text that was refused. */
  private final String topic;

  /** The rule that it breaks. */
  private final TopicRule rule;

  /** Where it breaks the rule. */
  private final int position;

  InvalidTopicException(String kind, String topic, TopicRule rule, int position) {
    super(
        kind
            + " "
            + MqttText.preview(topic)
            + " "
            + fault(topic, rule, position)
            + ": "
            + rule.advice(),
        "correct the topic");
    this.topic = topic;
    this.rule = rule;
    this.position = position;
  }

  private static String fault(String topic, TopicRule rule, int position) {
    return switch (rule) {
      case NOT_EMPTY -> rule.fault();
      case NO_WILDCARD_IN_NAME ->
          "holds the wildcard '" + topic.charAt(position) + "' at position " + position;
      default -> rule.fault() + " at position " + position;
    };
  }

  /**
   * The text that was refused.
   *
   * @return the text as given, possibly long and with control characters
   */
  public String topic() {
    return topic;
  }

  /**
   * The rule that it breaks.
   *
   * @return the first one found
   */
  public TopicRule rule() {
    return rule;
  }

  /**
   * Where it breaks the rule.
   *
   * @return the index of the offending {@code char}, counted from 0; for {@link
   *     TopicRule#MAX_LENGTH} the first that does not fit
   */
  public int position() {
    return position;
  }
}
