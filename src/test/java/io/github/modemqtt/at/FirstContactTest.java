package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a channel waits for silence before its first command, in a time that the test makes. */
@Timeout(60)
class FirstContactTest {
  private static final String OK = "\r\nOK\r\n";
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration QUIET_AT_FIRST = Duration.ofMillis(100);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final PassiveLine line = line(QUIET);

  private static PassiveLine line(Duration quiet) {
    return new PassiveLine(AtChannelOptions.DEFAULTS.withProbing(PROBE, 3, quiet), AtListener.NONE);
  }

  @Test
  void theSilenceIsShortIfTheModuleAnswersAtOnce() {
    assertQuietAfter(QUIET_AT_FIRST, line, line.synchronize());
  }

  @Test
  void aShorterSilenceThatTheUserWantsIsKept() {
    Duration shorter = Duration.ofMillis(30);
    PassiveLine quick = line(shorter);
    assertQuietAfter(shorter, quick, quick.synchronize());
  }

  @Test
  void anAnswerToAnEarlierProgramIsNotTakenForThatOfTheFirstCommand() {
    CompletableFuture<Void> done = line.synchronize();
    CompletableFuture<String> command = line.submit(TestCommand.of("AT+FIRST"));
    assertEquals("AT\r", line.nextWrite());
    line.say("\r\n+OLD: 1\r\n\r\nOK\r\n").elapse(QUIET_AT_FIRST.minus(MOMENT)).say(OK);
    assertEquals("", line.nextWrite());
    line.elapse(QUIET_AT_FIRST);
    assertEquals("AT+FIRST\r", line.nextWrite());
    assertTrue(done.isDone());
    assertFalse(command.isDone());
  }

  @Test
  void theSilenceIsLongIfAnAnswerIsMissing() {
    CompletableFuture<Void> done = line.synchronize();
    assertEquals("AT\r", line.nextWrite());
    line.elapse(PROBE);
    assertQuietAfter(QUIET, line, done);
  }

  @Test
  void theSilenceIsLongAfterACommand() {
    line.submit(TestCommand.of("AT+FIRST"));
    assertEquals("AT+FIRST\r", line.nextWrite());
    line.say(OK);
    assertQuietAfter(QUIET, line, line.synchronize());
  }

  private static void assertQuietAfter(
      Duration quiet, PassiveLine line, CompletableFuture<Void> done) {
    assertEquals("AT\r", line.nextWrite());
    line.say(OK).elapse(quiet.minus(MOMENT));
    assertFalse(done.isDone());
    line.elapse(MOMENT);
    assertTrue(done.isDone());
  }
}
