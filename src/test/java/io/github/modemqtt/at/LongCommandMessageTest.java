package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LongCommandMessageTest {
  private static final String START = "AT+ECMTPUB=0,1,1,0,\"t\",\"";
  private static final String LONG = START + "x".repeat(1000) + '"';

  private static final FinalResult REFUSAL =
      new FinalResult(FinalResult.Kind.ERROR, "ERROR", OptionalInt.empty());

  static Stream<AtException> failures() {
    return Stream.of(
        new CommandRejectedException(LONG, REFUSAL, List.of()),
        new CommandTimeoutException(LONG, "OK", Duration.ofSeconds(1), List.of()),
        new ResultTimeoutException(LONG, "+ECMTPUB", Duration.ofSeconds(1)),
        new QueueFullException(LONG, 64),
        new ChannelClosedException(LONG, null));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aMessageForPeopleHasTheStartOfALongCommandAndTheFailureHasAllOfIt(AtException failure) {
    assertTrue(failure.getMessage().startsWith(START), failure.getMessage());
    assertTrue(failure.getMessage().contains("x... (1025 characters) "), failure.getMessage());
    assertTrue(failure.getMessage().length() < 300, failure.getMessage());
    assertEquals(LONG, failure.command());
  }

  @Test
  void aShortCommandIsWhole() {
    assertTrue(new QueueFullException("AT+CSQ", 64).getMessage().startsWith("AT+CSQ was "));
  }
}
