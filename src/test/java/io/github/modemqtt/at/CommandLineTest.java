package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CommandLineTest {

  @Test
  void parametersAreSeparatedByCommas() {
    CommandLine line =
        CommandLine.startingWith("AT+ECMTSUB=")
            .number(0)
            .number(7)
            .quoted("topic", "caf\u00e9/t, x;\\")
            .number(-1)
            .build();
    assertEquals("AT+ECMTSUB=0,7,\"caf\u00e9/t, x;\\\",-1", line.toString());
    assertArrayEquals(line.toString().getBytes(UTF_8), line.bytes());
    assertEquals(line.bytes().length, line.length());
  }

  @Test
  void aLineEndsWithOneCarriageReturnWhenWritten() {
    assertEquals("AT+CSQ\r", new String(CommandLine.of("AT+CSQ").bytesToWrite(), US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "+CSQ", " AT", "AT\rAT+CFUN=0", "AT\n", "AT\0", "AT\u007f", "AT\u00e9"})
  void whatIsNoSingleCommandLineIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> CommandLine.of(text));
    assertThrows(IllegalArgumentException.class, () -> CommandLine.startingWith(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "a\",\"b",
        "a\rAT+CFUN=0",
        "a\n",
        "\0",
        "\t",
        "\u001a",
        "\u001b",
        "\u001f",
        "\u007f",
        "\ud83d",
        "a\ude00b"
      })
  void aValueThatWouldBreakOutOfItsQuotesIsRefused(String value) {
    CommandLine.Builder builder = CommandLine.startingWith("AT+X=");
    ParameterException failure =
        assertThrows(ParameterException.class, () -> builder.quoted("client id", value));
    assertEquals("client id", failure.parameter());
    assertTrue(failure.getMessage().contains("client id"), failure.getMessage());
    assertFalse(failure.remedy().isEmpty());
    assertThrows(ParameterException.class, () -> builder.secret("password", value));
    assertEquals("AT+X=", builder.build().toString(), "nothing of a refused value is kept");
  }

  @Test
  void aRefusedSecretIsNotInTheMessage() {
    ParameterException failure =
        assertThrows(
            ParameterException.class,
            () -> CommandLine.startingWith("AT+X=").secret("password", "hunter2\""));
    assertFalse((failure.getMessage() + failure.remedy()).contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a,b;c", "\\22\\", "\ud83d\ude00", "\u0085", "' OR 1=1"})
  void otherValuesAreQuotedAsTheyAre(String value) {
    CommandLine line = CommandLine.startingWith("AT+X=").quoted("value", value).build();
    assertArrayEquals(("AT+X=\"" + value + "\"").getBytes(UTF_8), line.bytes());
  }

  @Test
  void aLiteralMayHoldEverythingButCarriageReturnAndNul() {
    byte[] value = new byte[256];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) (i == 0 || i == '\r' ? '"' : i);
    }
    CommandLine line = CommandLine.startingWith("AT+X=").number(1).literal("data", value).build();
    byte[] written = line.bytes();
    assertEquals("AT+X=1,\"", new String(written, 0, 8, US_ASCII));
    for (int i = 0; i < value.length; i++) {
      assertEquals(value[i], written[8 + i]);
    }
    assertEquals('"', written[8 + value.length]);
  }

  @ParameterizedTest
  @ValueSource(ints = {'\r', 0})
  void aLiteralWithCarriageReturnOrNulIsRefused(int value) {
    byte[] bytes = {'a', (byte) value, 'b'};
    ParameterException failure =
        assertThrows(
            ParameterException.class,
            () -> CommandLine.startingWith("AT+X=").literal("payload", bytes));
    assertTrue(failure.getMessage().contains("byte 1"), failure.getMessage());
  }

  // ---- secrets ----

  @Test
  void whatStandsAroundASecretIsShown() {
    CommandLine line =
        CommandLine.startingWith("AT+X=")
            .number(7)
            .quoted("user", "caf\u00e9")
            .secret("password", "hunter2")
            .number(-1)
            .quoted("name", "n")
            .literal("payload", "\u00e4,\"".getBytes(UTF_8))
            .build();
    assertEquals("AT+X=7,\"caf\u00e9\",\"***\",-1,\"n\",\"\u00e4,\"\"", line.toString());
    assertEquals(
        "AT+X=7,\"caf\u00e9\",\"hunter2\",-1,\"n\",\"\u00e4,\"\"", new String(line.bytes(), UTF_8));
  }

  @Test
  void aLineLongerThanUsualIsWhole() {
    String text = "x".repeat(700);
    CommandLine line =
        CommandLine.startingWith("AT+X=")
            .quoted("a", text)
            .literal("b", text.getBytes(UTF_8))
            .build();
    assertEquals("AT+X=\"" + text + "\",\"" + text + "\"", new String(line.bytes(), UTF_8));
    assertEquals(line.bytes().length, line.length());
  }

  @Test
  void aSecretIsWrittenButNotShown() {
    CommandLine line =
        CommandLine.startingWith("AT+ECMTCONN=").number(0).secret("password", "hunter2").build();
    assertEquals("AT+ECMTCONN=0,\"***\"", line.toString());
    assertEquals("AT+ECMTCONN=0,\"hunter2\"", new String(line.bytes(), US_ASCII));
  }

  @Test
  void aSecretIsMaskedWhereverTheModuleRepeatsIt() {
    assertEquals("x=***;***", secret("hunter2").mask("x=hunter2;hunter2"));
    assertEquals("nothing here", secret("hunter2").mask("nothing here"));
    assertEquals("an empty secret", secret("").mask("an empty secret"));
  }

  @Test
  void aSecretThatHoldsAnotherOneIsMaskedWhole() {
    CommandLine line =
        CommandLine.startingWith("AT+X=").secret("a", "abc").secret("b", "xabcdef").build();
    assertEquals("***,***", line.mask("abc,xabcdef"));
  }

  @Test
  void aSecretIsMaskedAlsoInAnEchoThatHoldsPrintableAsciiOnly() {
    assertEquals("AT+X=\"***\"", secret("p\u00e4ss-w\u00f6rt").mask("AT+X=\"pss-wrt\""));
    assertEquals("AT+X=\"\"", secret("\u00e4\u00f6").mask("AT+X=\"\""));
  }

  @Test
  void linesAreEqualByTheirBytes() {
    assertEquals(CommandLine.of("AT"), CommandLine.of("AT"));
    assertEquals(CommandLine.of("AT").hashCode(), CommandLine.of("AT").hashCode());
    assertNotEquals(CommandLine.of("AT"), CommandLine.of("ATI"));
  }

  @Test
  void theBytesOfALineCannotBeChanged() {
    CommandLine line = CommandLine.of("AT");
    line.bytes()[0] = 'X';
    assertEquals("AT", new String(line.bytes(), US_ASCII));
  }

  private static CommandLine secret(String value) {
    return CommandLine.startingWith("AT+X=").secret("password", value).build();
  }
}
