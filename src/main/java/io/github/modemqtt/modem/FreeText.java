package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads answers that some modules print bare and some behind the command's name: {@code BG770A-GL},
 * {@code +CGMM:"eigencomm","EC616S"}.
 */
final class FreeText {
  private FreeText() {}

  /** The last field behind one of the names, or else the bare lines. */
  static String read(Reply reply, String... names) {
    List<String> bare = new ArrayList<>(1);
    for (AtLine line : reply.lines()) {
      String text = line.text().trim();
      if (isNamed(text, names)) {
        return lastField(line);
      }
      if (!text.isEmpty() && !looksLikeUrc(text)) {
        bare.add(text);
      }
    }
    if (bare.isEmpty()) {
      throw new ReplyFormatException(reply.command(), "OK came without the text asked for");
    }
    return String.join("\n", bare);
  }

  private static boolean isNamed(String text, String... names) {
    for (String name : names) {
      if (text.startsWith(name + ":")) {
        return true;
      }
    }
    return false;
  }

  private static String lastField(AtLine line) {
    FieldReader fields = line.fields();
    String last = "";
    while (fields.hasNext()) {
      String field = fields.nextText();
      last = field.isEmpty() ? last : field;
    }
    return last;
  }

  /** A URC that nobody subscribed to can come between command and answer. */
  private static boolean looksLikeUrc(String text) {
    return "+*^".indexOf(text.charAt(0)) >= 0 && text.indexOf(':') > 0;
  }
}
