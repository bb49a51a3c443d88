package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelCommandTest {
  private static final TestCommand SIGNAL =
      TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER));
  private static final CommandLine LOGIN =
      CommandLine.startingWith("AT+LOGIN=")
          .quoted("user", "me")
          .secret("password", "hunter2")
          .build();

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aCommandIsWrittenWithACarriageReturnAndItsReplyIsDecoded() {
    CompletableFuture<String> signal =
        CompletableFuture.supplyAsync(() -> bench.channel.execute(SIGNAL));
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 20,99", "OK");
    assertEquals("+CSQ: 20,99", get(signal));
    assertEquals(List.of("command AT+CSQ", "REPLY +CSQ: 20,99", "FINAL OK"), bench.seen.events);
  }

  @Test
  void theSecondCommandIsWrittenAfterTheFirstOnesFinalResult() {
    CompletableFuture<String> first = bench.channel.submit(SIGNAL);
    CompletableFuture<String> second = bench.channel.submit(TestCommand.of("AT+B"));
    bench.modem.expect("AT+CSQ\r").expectNothing().lines("+CSQ: 20,99").expectNothing();
    assertFalse(first.isDone());
    bench.modem.lines("OK").expect("AT+B\r").lines("OK");
    assertEquals("+CSQ: 20,99", get(first));
    assertEquals("", get(second));
  }

  @Test
  void commandsAreWrittenInTheOrderOfTheirSubmission() {
    List<String> done = new CopyOnWriteArrayList<>();
    CompletableFuture<?>[] all = new CompletableFuture<?>[20];
    for (int i = 0; i < all.length; i++) {
      String text = "AT+N" + i;
      all[i] = bench.channel.submit(TestCommand.of(text)).thenRun(() -> done.add(text));
    }
    for (int i = 0; i < all.length; i++) {
      bench.modem.expect("AT+N" + i + "\r").lines("OK");
    }
    get(CompletableFuture.allOf(all));
    for (int i = 0; i < all.length; i++) {
      assertEquals("AT+N" + i, done.get(i));
    }
    assertEquals(20, bench.channel.statistics().commands());
  }

  @Test
  void anErrorNumberIsATypedFailureWithTextAndAdvice() {
    CompletableFuture<String> future = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").lines("+CME ERROR: 10");
    CommandRejectedException failure = failure(CommandRejectedException.class, future);
    assertEquals("AT+CSQ", failure.command());
    assertEquals(10, failure.result().code().orElseThrow());
    assertEquals(
        "AT+CSQ was answered with +CME ERROR: 10 (SIM not inserted)", failure.getMessage());
    assertEquals("insert a SIM card, then restart the module", failure.remedy());
  }

  @Test
  void aPlainErrorIsATypedFailure() {
    CompletableFuture<String> future = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").lines("ERROR");
    CommandRejectedException failure = failure(CommandRejectedException.class, future);
    assertEquals(FinalResult.Kind.ERROR, failure.result().kind());
    assertFalse(failure.remedy().isEmpty());
  }

  @Test
  void whatTheModuleSaidBeforeAnErrorIsInTheFailure() {
    CompletableFuture<String> future = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 20,99", "ERROR");
    assertEquals(List.of("+CSQ: 20,99"), failure(CommandRejectedException.class, future).lines());
  }

  @Test
  void aCommandAfterAnErrorIsSentWithoutAProbe() {
    CompletableFuture<String> failed = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").lines("ERROR");
    failure(CommandRejectedException.class, failed);
    bench.roundTrip();
  }

  @Test
  void aReplyThatCannotBeDecodedFailsItsCommandOnly() {
    AtCommand<Integer> command =
        new AtCommand<>() {
          @Override
          public CommandLine line() {
            return CommandLine.of("AT+Q");
          }

          @Override
          public Integer decode(Reply reply) {
            return reply.line().fields().nextInt();
          }
        };
    CompletableFuture<Integer> future = bench.channel.submit(command);
    bench.modem.expect("AT+Q\r").lines("OK");
    ReplyFormatException failure = failure(ReplyFormatException.class, future);
    assertTrue(failure.getMessage().contains("AT+Q"), failure.getMessage());
    bench.roundTrip();
  }

  @Test
  void anErrorInADecoderReachesTheCaller() {
    AssertionError error = new AssertionError("in a decoder");
    AtCommand<Void> command =
        new AtCommand<>() {
          @Override
          public CommandLine line() {
            return CommandLine.of("AT+Q");
          }

          @Override
          public Void decode(Reply reply) {
            throw error;
          }
        };
    CompletableFuture<Void> future = bench.channel.submit(command);
    bench.modem.expect("AT+Q\r").lines("OK");
    assertSame(error, failure(AssertionError.class, future));
    bench.roundTrip();
  }

  @Test
  void urcsInsideAnAnswerGoToTheirSubscribers() {
    CompletableFuture<Publish.Result> urc = new CompletableFuture<>();
    bench.channel.onUrc(Publish.RESULT, urc::complete);
    CompletableFuture<String> signal = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").lines("+PUB: 1,0", "+CSQ: 20,99", "OK");
    assertEquals("+CSQ: 20,99", get(signal));
    assertEquals(new Publish.Result(1, 0), get(urc));
  }

  @Test
  void moreCommandsThanTheQueueHoldsAreRefused() {
    try (Bench small = new Bench(Bench.options(2, Bench.LONG, null, 16))) {
      CompletableFuture<String> running = small.channel.submit(TestCommand.of("AT+A"));
      small.modem.expect("AT+A\r");
      CompletableFuture<String> first = small.channel.submit(TestCommand.of("AT+B"));
      CompletableFuture<String> second = small.channel.submit(TestCommand.of("AT+C"));
      CompletableFuture<String> third = small.channel.submit(TestCommand.of("AT+D"));
      QueueFullException failure = failure(QueueFullException.class, third);
      assertEquals("AT+D", failure.command());
      assertThrows(QueueFullException.class, () -> small.channel.execute(TestCommand.of("AT+E")));

      small.modem.lines("OK").expect("AT+B\r").lines("OK").expect("AT+C\r").lines("OK");
      get(CompletableFuture.allOf(running, first, second));
      small.roundTrip();
    }
  }

  // ---- who may wait ----

  @Test
  void anInterruptEndsTheWaitButNotTheCommand() throws Exception {
    CompletableFuture<Throwable> failed = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                bench.channel.execute(SIGNAL);
              } catch (InterruptedWaitException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failed.complete(e);
              }
            });
    caller.start();
    bench.modem.expect("AT+CSQ\r");
    caller.interrupt();
    assertEquals("AT+CSQ", ((InterruptedWaitException) get(failed)).command());
    assertTrue(get(flag), "the interrupt flag is set again");
    caller.join();
    CompletableFuture<String> next = bench.channel.submit(TestCommand.of("AT+B"));
    bench.modem.expectNothing().lines("OK").expect("AT+B\r").lines("OK");
    get(next);
  }

  @Test
  void waitingInACallbackThatRunsInPlaceIsRefusedBeforeTheCommandIsSent() {
    AtChannelOptions inPlace = Bench.PATIENT.withCallbackExecutor(Runnable::run);
    try (Bench direct = new Bench(inPlace)) {
      CompletableFuture<String> done = new CompletableFuture<>();
      direct.channel.onUrc(
          Publish.RESULT,
          urc -> {
            try {
              done.complete(direct.channel.execute(SIGNAL));
            } catch (RuntimeException e) {
              done.completeExceptionally(e);
            }
          });
      direct.modem.lines("+PUB: 1,0");
      failure(IllegalStateException.class, done);
      direct.modem.expectNothing();
      direct.roundTrip();
    }
  }

  @Test
  void waitingInAListenerIsRefusedOnWhicheverThreadItIsCalled() {
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    AtChannel[] channel = new AtChannel[1];
    ScriptedModem modem = new ScriptedModem();
    AtListener waiting =
        new AtListener() {
          @Override
          public void onTimeout(long nanoTime, String command, Duration waited) {
            try {
              channel[0].synchronize();
            } catch (IllegalStateException e) {
              refused.complete(e);
            }
          }
        };
    AtChannelOptions options = Bench.IMPATIENT.withCallbackExecutor(Runnable::run);
    channel[0] = AtChannel.open(modem.host(), options, waiting);
    channel[0].submit(SIGNAL.within(Bench.SHORT));
    get(refused);
    channel[0].close();
  }

  @Test
  void waitingInACallbackOfTheChannelsOwnThreadWorks() {
    CompletableFuture<String> done = new CompletableFuture<>();
    bench.channel.onUrc(
        Publish.RESULT, urc -> done.complete(bench.channel.execute(TestCommand.of("AT+B"))));
    bench.modem.lines("+PUB: 1,0").expect("AT+B\r").lines("OK");
    assertEquals("", get(done));
  }

  // ---- secrets ----

  @Test
  void aSecretIsNowhereToBeSeenWhenTheModuleEchoes() {
    CompletableFuture<String> login = bench.channel.submit(TestCommand.of(LOGIN));
    bench
        .modem
        .expect("AT+LOGIN=\"me\",\"hunter2\"\r")
        .say("AT+LOGIN=\"me\",\"hunter2\"\r\nyou said hunter2\r\n\r\n+CME ERROR: bad hunter2\r\n");
    get(login.handle((value, failure) -> ""));
    assertTrue(bench.seen.all().contains("ECHO AT+LOGIN=\"me\",\"***\""), bench.seen.all());
    assertFalse(bench.seen.all().contains("hunter2"), bench.seen.all());
  }

  @Test
  void aSecretIsNotInThePiecesOfItsEcho() {
    CompletableFuture<String> login = bench.channel.submit(TestCommand.of(LOGIN));
    bench.modem.nextWrite();
    bench.modem.say("AT+LOGIN=\"me\",\"hun\r\n+X: 1\r\nter2\"\r\nOK\r\n");
    get(login);
    assertFalse(bench.seen.all().contains("hun"), bench.seen.all());
    assertFalse(bench.seen.all().contains("ter2"), bench.seen.all());
  }

  @Test
  void aSecretIsNotInTheFailureOfARefusedLogin() {
    CompletableFuture<String> login = bench.channel.submit(TestCommand.of(LOGIN));
    bench.modem.nextWrite();
    bench.modem.lines("+CME ERROR: 3");
    CommandRejectedException failure = failure(CommandRejectedException.class, login);
    assertEquals("AT+LOGIN=\"me\",\"***\"", failure.command());
    assertFalse(failure.toString().contains("hunter2"));
  }

  @Test
  void aSecretIsNotInATimeOutNorInALateEcho() {
    CompletableFuture<String> login =
        bench.channel.submit(TestCommand.of(LOGIN).within(Bench.SHORT.multipliedBy(4)));
    bench.modem.nextWrite();
    bench.modem.say("unexpected hunter2\r\n");
    CommandTimeoutException failure = failure(CommandTimeoutException.class, login);
    assertFalse(failure.toString().contains("hunter2"), failure.toString());
    bench.modem.expect("AT\r").say("AT+LOGIN=\"me\",\"hunter2\"\r\nOK\r\nAT\r\nOK\r\n");
    bench.roundTrip();
    assertTrue(bench.seen.all().contains("UNKNOWN AT+LOGIN=\"me\",\"***\""), bench.seen.all());
    assertFalse(bench.seen.all().contains("hunter2"), bench.seen.all());
  }

  // ---- echo ----

  @Test
  void aModuleThatEchoesIsUnderstood() {
    CompletableFuture<String> signal = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").say("AT+CSQ\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    assertEquals("+CSQ: 20,99", get(signal));
  }
}
