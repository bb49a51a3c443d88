package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transcript.log.LogLine.Side;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The marks by which logs tell who sent a line. */
final class SideMarks {
  private static final List<String> HOST =
      List.of(">>>", ">>", "-->", "=>", "TX", "[TX]", "SEND", "[SEND]", "SENT", ">");
  private static final List<String> MODULE =
      List.of("<<<", "<<", "<--", "<=", "RX", "[RX]", "RECV", "[RECV]", "RECEIVED", "<-", "<");

  /** A terminal program that is used a lot in China, in the encodings of its logs. */
  private static final String SENT = "\u53d1\u2192\u25c7";

  private static final String RECEIVED = "\u6536\u2190\u25c6";
  private static final String SENT_END = "\u25a1";

  /** A side, and the index after its mark. */
  record Mark(Side side, int end) {}

  private final List<String> chineseHost = new ArrayList<>();
  private final List<String> chineseModule = new ArrayList<>();
  private final List<String> chineseEnd = new ArrayList<>();

  SideMarks() {
    add(UTF_8);
    if (Charset.isSupported("GBK")) {
      add(Charset.forName("GBK"));
    }
  }

  private void add(Charset charset) {
    chineseHost.add(new String(SENT.getBytes(charset), ISO_8859_1));
    chineseModule.add(new String(RECEIVED.getBytes(charset), ISO_8859_1));
    chineseEnd.add(new String(SENT_END.getBytes(charset), ISO_8859_1));
  }

  @Nullable Mark at(String text) {
    Mark chinese = chineseAt(text);
    if (chinese != null) {
      return chinese;
    }
    int end = end(text, HOST);
    if (end > 0) {
      return new Mark(Side.HOST, end);
    }
    end = end(text, MODULE);
    return end > 0 ? new Mark(Side.MODULE, end) : null;
  }

  /** A mark after which all lines are of one side until the next mark. */
  @Nullable Mark chineseAt(String text) {
    for (String mark : chineseHost) {
      if (text.startsWith(mark)) {
        return new Mark(Side.HOST, mark.length());
      }
    }
    for (String mark : chineseModule) {
      if (text.startsWith(mark)) {
        return new Mark(Side.MODULE, mark.length());
      }
    }
    return null;
  }

  /** The end of a line of the host that is none of it. */
  boolean isEndOfSent(String text) {
    return chineseEnd.contains(text);
  }

  private static int end(String text, List<String> marks) {
    String start = text.substring(0, Math.min(10, text.length())).toUpperCase(Locale.ROOT);
    for (String mark : marks) {
      if (start.startsWith(mark)) {
        int end = after(text, mark);
        if (end > 0) {
          return end;
        }
      }
    }
    return 0;
  }

  /** A mark is followed by a blank, by a colon and perhaps a blank, or by nothing. */
  private static int after(String text, String mark) {
    int end = mark.length();
    boolean colon = end < text.length() && text.charAt(end) == ':';
    if (colon) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == ' ') {
      return end + 1;
    }
    return colon || end == text.length() ? end : 0;
  }
}
