package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module that may sleep is awake before it gets a command. */
@Timeout(30)
class AtChannelWakeUpTest {
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final int PROBES = 2;
  private static final AtChannelOptions SLEEPY =
      AtChannelOptions.DEFAULTS
          .withProbing(PROBE, PROBES, QUIET)
          .withWakeUp(new WakeUp(IDLE, INTERVAL, PATIENCE));
  private static final TestCommand SIGNAL =
      TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER));
  private static final String OK = "\r\nOK\r\n";
  private static final String ANSWER = "\r\n+CSQ: 1,1\r\n" + OK;

  private final List<ChannelState> states = new ArrayList<>();
  private final PassiveLine line =
      new PassiveLine(
          SLEEPY,
          new AtListener() {
            @Override
            public void onState(long nanoTime, ChannelState state) {
              states.add(state);
            }
          });

  private CompletableFuture<String> exchange() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);
    return signal;
  }

  private void awake() {
    line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
    line.say(OK).elapse(Duration.ZERO);
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);
  }

  @Test
  void theFirstCommandOfAllComesAfterAnAnsweredAt() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
    assertEquals("", line.nextWrite());
    line.say(OK).elapse(Duration.ZERO);
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);

    assertEquals("+CSQ: 1,1", get(signal));
    assertEquals(
        List.of(ChannelState.WAKING, ChannelState.IDLE, ChannelState.RUNNING, ChannelState.IDLE),
        states);
    assertEquals(1, line.statistics().wakeUps());
    assertEquals(0, line.statistics().resyncs());
    assertEquals(1, line.statistics().commands());
  }

  @Test
  void aLineInUseCostsNothing() {
    awake();
    for (int i = 0; i < 3; i++) {
      line.elapse(IDLE.minusMillis(1));
      assertEquals("+CSQ: 1,1", get(exchange()));
    }
    assertEquals(1, line.statistics().wakeUps());
  }

  @Test
  void afterAnIdleTimeTheModuleIsWokenAgain() {
    awake();
    line.elapse(IDLE.plusMillis(1));
    CompletableFuture<String> signal = line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
    line.say(OK).elapse(Duration.ZERO);
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);

    assertEquals("+CSQ: 1,1", get(signal));
    assertEquals(2, line.statistics().wakeUps());
  }

  @Test
  void whatTheModuleSaysByItselfIsNoProofThatItListens() {
    awake();
    line.elapse(IDLE).say("\r\n+CEREG: 1\r\n").elapse(Duration.ofMillis(1));
    line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
  }

  @Test
  void anAtThatIsNotAnsweredIsSoonRepeatedAndTheMissingAnswerIsWaitedFor() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
    line.elapse(INTERVAL);
    assertEquals("AT\r", line.nextWrite());
    line.say(OK).elapse(QUIET.minusMillis(1));
    assertEquals("", line.nextWrite());
    line.elapse(Duration.ofMillis(1));
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);

    assertEquals("+CSQ: 1,1", get(signal));
    assertEquals(0, line.statistics().timeouts());
  }

  @Test
  void anAnswerThatWasOnlyLateEndsTheWaitAndIsNotTheCommands() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    line.elapse(INTERVAL).say(OK).say(OK).elapse(Duration.ZERO);
    assertEquals("AT\r", line.nextWrite());
    assertEquals("AT\r", line.nextWrite());
    assertEquals("AT+CSQ\r", line.nextWrite());
    assertFalse(signal.isDone());
    line.say(ANSWER);
    assertEquals("+CSQ: 1,1", get(signal));
  }

  @Test
  void theRestOfAnAtThatLostItsBeginningIsAnAnswerToo() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    assertEquals("AT\r", line.nextWrite());
    line.say("\r\nERROR\r\n").elapse(Duration.ZERO);
    assertEquals("AT+CSQ\r", line.nextWrite());
    line.say(ANSWER);
    assertEquals("+CSQ: 1,1", get(signal));
  }

  @Test
  void aQuietTimeLongerThanTheIdleTimeDoesNotWakeForEver() {
    PassiveLine quick =
        new PassiveLine(
            SLEEPY.withWakeUp(new WakeUp(Duration.ofMillis(100), INTERVAL, PATIENCE)),
            AtListener.NONE);
    quick.submit(SIGNAL);
    quick.elapse(INTERVAL).say(OK).elapse(QUIET);
    assertEquals("AT\r", quick.nextWrite());
    assertEquals("AT\r", quick.nextWrite());
    assertEquals("AT+CSQ\r", quick.nextWrite());
  }

  @Test
  void aModuleThatDoesNotWakeIsProbedAsAnyOtherAndThenGivenUp() {
    CompletableFuture<String> signal = line.submit(SIGNAL);
    line.elapse(PATIENCE.minusMillis(1));
    assertFalse(states.contains(ChannelState.RESYNCHRONIZING));
    line.elapse(Duration.ofMillis(1)).elapse(PROBE.multipliedBy(PROBES));

    assertInstanceOf(
        ModuleNotRespondingException.class,
        assertThrows(CompletionException.class, signal::join).getCause());
    assertTrue(states.contains(ChannelState.RESYNCHRONIZING));
    for (int i = 0; i < PATIENCE.dividedBy(INTERVAL) + PROBES; i++) {
      assertEquals("AT\r", line.nextWrite());
    }
    assertEquals("", line.nextWrite());
  }

  @Test
  void aCancelledCommandIsNotSentAfterTheWakeUp() {
    try (Bench bench = new Bench(Bench.PATIENT.withWakeUp(Bench.LONG, Bench.LONG))) {
      CompletableFuture<String> signal = bench.channel.submit(SIGNAL);
      bench.modem.expect("AT\r");
      signal.cancel(true);
      bench.modem.lines("OK").expectNothing();
      bench.roundTrip();
    }
  }

  @Test
  void synchronizingWakesTheModuleFirst() {
    AtChannelOptions options = Bench.PATIENT.withWakeUp(Bench.LONG, Bench.LONG);
    try (Bench bench = new Bench(options)) {
      CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
      bench.modem.expect("AT\r").lines("OK").expect("AT\r").lines("OK");
      get(done);
      assertEquals(1, bench.channel.statistics().wakeUps());
      assertEquals(1, bench.channel.statistics().resyncs());
    }
  }

  @Test
  void withoutTheOptionNothingIsSentAfterAnIdleTime() {
    PassiveLine plain = new PassiveLine(AtChannelOptions.DEFAULTS, AtListener.NONE);
    plain.elapse(Duration.ofHours(1)).submit(SIGNAL);
    assertEquals("AT+CSQ\r", plain.nextWrite());
    assertEquals(0, plain.statistics().wakeUps());
  }

  @Test
  void timesThatAreNotPositiveAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> SLEEPY.withWakeUp(Duration.ZERO, PATIENCE));
    assertThrows(
        IllegalArgumentException.class, () -> SLEEPY.withWakeUp(IDLE, Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> new WakeUp(IDLE, Duration.ZERO, PATIENCE));
  }
}
