package io.github.modemqtt.mqtt;

/**
 * What a subscription asks for: a topic name in which {@code +} stands for any one level and {@code
 * #} at the end for any number of levels (MQTT 3.1.1 section 4.7).
 *
 * @param value the filter, at most 65535 bytes in UTF-8
 */
public record TopicFilter(String value) {

  /**
   * Checks the filter.
   *
   * @param value the filter
   * @throws InvalidTopicException if it breaks a rule of MQTT 3.1.1 section 4.7 or 1.5.3
   */
  public TopicFilter {
    TopicSyntax.requireFilter(value);
  }

  /**
   * Makes a topic filter of a text.
   *
   * @param text the filter
   * @return the topic filter
   * @throws InvalidTopicException if it breaks a rule of MQTT 3.1.1 section 4.7 or 1.5.3
   */
  public static TopicFilter of(String text) {
    return new TopicFilter(text);
  }

  /**
   * Tells whether a message of that name belongs to this subscription.
   *
   * <p>{@code a/#} matches {@code a} too. A filter that begins with a wildcard does not match a
   * name that begins with {@code $} (section 4.7.2). Allocates nothing.
   *
   * @param topic the name
   * @return whether it matches
   */
  public boolean matches(TopicName topic) {
    String filter = value;
    String name = topic.value();
    if (name.charAt(0) == '$' && isWildcard(filter.charAt(0))) {
      return false;
    }
    int f = 0;
    int n = 0;
    while (f < filter.length()) {
      char c = filter.charAt(f);
      if (c == '#') {
        return true;
      }
      if (c == '+') {
        n = endOfLevel(name, n);
        f++;
      } else if (n < name.length() && c == name.charAt(n)) {
        f++;
        n++;
      } else {
        return n == name.length() && isParentOfAll(filter, f);
      }
    }
    return n == name.length();
  }

  /**
   * Tells whether this filter has wildcards.
   *
   * @return {@code false} if it matches exactly one name
   */
  public boolean hasWildcard() {
    return value.indexOf('+') >= 0 || value.indexOf('#') >= 0;
  }

  /**
   * The length on the wire.
   *
   * @return the number of bytes in UTF-8, 1 to 65535
   */
  public int utf8Length() {
    return MqttText.utf8Length(value);
  }

  /** {@return the filter itself} */
  @Override
  public String toString() {
    return value;
  }

  private static boolean isWildcard(char c) {
    return c == '+' || c == '#';
  }

  private static int endOfLevel(String name, int from) {
    int separator = name.indexOf('/', from);
    return separator < 0 ? name.length() : separator;
  }

  private static boolean isParentOfAll(String filter, int from) {
    return from == filter.length() - 2
        && filter.charAt(from) == '/'
        && filter.charAt(from + 1) == '#';
  }
}
