package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Whatever the parameters: one command that holds them, or none. */
class CommandLineFuzzTest {
  private static final String START = "AT+X=";

  @FuzzTest(maxDuration = "150s")
  void parametersNeverBreakOut(FuzzedDataProvider data) {
    CommandLine.Builder builder = CommandLine.startingWith(START);
    List<byte[]> expected = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    int count = data.consumeInt(0, 5);
    for (int i = 0; i < count; i++) {
      add(builder, data, expected, secrets);
    }
    byte[] literal = data.consumeBoolean() ? data.consumeRemainingAsBytes() : null;
    int quotes = 0;
    for (byte[] parameter : expected) {
      quotes += parameter[0] == '"' ? 2 : 0;
    }
    if (literal != null) {
      try {
        builder.literal("payload", literal);
        expected.add(quoted(literal));
        quotes += 2 + (int) text(literal).chars().filter(c -> c == '"').count();
      } catch (ParameterException e) {
        assertTrue(text(literal).matches("(?s).*[\r\0].*"));
      }
    }
    CommandLine line = builder.build();
    assertOneCommand(line, expected, quotes);
    assertHidden(line, secrets);
    assertStart(data.consumeRemainingAsString());
  }

  private static void add(
      CommandLine.Builder builder,
      FuzzedDataProvider data,
      List<byte[]> expected,
      List<String> secrets) {
    if (data.consumeBoolean()) {
      int number = data.consumeInt();
      builder.number(number);
      expected.add(Integer.toString(number).getBytes(UTF_8));
      return;
    }
    boolean secret = data.consumeBoolean();
    String value = data.consumeString(60);
    try {
      if (secret) {
        builder.secret("secret", value);
        secrets.add(value);
      } else {
        builder.quoted("value", value);
      }
      expected.add(quoted(value.getBytes(UTF_8)));
    } catch (ParameterException e) {
      assertTrue(isRefusable(value), "refused without need");
    }
  }

  private static boolean isRefusable(String value) {
    return value.chars().anyMatch(c -> c == '"' || c < ' ' || c == 0x7F)
        || !new String(value.getBytes(UTF_8), UTF_8).equals(value);
  }

  private static void assertOneCommand(CommandLine line, List<byte[]> expected, int quotes) {
    String text = text(line.bytes());
    List<String> parameters = expected.stream().map(CommandLineFuzzTest::text).toList();
    assertEquals(START + String.join(",", parameters), text);
    assertFalse(text.matches("(?s).*[\r\0].*"), "would end the command");
    assertEquals(quotes, text.chars().filter(c -> c == '"').count());
    assertEquals(text + "\r", text(line.bytesToWrite()));
    assertEquals(text.length(), line.length());
  }

  private static void assertHidden(CommandLine line, List<String> secrets) {
    String echo = new String(line.bytes(), UTF_8);
    byte[] masked = line.mask(line.bytes());
    assertEquals(line.length(), masked.length);
    for (String secret : secrets) {
      // a short one may also be part of the rest, and one of asterisks be made by the mask
      boolean telling = secret.length() > 8 && !secret.contains("*");
      assertFalse(telling && line.mask(echo).contains(secret), "in the echo");
      assertFalse(telling && text(masked).contains(text(secret.getBytes(UTF_8))), "in the bytes");
    }
  }

  private static void assertStart(String start) {
    try {
      String text = text(CommandLine.of(start).bytes());
      assertEquals(start, text);
      assertTrue(text.matches("[Aa][Tt][ -~]*"), text);
    } catch (IllegalArgumentException e) {
      assertFalse(start.matches("[Aa][Tt][ -~]*"), start);
    }
  }

  private static byte[] quoted(byte[] value) {
    return ('"' + text(value) + '"').getBytes(ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
