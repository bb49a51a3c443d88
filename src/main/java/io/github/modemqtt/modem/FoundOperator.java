package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An operator that a search has found: 27.007 section 7.3.
 *
 * @param status 0: unknown, 1: available, 2: current, 3: forbidden
 * @param longName the long name, may be empty
 * @param shortName the short name, may be empty
 * @param number country and network code, such as {@code 46000}
 * @param accessTechnology 7: LTE, 9: NB-IoT; see 27.007 for more
 */
public record FoundOperator(
    int status, String longName, String shortName, String number, OptionalInt accessTechnology) {

  /**
   * Reads {@code (2,"long","short","46000",9),(...),,(0-4),(0-2)}: groups before the empty field.
   */
  static List<FoundOperator> readAll(String text) {
    List<FoundOperator> found = new ArrayList<>();
    int end = text.indexOf(",,(");
    String list = end < 0 ? text : text.substring(0, end);
    int open = list.indexOf('(');
    while (open >= 0) {
      int close = closing(list, open);
      found.add(read(list.substring(open + 1, close)));
      open = list.indexOf('(', close);
    }
    return found;
  }

  private static FoundOperator read(String group) {
    FieldReader fields = AtLine.of(":" + group).fields();
    return new FoundOperator(
        fields.nextInt(),
        fields.nextText(),
        fields.nextText(),
        fields.nextText(),
        fields.nextOptionalInt());
  }

  private static int closing(String text, int open) {
    boolean quoted = false;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ')' && !quoted) {
        return i;
      }
    }
    return text.length();
  }
}
