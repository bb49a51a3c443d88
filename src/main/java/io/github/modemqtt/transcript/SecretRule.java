package io.github.modemqtt.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets of one kind are.
 *
 * @param name the kind, which names the placeholders
 * @param fromHost whether it looks at what the host sends
 * @param fromModule whether it looks at what the module sends
 * @param region finds the secret: its groups, or all of it if it has none
 * @param within finds the secrets inside of what {@code region} finds; {@code null} to use the
 *     groups
 */
record SecretRule(
    String name, boolean fromHost, boolean fromModule, Pattern region, @Nullable Pattern within) {

  /** Takes what a rule has found. */
  interface Found {
    void at(int from, int to);
  }

  static SecretRule host(String name, String region) {
    return new SecretRule(name, true, false, compile(region), null);
  }

  static SecretRule module(String name, String region) {
    return new SecretRule(name, false, true, compile(region), null);
  }

  static SecretRule inModuleLines(String name, String region, String within) {
    return new SecretRule(name, false, true, compile(region), compile(within));
  }

  static SecretRule inHostLines(String name, String region, String within) {
    return new SecretRule(name, true, false, compile(region), compile(within));
  }

  private static Pattern compile(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  void find(String text, Found found) {
    Matcher matcher = region.matcher(text);
    while (matcher.find()) {
      if (within == null) {
        groups(matcher, found);
      } else {
        Matcher inside = within.matcher(text).region(matcher.start(), matcher.end());
        while (inside.find()) {
          groups(inside, found);
        }
      }
    }
  }

  private static void groups(Matcher matcher, Found found) {
    int first = matcher.groupCount() == 0 ? 0 : 1;
    for (int group = first; group <= matcher.groupCount(); group++) {
      if (matcher.start(group) < matcher.end(group)) {
        found.at(matcher.start(group), matcher.end(group));
      }
    }
  }
}
