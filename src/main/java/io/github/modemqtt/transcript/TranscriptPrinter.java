package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Writes a transcript in the one way that is canonical. */
final class TranscriptPrinter {
  static final String PROMPT = "\r\n> ";
  private static final int MIN_DECIMALS = 3;
  private static final int LINE_END = 2;

  private TranscriptPrinter() {}

  static void header(StringBuilder text, Map<String, String> header) {
    header.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    if (!header.isEmpty()) {
      text.append('\n');
    }
  }

  static void step(StringBuilder text, Step step) {
    if (step instanceof HostSends sent) {
      time(text, sent.offset());
      host(text, sent.content());
    } else if (step instanceof ModuleSends sent) {
      time(text, sent.offset());
      module(text, sent.content());
    } else if (step instanceof Comment comment) {
      text.append(comment.text().isEmpty() ? "" : "# " + comment.text());
    } else {
      text.append("--");
    }
    text.append('\n');
  }

  private static void time(StringBuilder text, Optional<Duration> offset) {
    offset.ifPresent(value -> text.append(seconds(value)).append(' '));
  }

  private static String seconds(Duration offset) {
    String decimals = String.format("%09d", offset.getNano());
    int length = decimals.length();
    while (length > MIN_DECIMALS && decimals.charAt(length - 1) == '0') {
      length--;
    }
    return offset.toSeconds() + "." + decimals.substring(0, length);
  }

  private static void host(StringBuilder text, Content content) {
    int last = content.length() - 1;
    if (content.symbol(last) == '\r') {
      line(text, ">", content, 0, last);
    } else {
      line(text, ">|", content, 0, content.length());
    }
  }

  private static void module(StringBuilder text, Content content) {
    int length = content.length();
    if (length == PROMPT.length() && content.startsWith(PROMPT, 0)) {
      text.append("<>");
    } else if (isUnit(content)) {
      unit(text, content);
    } else {
      line(text, "<|", content, 0, length);
    }
  }

  static boolean isUnit(Content content) {
    int length = content.length();
    return length >= 2 * LINE_END && content.isLineEnd(0) && content.isLineEnd(length - LINE_END);
  }

  /** The lines of a unit that has several come below each other. */
  private static void unit(StringBuilder text, Content content) {
    int end = content.length() - LINE_END;
    String mark = "<";
    int from = LINE_END;
    for (int at = LINE_END; at < end - 1; at++) {
      if (content.isLineEnd(at)) {
        line(text, mark, content, from, at);
        text.append('\n');
        mark = ".";
        from = at + LINE_END;
        at++;
      }
    }
    line(text, mark, content, from, end);
  }

  private static void line(StringBuilder text, String mark, Content content, int from, int to) {
    text.append(mark);
    if (from < to) {
      text.append(' ').append(Escapes.print(content, from, to));
    }
  }
}
