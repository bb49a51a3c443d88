package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.FinalResult.Kind;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FinalCodesTest {
  private static final FinalCodes SENDING =
      FinalCodes.STANDARD.orSuccess("SEND OK", "SHUT OK").orFailure("SEND FAIL");
  private static final TestCommand SEND = TestCommand.of("AT+SEND").endedBy(SENDING);
  private static final TestCommand DIAL = TestCommand.of("ATD123").endedBy(FinalCodes.CALL);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  // ---- what a line is ----

  @ParameterizedTest
  @CsvSource({
    "OK, OK",
    "ERROR, ERROR",
    "+CME ERROR: 3, CME_ERROR",
    "+CME ERROR:3, CME_ERROR",
    "+CME ERROR:, CME_ERROR",
    "+CME ERROR, CME_ERROR",
    "+CME ERROR: SIM busy, CME_ERROR",
    "+CMS ERROR: 500, CMS_ERROR",
    "+CMS ERROR, CMS_ERROR",
  })
  void theStandardOnesEndEveryCommand(String line, Kind kind) {
    assertEquals(kind, match(FinalCodes.STANDARD, line).kind());
    assertEquals(kind, match(FinalCodes.CALL, line).kind());
    assertEquals(kind, match(SENDING, line).kind());
    assertEquals(line, match(FinalCodes.STANDARD, line).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "OKAY",
        "O",
        "OK ",
        "SEND OK",
        "SHUT OK",
        "ERRORS",
        "ERR",
        "+CME",
        "+CME ERRORS: 3",
        "+CMX ERROR: 3",
        "+CME ERROR 3",
        "NO CARRIER",
        "CONNECT 9600",
        "BUSY",
      })
  void nothingElseIsOneOfTheStandardOnes(String line) {
    assertNull(match(FinalCodes.STANDARD, line));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, OTHER_SUCCESS",
    "CONNECT 9600, OTHER_SUCCESS",
    "NO CARRIER, OTHER_FAILURE",
    "NO DIALTONE, OTHER_FAILURE",
    "BUSY, OTHER_FAILURE",
    "NO ANSWER, OTHER_FAILURE",
  })
  void thoseOfACallEndACall(String line, Kind kind) {
    FinalResult result = match(FinalCodes.CALL, line);
    assertEquals(kind, result.kind());
    assertEquals(kind == Kind.OTHER_SUCCESS, result.isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECTED", "CONNECT9600", "NO CARRIER 1", "NO CARRIERS", "RING", "C"})
  void aWordThatOnlyBeginsLikeOneIsNone(String line) {
    assertNull(match(FinalCodes.CALL, line));
  }

  @Test
  void onlyTheNumberAloneIsTheCode() {
    assertEquals(OptionalInt.of(3), match(FinalCodes.STANDARD, "+CME ERROR: 3").code());
    assertEquals(OptionalInt.of(3), match(FinalCodes.STANDARD, "+CME ERROR:3").code());
    assertEquals(OptionalInt.empty(), match(FinalCodes.STANDARD, "+CME ERROR").code());
    assertEquals(OptionalInt.empty(), match(FinalCodes.STANDARD, "+CME ERROR: SIM busy").code());
    assertEquals(OptionalInt.empty(), match(FinalCodes.STANDARD, "+CME ERROR: 99999999999").code());
    assertEquals(OptionalInt.empty(), match(SENDING, "SEND OK").code());
  }

  @Test
  void namingMoreDoesNotChangeTheSetItStartsFrom() {
    FinalCodes.STANDARD.orSuccess("DONE");
    assertNull(match(FinalCodes.STANDARD, "DONE"));
  }

  @Test
  void anEmptyTextIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FinalCodes.STANDARD.orSuccess(""));
    assertThrows(IllegalArgumentException.class, () -> FinalCodes.STANDARD.orFailure("A", ""));
    assertThrows(
        IllegalArgumentException.class, () -> FinalCodes.STANDARD.orSuccessStartingWith(""));
  }

  // ---- what becomes of the command ----

  @Test
  void aNamedSuccessEndsTheCommandThatNamesIt() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.replying(ReplyShape.text()));
    bench.modem.expect("AT+SEND\r").lines("a line", "SEND OK");
    assertEquals("a line", get(sent));
    CompletableFuture<String> call = bench.channel.submit(DIAL);
    bench.modem.expect("ATD123\r").lines("CONNECT 9600");
    assertEquals("", get(call));
    bench.roundTrip();
  }

  @Test
  void aNamedFailureFailsTheCommandThatNamesIt() {
    CompletableFuture<String> call = bench.channel.submit(DIAL);
    bench.modem.expect("ATD123\r").lines("NO CARRIER");
    CommandRejectedException failure = failure(CommandRejectedException.class, call);
    assertEquals(Kind.OTHER_FAILURE, failure.result().kind());
    assertEquals("ATD123 was answered with NO CARRIER", failure.getMessage());
    bench.roundTrip();
  }

  @Test
  void whatIsNotNamedDoesNotEndTheCommand() {
    CompletableFuture<AtLine> unknown = new CompletableFuture<>();
    bench.channel.onUnknown(unknown::complete);
    CompletableFuture<String> plain = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("SHUT OK");
    assertEquals("SHUT OK", get(unknown).text());
    assertFalse(plain.isDone());
    bench.modem.lines("OK");
    get(plain);
  }

  @Test
  void theEndOfACallIsNewsWhileACommandRunsThatIsNoCall() {
    CompletableFuture<String> news = new CompletableFuture<>();
    bench.channel.onUrc(UrcType.line("NO CARRIER", AtLine::text), news::complete);
    CompletableFuture<String> plain = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("NO CARRIER");
    assertEquals("NO CARRIER", get(news));
    assertFalse(plain.isDone());
    bench.modem.lines("OK");
    get(plain);
  }

  @Test
  void theNamesOfOneCommandAreForgottenWithIt() {
    CompletableFuture<String> call = bench.channel.submit(DIAL);
    bench.modem.expect("ATD123\r").lines("CONNECT");
    get(call);
    CompletableFuture<AtLine> unknown = new CompletableFuture<>();
    bench.channel.onUnknown(unknown::complete);
    CompletableFuture<String> plain = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("NO CARRIER");
    get(unknown);
    bench.modem.lines("OK");
    get(plain);
  }

  @Test
  void aFinalResultCodeWithoutACommandIsAStrayLine() {
    CompletableFuture<AtLine> unknown = new CompletableFuture<>();
    bench.channel.onUnknown(unknown::complete);
    bench.modem.lines("OK");
    assertEquals("OK", get(unknown).text());
    bench.roundTrip();
  }

  @Test
  void anExtendedErrorWithoutANumberFailsTheCommandWithoutAnExplanation() {
    CompletableFuture<String> plain = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("+CME ERROR");
    CommandRejectedException failure = failure(CommandRejectedException.class, plain);
    assertEquals("AT+A was answered with +CME ERROR", failure.getMessage());
    assertFalse(failure.remedy().isEmpty());
  }

  @Test
  void aNamedTextThatIsAlsoAUrcEndsTheCommand() {
    Function<AtLine, String> text = AtLine::text;
    CompletableFuture<String> news = new CompletableFuture<>();
    bench.channel.onUrc(UrcType.line("NO CARRIER", text), news::complete);
    CompletableFuture<String> call = bench.channel.submit(DIAL);
    bench.modem.expect("ATD123\r").lines("NO CARRIER");
    failure(CommandRejectedException.class, call);
    assertFalse(news.isDone());
    bench.modem.lines("NO CARRIER");
    assertTrue(get(news).startsWith("NO"));
  }

  private static FinalResult match(FinalCodes codes, String line) {
    byte[] buffer = ("x" + line + "x").getBytes(US_ASCII);
    return codes.match(buffer, 1, buffer.length - 1);
  }
}
