package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class ByteLinesTest {
  private static List<String> lines(String input) throws IOException {
    ByteLines lines = new ByteLines(new ByteArrayInputStream(input.getBytes(ISO_8859_1)));
    List<String> all = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      all.add(new String(line, ISO_8859_1));
    }
    return all;
  }

  @Test
  void aLineFeedEndsALineAndTheLastOneMayLackIt() throws IOException {
    assertEquals(List.of(), lines(""));
    assertEquals(List.of(""), lines("\n"));
    assertEquals(List.of("a", "", "b"), lines("a\n\nb"));
    assertEquals(List.of("a", "b"), lines("a\nb\n"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everyOtherByteIsAPartOfTheLine() throws IOException {
    assertEquals(List.of("a\r", "\0\u00FF\rb"), lines("a\r\n\0\u00FF\rb"));
  }

  @Test
  void aLineWithoutAnEndIsGivenInPieces() throws IOException {
    List<Integer> sizes = lines("x".repeat(150_000)).stream().map(String::length).toList();

    assertEquals(150_000, sizes.stream().mapToInt(size -> size).sum());
    assertEquals(ByteLines.LONGEST, sizes.get(0));
  }
}
