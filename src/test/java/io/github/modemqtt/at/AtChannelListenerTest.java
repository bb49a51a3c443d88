package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ChannelState.CLOSED;
import static io.github.modemqtt.at.ChannelState.IDLE;
import static io.github.modemqtt.at.ChannelState.RESYNCHRONIZING;
import static io.github.modemqtt.at.ChannelState.RUNNING;
import static io.github.modemqtt.at.ChannelState.UNRESPONSIVE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelListenerTest {
  private static final TestCommand COMMAND = TestCommand.of("AT+A");

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  // ---- bytes ----

  @Test
  void whatIsSentIsShownWithItsSecretsOverwritten() {
    CommandLine login =
        CommandLine.startingWith("AT+LOGIN=")
            .quoted("user", "me")
            .secret("word", "h\u00fcnter")
            .build();
    CompletableFuture<String> done =
        bench.channel.submit(TestCommand.of(login).prompting("h\u00c3\u00bcnter!"));
    bench.modem.expect("AT+LOGIN=\"me\",\"h\u00c3\u00bcnter\"\r").say("\r\n> ");
    bench.modem.expect("h\u00c3\u00bcnter!\u001a").lines("OK");
    get(done);
    assertEquals(
        "AT+LOGIN=\"me\",\"*******\"\r*******!\u001a", bench.seen.sent.toString(ISO_8859_1));
  }

  @Test
  void whatIsReceivedIsShownByteByByte() {
    StringBuilder all = new StringBuilder("\r\n");
    for (char value = 0; value < 256; value++) {
      all.append(value);
    }
    all.append("\r\n\r\n\nOK\r\n");
    CompletableFuture<String> done = bench.channel.submit(COMMAND);
    bench.modem.expect("AT+A\r").say(all.toString());
    get(done);
    assertEquals(all.toString(), bench.seen.received.toString(ISO_8859_1));
    assertEquals(all.length(), bench.channel.statistics().bytesReceived());
  }

  @Test
  void theProbesAreShownToo() {
    CompletableFuture<String> late = bench.channel.submit(COMMAND.within(Bench.SHORT));
    bench.modem.expect("AT+A\r").expect("AT\r").lines("OK");
    failure(CommandTimeoutException.class, late);
    bench.roundTrip();
    assertEquals("AT+A\rAT\rAT+ROUND\r", bench.seen.sent.toString(ISO_8859_1));
    assertEquals(
        List.of(
            "command AT+A",
            "timeout AT+A",
            "command AT",
            "FINAL OK",
            "command AT+ROUND",
            "FINAL OK"),
        bench.seen.events);
  }

  @Test
  void leavingTheDataModeIsNoCommand() {
    CompletableFuture<String> late =
        bench.channel.submit(COMMAND.prompting("x").within(Bench.SHORT.multipliedBy(20)));
    bench.modem.expect("AT+A\r").say("\r\n> ").expect("x\u001a").expect("\u001b").lines("OK");
    failure(CommandTimeoutException.class, late);
    bench.roundTrip();
    assertFalse(bench.seen.events.contains("command AT"), bench.seen.all());
    assertEquals("AT+A\rx\u001a\u001bAT+ROUND\r", bench.seen.sent.toString(ISO_8859_1));
  }

  // ---- states ----

  @Test
  void aCommandRunsAndTheLineIsIdleAgain() {
    bench.roundTrip();
    assertEquals(List.of(RUNNING, IDLE), bench.seen.states);
  }

  @Test
  void afterATimeOutTheChannelResynchronizes() {
    CompletableFuture<String> late = bench.channel.submit(COMMAND.within(Bench.SHORT));
    bench.modem.expect("AT+A\r").expect("AT\r").lines("OK");
    failure(CommandTimeoutException.class, late);
    bench.roundTrip();
    assertEquals(List.of(RUNNING, RESYNCHRONIZING, IDLE, RUNNING, IDLE), bench.seen.states);
  }

  @Test
  void aModuleThatIsGoneIsUnresponsiveUntilItAnswers() {
    bench.close();
    bench = new Bench(Bench.IMPATIENT);
    failure(CommandTimeoutException.class, bench.channel.submit(COMMAND.within(Bench.SHORT)));
    failure(ModuleNotRespondingException.class, bench.channel.submit(COMMAND));
    assertEquals(List.of(RUNNING, RESYNCHRONIZING, UNRESPONSIVE), bench.seen.states.subList(0, 3));
    failure(ModuleNotRespondingException.class, bench.channel.submit(COMMAND));
    int count = bench.seen.states.size();
    assertEquals(
        List.of(RESYNCHRONIZING, UNRESPONSIVE), bench.seen.states.subList(count - 2, count));
    assertFalse(bench.seen.states.contains(IDLE));
  }

  @Test
  void closingIsTheLastState() {
    CompletableFuture<String> running = bench.channel.submit(COMMAND);
    bench.modem.expect("AT+A\r");
    bench.channel.close();
    failure(ChannelClosedException.class, running);
    bench.channel.close();
    failure(ChannelClosedException.class, bench.channel.submit(COMMAND));
    assertEquals(List.of(RUNNING, CLOSED), bench.seen.states);
  }

  // ---- time-outs and moments ----

  @Test
  void aTimeOutNamesTheCommandWithoutItsSecretsAndTheTime() {
    List<String> timeouts = new CopyOnWriteArrayList<>();
    AtListener listener =
        new AtListener() {
          @Override
          public void onTimeout(long nanoTime, String command, Duration waited) {
            timeouts.add(command + " " + waited.toMillis());
          }
        };
    ScriptedModem modem = new ScriptedModem();
    try (AtChannel channel = AtChannel.open(modem.host(), Bench.PATIENT, listener)) {
      CommandLine login = CommandLine.startingWith("AT+L=").secret("word", "hunter2").build();
      CompletableFuture<String> late = channel.submit(TestCommand.of(login).within(Bench.SHORT));
      modem.expect("AT+L=\"hunter2\"\r").expect("AT\r").lines("OK");
      failure(CommandTimeoutException.class, late);
      Exchange<Publish.Result> publish =
          channel.submitDeferred(Publish.of(7).resultWithin(Bench.SHORT));
      modem.expect("AT+PUB=7\r").lines("OK");
      failure(ResultTimeoutException.class, publish.completed());
      assertEquals(List.of("AT+L=\"***\" 25", "AT+PUB=7 25"), timeouts);
    }
  }

  @Test
  void theMomentsNeverGoBack() {
    List<Long> moments = new CopyOnWriteArrayList<>();
    AtListener clock = new MomentListener(moments);
    ScriptedModem modem = new ScriptedModem();
    long before = System.nanoTime();
    AtChannel channel = AtChannel.open(modem.host(), Bench.PATIENT, clock);
    for (int i = 0; i < 50; i++) {
      CompletableFuture<String> waiting = channel.submit(COMMAND.prompting("x"));
      modem.expect("AT+A\r").say("\r\nNOISE\r\n\r\n> ").expect("x\u001a").lines("OK");
      get(waiting);
    }
    CompletableFuture<String> late = channel.submit(COMMAND.within(Bench.SHORT));
    failure(CommandTimeoutException.class, late);
    long beforeTheEnd = System.nanoTime();
    channel.close();
    assertTrue(moments.size() > 500);
    long last = before;
    for (long moment : moments) {
      assertTrue(moment - last >= 0, "a moment before the one before it");
      last = moment;
    }
    assertTrue(last - beforeTheEnd >= 0, "the end has a moment of its own");
    assertTrue(System.nanoTime() - last >= 0);
  }

  private record MomentListener(List<Long> moments) implements AtListener {
    @Override
    public void onSent(long nanoTime, byte[] bytes) {
      moments.add(nanoTime);
    }

    @Override
    public void onReceived(long nanoTime, byte[] bytes) {
      moments.add(nanoTime);
    }

    @Override
    public void onCommand(long nanoTime, String line) {
      moments.add(nanoTime);
    }

    @Override
    public void onData(long nanoTime, int bytes) {
      moments.add(nanoTime);
    }

    @Override
    public void onLine(long nanoTime, LineKind kind, String text) {
      moments.add(nanoTime);
    }

    @Override
    public void onPrompt(long nanoTime) {
      moments.add(nanoTime);
    }

    @Override
    public void onState(long nanoTime, ChannelState state) {
      moments.add(nanoTime);
    }

    @Override
    public void onTimeout(long nanoTime, String command, Duration waited) {
      moments.add(nanoTime);
    }
  }

  // ---- nobody listens ----

  @Test
  void nothingIsPreparedForNobody() {
    Deliveries deliveries = new Deliveries(new ReentrantLock());
    Correlator correlator =
        PassiveLine.correlator(Bench.PATIENT, AtListener.NONE, deliveries, new Counters());
    correlator.submit(new PendingCommand<>(COMMAND, COMMAND.line(), Priority.NORMAL, null));
    assertNotNull(correlator.nextWrite(0));
    correlator.written(5, 0);
    byte[] noise = "AT+A\r\n+NOISE: 1\r\n".getBytes(ISO_8859_1);
    correlator.received(noise, noise.length, 1);
    assertFalse(deliveries.wantDraining());
  }
}
