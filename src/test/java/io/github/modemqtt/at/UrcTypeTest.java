package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class UrcTypeTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "+X:", ":", "a:b"})
  void aPrefixWithAColonOrWithoutTextIsRefused(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> UrcType.line(prefix, line -> line));
    assertThrows(IllegalArgumentException.class, () -> UrcType.unit(prefix, line -> line));
  }

  @Test
  void aTypeShowsItsPrefix() {
    assertEquals("+X", UrcType.line("+X", line -> line).toString());
    assertEquals("+X", UrcType.unit("+X", line -> line).prefix());
  }

  @Test
  void typesAreTheirOwnIdentity() {
    UrcTable table = new UrcTable();
    UrcType<AtLine> one = UrcType.line("+X", line -> line);
    UrcType<AtLine> other = UrcType.line("+X", line -> line);
    assertSame(table.entryOf(one), table.entryOf(one));
    assertNotSame(table.entryOf(one), table.entryOf(other));
  }

  @Test
  void twoTypesOfOneNameShareItByWhatTheyCanDecode() {
    RoutedLine line = new RoutedLine();
    line.urc(UrcType.line("+X", text -> requireText(text, "+X: a")));
    line.urc(UrcType.line("+X", text -> requireText(text, "+X: b")));
    line.feed("+X: a\n+X: b\n+X: c\n");
    assertEquals("[urc(+X: a), urc(+X: b), unknown(+X: c)]", line.events.toString());
  }

  private static AtLine requireText(AtLine line, String text) {
    if (!line.text().equals(text)) {
      throw new ReplyFormatException(line.text(), "is not " + text);
    }
    return line;
  }
}
