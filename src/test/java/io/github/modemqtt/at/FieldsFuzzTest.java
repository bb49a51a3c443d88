package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.modemqtt.at.ReplyShape.Field;
import java.util.Arrays;

/** Reading a line, and looking whether it is the reply, end in a value or in one exception. */
class FieldsFuzzTest {
  private static final String PREFIX = "+X";

  @FuzzTest(maxDuration = "150s")
  void anyLineIsReadOrRefused(FuzzedDataProvider data) {
    ReplyShape shape = shape(data);
    int linesBefore = data.consumeInt(0, 2);
    byte[] steps = data.consumeBytes(data.consumeInt(0, 12));
    byte[] bytes = data.consumeRemainingAsBytes();
    AtLine line = AtLine.copyOf(bytes, 0, bytes.length, false);

    readAll(line.fields(), bytes.length);
    read(line.fields(), steps, bytes);
    boolean fits = shape.fits(bytes, 0, bytes.length, linesBefore);
    byte[] inside = new byte[bytes.length + 4];
    Arrays.fill(inside, (byte) '1');
    System.arraycopy(bytes, 0, inside, 2, bytes.length);
    assertEquals(fits, shape.fits(inside, 2, bytes.length, linesBefore), "bytes around count");
    assertTrue(shape.dataLength(bytes, 0, bytes.length) >= 0);
    if (bytes.length > 0) {
      FinalCodes.CALL.match(bytes, 0, bytes.length);
    }
  }

  private static ReplyShape shape(FuzzedDataProvider data) {
    Field[] fields = new Field[data.consumeInt(0, 5)];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = data.pickValue(Field.values());
    }
    ReplyShape shape =
        switch (data.consumeInt(0, 3)) {
          case 0 -> ReplyShape.digits();
          case 1 -> ReplyShape.text();
          default -> ReplyShape.line(PREFIX, fields);
        };
    shape = data.consumeBoolean() ? shape.andMore() : shape;
    shape = data.consumeBoolean() ? shape.repeated() : shape;
    shape = data.consumeBoolean() ? shape.requiring(data.consumeInt(0, 5)) : shape;
    return data.consumeBoolean() ? shape.followedByData(data.consumeInt(0, 5)) : shape;
  }

  private static void readAll(FieldReader fields, int length) {
    int count = 0;
    while (fields.hasNext()) {
      fields.nextText();
      count++;
      assertTrue(count <= length + 1, "more fields than bytes");
    }
  }

  private static void read(FieldReader fields, byte[] steps, byte[] bytes) {
    for (byte step : steps) {
      try {
        switch (step & 3) {
          case 0 -> fields.nextText();
          case 1 -> fields.nextInt();
          case 2 -> fields.nextOptionalInt();
          default -> fields.isNextQuoted();
        }
      } catch (ReplyFormatException e) {
        assertTrue(e.getMessage().contains("field"), e.getMessage());
      }
    }
    byte[] rest = fields.rest();
    byte[] end = Arrays.copyOfRange(bytes, bytes.length - rest.length, bytes.length);
    assertArrayEquals(end, rest);
    assertEquals("", fields.nextText());
  }
}
