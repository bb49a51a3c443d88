package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FieldReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`+X: 1,2,3`|1/2/3",
        "`+X:1,2`|1/2",
        "`1,2`|1/2",
        "`+X:`|``",
        "`+X: `|``",
        "`+X: 1`|1",
        "`+X: 1,`|1/",
        "`+X: ,1`|/1",
        "`+X: ,,`|//",
        "`+X:  a b , c \t, d`|`a b/c/d`",
        "`+X: \"a,b\",c`|a,b/c",
        "`+X: \"\",c`|/c",
        "`+X: \" a \",c`|` a /c`",
        "`+X: \"a\"b\",c`|a\"b/c",
        "`+X: \"{\"k\":\"v\"}\" , 1`|{\"k\":\"v\"}/1",
        "`+X: \"a`|a",
        "`+X: \"`|``",
        "`+X: a\"b,c`|a\"b/c",
        "`+X: 10:20,x`|10:20/x",
        "`+X: \"::\",x`|::/x",
        "`OK`|OK",
      })
  void fieldsAreReadFromLeftToRight(String line, String expected) {
    FieldReader fields = AtLine.of(line).fields();
    List<String> found = new ArrayList<>();
    while (fields.hasNext()) {
      found.add(fields.nextText());
    }
    assertEquals(expected, String.join("/", found));
  }

  @Test
  void aMissingFieldIsEmptyText() {
    FieldReader fields = AtLine.of("+X: 1").fields();
    assertEquals("1", fields.nextText());
    assertFalse(fields.hasNext());
    assertEquals("", fields.nextText());
    assertTrue(fields.nextOptionalInt().isEmpty());
  }

  @Test
  void numbersMayBeQuotedNegativeOrMissing() {
    FieldReader fields = AtLine.of("+X: 7,\"8\",-1,,\"\"").fields();
    assertEquals(7, fields.nextInt());
    assertEquals(8, fields.nextInt());
    assertEquals(-1, fields.nextInt());
    assertTrue(fields.nextOptionalInt().isEmpty());
    assertTrue(fields.nextOptionalInt().isEmpty());
  }

  @Test
  void everyIntIsReadHoweverItIsWritten() {
    FieldReader fields =
        AtLine.of("+X: 2147483647,-2147483648,999999999,1000000000,007,+5").fields();
    assertEquals(Integer.MAX_VALUE, fields.nextInt());
    assertEquals(Integer.MIN_VALUE, fields.nextInt());
    assertEquals(999_999_999, fields.nextInt());
    assertEquals(1_000_000_000, fields.nextInt());
    assertEquals(7, fields.nextInt());
    assertEquals(5, fields.nextInt());
    assertFalse(fields.hasNext());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+X: 1,x", "+X: 1,", "+X: 1", "+X: 1,99999999999", "+X: 1,1.5"})
  void whatIsNoNumberIsTyped(String line) {
    FieldReader fields = AtLine.of(line).fields();
    fields.nextInt();
    ReplyFormatException failure = assertThrows(ReplyFormatException.class, fields::nextInt);
    assertTrue(failure.getMessage().contains(line), failure.getMessage());
    assertTrue(failure.getMessage().contains("field 2"), failure.getMessage());
  }

  @Test
  void quotedAndUnquotedFieldsAreToldApart() {
    FieldReader fields = AtLine.of("+X: 1, \"2\"").fields();
    assertFalse(fields.isNextQuoted());
    fields.nextText();
    assertTrue(fields.isNextQuoted());
    fields.nextText();
    assertFalse(fields.isNextQuoted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "",
        " ",
        " x ",
        "\"x\"",
        "a,b,\"c\"",
        ",",
        ",,",
        "\r\nOK\r\n",
        "\t\0\u00ff",
        ":",
        "\""
      })
  void theRestIsExact(String payload) {
    byte[] unit = ("+ECMTRECV: 0,12,\"a,b\"," + payload).getBytes(ISO_8859_1);
    FieldReader fields = AtLine.copyOf(unit, 0, unit.length, false).fields();
    assertEquals(0, fields.nextInt());
    assertEquals(12, fields.nextInt());
    assertEquals("a,b", fields.nextText());
    assertArrayEquals(payload.getBytes(ISO_8859_1), fields.rest());
    assertFalse(fields.hasNext());
    assertEquals(0, fields.rest().length);
  }

  @Test
  void theRestBeforeTheFirstFieldIsAllAfterTheColon() {
    assertEquals(" a, b ", new String(AtLine.of("+X: a, b ").fields().rest(), UTF_8));
    assertEquals("a, b", new String(AtLine.of("a, b").fields().rest(), UTF_8));
  }

  @Test
  void theRestAfterTheLastFieldIsEmpty() {
    FieldReader fields = AtLine.of("+X: 1").fields();
    fields.nextInt();
    assertEquals(0, fields.rest().length);
  }

  @Test
  void aTopicWithAQuoteEndsAtTheQuoteBeforeAComma() {
    FieldReader fields = AtLine.of("+ECMTRECV: 0,1,\"a\"b\",\"x\",y").fields();
    fields.nextInt();
    fields.nextInt();
    assertEquals("a\"b", fields.nextText());
    assertEquals("\"x\",y", new String(fields.rest(), UTF_8));
  }
}
