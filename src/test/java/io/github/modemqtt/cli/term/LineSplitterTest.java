package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter =
      new LineSplitter((text, continues) -> lines.add((continues ? "..." : "") + text));

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.feed(bytes, bytes.length);
  }

  @Test
  void aLineWithoutAnEmptyOneBeforeItContinuesTheUnit() {
    feed("\r\n+ECMTRECV: 0,0,\"t\",{\r\nOK\r\n}\r\n\r\n+CSQ: 1,99\r\n\r\nOK\r\n");

    assertEquals(List.of("+ECMTRECV: 0,0,\"t\",{", "...OK", "...}", "+CSQ: 1,99", "OK"), lines);
  }

  @Test
  void theSameComesOutHoweverTheBytesAreCut() {
    String text = "AT\r\r\nOK\r\n\r\n+ECMTRECV: 0,0,\"t\",a\r\nb\r\n\r\n+CEREG: 1\r\n";
    feed(text);
    feed("\r\n\r\n");
    List<String> whole = List.copyOf(lines);
    lines.clear();
    for (int i = 0; i < text.length(); i++) {
      feed(text.substring(i, i + 1));
    }

    assertEquals(whole, lines);
    assertEquals(List.of("AT", "...OK", "+ECMTRECV: 0,0,\"t\",a", "...b", "+CEREG: 1"), lines);
  }

  @Test
  void whatHasNotEndedCanBeTakenOut() {
    feed("\r\n> ");

    assertEquals("> ", splitter.pending());
    assertEquals("> ", splitter.takePending());
    assertNull(splitter.takePending());
    assertEquals(List.of(), lines);
  }

  @Test
  void aLineWithoutEndIsCut() {
    feed("x".repeat(LineSplitter.LONGEST_LINE + 5) + "\r\n");

    assertEquals(2, lines.size());
    assertEquals(LineSplitter.LONGEST_LINE, lines.get(0).length());
  }

  @Test
  void wordsAreSeparatedByBlanksUnlessTheyStandInQuotes() {
    assertEquals(
        List.of("/publish", "t/1", "hello world", "1"), Words.of("/publish t/1 'hello world'  1"));
    assertEquals(List.of("a", "{\"x\":1}"), Words.of("a {\"x\":1}"));
    assertEquals(List.of("a", ""), Words.of(" a \"\" "));
    assertEquals(List.of(), Words.of("  "));
  }
}
