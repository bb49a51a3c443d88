package io.github.modemqtt.transcript.log;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes written as {@code 00000010 41 54 0d 0a ... |AT..|} or {@code 00000010: 4154 0d0a}. */
final class HexDump {
  /** Words of two bytes are in order only where a colon follows the address. */
  private static final Pattern LINE =
      Pattern.compile(
          "[0-9a-fA-F]{4,16}(?:: *((?:[0-9a-fA-F]{2} {0,2}){1,16})"
              + "|\\s+((?:[0-9a-fA-F]{2} {1,2}){1,16}))(?:[\\s|].*)?");

  private static final Pattern END = Pattern.compile("[0-9a-fA-F]{7,16}\\s*");

  private HexDump() {}

  static boolean isLine(String text) {
    return LINE.matcher(text).matches() || END.matcher(text).matches();
  }

  /** The bytes of all lines that are of a dump; the others are ignored. */
  static byte[] bytes(List<LogLine> lines, ReportBuilder report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (LogLine line : lines) {
      Matcher matcher = LINE.matcher(line.text());
      if (matcher.matches()) {
        String digits = matcher.group(matcher.group(1) == null ? 2 : 1);
        append(bytes, digits.replaceAll("\\s", ""));
      } else if (!line.isBlank() && !END.matcher(line.text()).matches()) {
        report.ignore(line.number(), line.text());
      }
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, String digits) {
    for (int i = 0; i + 1 < digits.length(); i += 2) {
      bytes.write(Integer.parseInt(digits.substring(i, i + 2), 16));
    }
  }
}
