package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class SmallNumberFieldTest {
  private final ReplyShape shape =
      ReplyShape.line("+CEREG", ReplyShape.Field.SMALL_NUMBER, ReplyShape.Field.SMALL_NUMBER)
          .andMore();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+CEREG: 0,1|true",
        "+CEREG: 2,10|true",
        "+CEREG:2,1,4844,01a2c315,7|true",
        "+CEREG: 2 , 1 |true",
        "+CEREG:1,4844,01a2c315,7|false",
        "+CEREG:1,100|false",
        "+CEREG: 1,\"4844\",\"01a2c315\",7|false",
        "+CEREG: 1,01|false",
        "+CEREG: 3,,,,0,15|false",
        "+CEREG: 1|false",
      })
  void hasOneOrTwoDigits(String line, boolean fits) {
    byte[] bytes = line.getBytes(US_ASCII);
    assertEquals(fits, shape.fits(bytes, 0, bytes.length, 0));
  }
}
