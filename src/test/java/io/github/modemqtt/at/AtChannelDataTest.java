package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw data of known length, and URCs of several lines. */
@Timeout(60)
class AtChannelDataTest {
  private static final ReplyShape SHAPE =
      ReplyShape.line("+READ", NUMBER, NUMBER).followedByData(1);
  private static final UrcType<AtLine> DATA =
      UrcType.followedByData("+DATA", 1, Function.identity());
  private static final UrcType<AtLine> SHORT_MESSAGE =
      UrcType.lines("+CMT", 1, Function.identity());
  private static final UrcType<AtLine> UNIT = UrcType.unit("+RECV", Function.identity());
  private static final TestCommand HASTY = TestCommand.of("AT+A").within(Bench.SHORT);

  private Bench bench = new Bench();

  /** A command whose reply is the data. */
  private record Read(Duration timeout) implements AtCommand<String> {
    Read() {
      this(Bench.LONG);
    }

    @Override
    public CommandLine line() {
      return CommandLine.of("AT+READ");
    }

    @Override
    public ReplyShape replyShape() {
      return SHAPE;
    }

    @Override
    public String decode(Reply reply) {
      return new String(reply.line().data(), ISO_8859_1);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  // ---- the data itself ----

  @Test
  void dataMayHoldAnythingWhereverTheReadsAreSplit() {
    String data = "\r\nOK\r\n> \r\n+DATA: 0,9\r\nERROR\r\n" + everyByte();
    String stream =
        "\r\n+DATA: 0," + data.length() + "\r\n" + data + "\r\n\r\n+READ: 0,4\r\n\nOK\n\r\nOK\r\n";
    List<String> expected =
        List.of(
            "urc(+DATA: 0," + data.length() + " | " + data + ")",
            "reply(+READ: 0,4 | \nOK\n)",
            "final(OK)");
    byte[] bytes = stream.getBytes(ISO_8859_1);
    for (int split = 0; split <= bytes.length; split++) {
      RoutedLine line = armed();
      line.feed(bytes, 0, split);
      line.feed(bytes, split, bytes.length - split);
      assertEquals(expected, line.events, "split at " + split);
    }
    RoutedLine slow = armed();
    for (int i = 0; i < bytes.length; i++) {
      slow.feed(bytes, i, 1);
    }
    assertEquals(expected, slow.events);
  }

  private static RoutedLine armed() {
    return new RoutedLine().urc(DATA).arm(SHAPE, "AT+READ").armPrompt(new byte[0]);
  }

  private static String everyByte() {
    StringBuilder all = new StringBuilder(256);
    for (char value = 0; value < 256; value++) {
      all.append(value);
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "-1", "x", "5x", "99999999999", "\"\""})
  void aLengthThatIsNoneMeansNoData(String length) {
    RoutedLine line = new RoutedLine().urc(DATA).feed("+DATA: 0," + length + "\r\nNEXT\r\n");
    assertEquals(List.of("urc(+DATA: 0," + length + ")", "unknown(NEXT)"), line.events);
  }

  @Test
  void aLengthInQuotesOrWithABlankCounts() {
    RoutedLine line = new RoutedLine().urc(DATA).feed("+DATA:0, \"2\"\r\nabc\r\n");
    assertEquals(List.of("urc(+DATA:0, \"2\" | ab)", "unknown(c)"), line.events);
  }

  // ---- as a reply ----

  @Test
  void theDataOfAReplyIsInItsLine() {
    CompletableFuture<String> read = bench.channel.submit(new Read());
    bench.modem.expect("AT+READ\r").say("\r\n+READ: 0,6\r\nOK\r\n> \r\n").expectNothing();
    assertFalse(read.isDone());
    bench.modem.lines("OK");
    assertEquals("OK\r\n> ", get(read));
  }

  @Test
  void aReplyWithoutDataIsEmpty() {
    CompletableFuture<String> read = bench.channel.submit(new Read());
    bench.modem.expect("AT+READ\r").lines("+READ: 0,0", "OK");
    assertEquals("", get(read));
  }

  @Test
  void dataThatIsTooLongIsCountedAndTheLineRecovers() {
    CompletableFuture<String> read = bench.channel.submit(new Read());
    bench.modem.expect("AT+READ\r").say("\r\n+READ: 0,9000\r\n" + "OK\r\n".repeat(2250));
    bench.modem.lines("OK");
    failure(ReplyFormatException.class, read);
    assertEquals(9000, bench.channel.statistics().overrunBytes());
    bench.roundTrip();
  }

  @Test
  void dataOfAReplyThatDoesNotComeInFullIsGivenUpWithItsCommand() {
    CompletableFuture<String> read = bench.channel.submit(new Read(Bench.SHORT.multipliedBy(10)));
    bench.modem.expect("AT+READ\r").say("\r\n+READ: 0,100\r\nhalf");
    failure(CommandTimeoutException.class, read);
    bench.modem.expect("AT\r").lines("OK");
    bench.roundTrip();
    assertEquals(4, bench.channel.statistics().overrunBytes());
    assertTrue(bench.seen.all().contains("trouble Threw away 4 bytes"), bench.seen.all());
  }

  @Test
  void dataThatIsTooLongAndIncompleteIsCountedAsFarAsItCame() {
    CompletableFuture<String> read = bench.channel.submit(new Read(Bench.SHORT.multipliedBy(10)));
    bench.modem.expect("AT+READ\r").say("\r\n+READ: 0,9000\r\nhalf");
    failure(CommandTimeoutException.class, read);
    bench.modem.expect("AT\r").lines("OK");
    bench.roundTrip();
    assertEquals(4, bench.channel.statistics().overrunBytes());
  }

  // ---- as a URC ----

  @Test
  void aUrcWithDataCanComeBetweenCommandAndOk() {
    CompletableFuture<AtLine> urc = new CompletableFuture<>();
    bench.channel.onUrc(DATA, urc::complete);
    CompletableFuture<String> read = bench.channel.submit(new Read());
    bench
        .modem
        .expect("AT+READ\r")
        .say("\r\n+DATA: 0,6\r\n\r\nOK\r\n\r\n+READ: 0,1\r\nx\r\nOK\r\n");
    assertEquals("x", get(read));
    assertEquals("\r\nOK\r\n", new String(get(urc).data(), ISO_8859_1));
  }

  @Test
  void theDataOfAUrcOutlivesTheTimeOutOfACommand() {
    CompletableFuture<AtLine> urc = new CompletableFuture<>();
    bench.channel.onUrc(DATA, urc::complete);
    CompletableFuture<String> hasty = bench.channel.submit(HASTY);
    bench.modem.say("\r\n+DATA: 0,10\r\nhalf").expect("AT+A\r").expect("AT\r");
    failure(CommandTimeoutException.class, hasty);
    bench.modem.say("\r\nOK\r\n\r\n");
    assertEquals("half\r\nOK\r\n", new String(get(urc).data(), ISO_8859_1));
    CompletableFuture<String> next = bench.channel.submit(TestCommand.of("AT+B"));
    bench.modem.expectNothing().lines("OK").expect("AT+B\r").lines("OK");
    get(next);
  }

  @Test
  void theDataOfAUrcThatNeverComesInFullIsGivenUpWhenAProbeStaysUnanswered() {
    use(Bench.PATIENT.withProbing(Duration.ofSeconds(1), 20, Bench.SHORT));
    bench.channel.onUrc(DATA, urc -> {});
    CompletableFuture<String> hasty = bench.channel.submit(HASTY);
    bench.modem.say("\r\n+DATA: 0,500\r\nhalf").expect("AT+A\r").expect("AT\r").lines("OK");
    failure(CommandTimeoutException.class, hasty);
    bench.modem.expect("AT\r").lines("OK");
    bench.roundTrip();
    assertEquals(10, bench.channel.statistics().overrunBytes());
  }

  // ---- several lines ----

  @Test
  void theTextBelowAShortMessageMayLookLikeAnAnswer() {
    CompletableFuture<AtLine> message = new CompletableFuture<>();
    bench.channel.onUrc(SHORT_MESSAGE, message::complete);
    CompletableFuture<String> command = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").say("\r\n+CMT: \"+49\"\r\nOK\r\n");
    assertEquals("+CMT: \"+49\"\r\nOK", get(message).text());
    assertFalse(command.isDone());
    bench.modem.lines("OK");
    get(command);
  }

  @Test
  void theTextBelowAShortMessageIsNoPrompt() {
    CompletableFuture<AtLine> message = new CompletableFuture<>();
    bench.channel.onUrc(SHORT_MESSAGE, message::complete);
    CompletableFuture<String> command = bench.channel.submit(TestCommand.of("AT+A").prompting("d"));
    bench.modem.expect("AT+A\r").say("\r\n+CMT: \"+49\"\r\n> you\r\n").expectNothing();
    assertEquals("+CMT: \"+49\"\r\n> you", get(message).text());
    bench.modem.say("\r\n> ").expect("d\u001a").lines("OK");
    get(command);
  }

  @Test
  void theTextBelowAShortMessageOpensNoUnit() {
    RoutedLine line = new RoutedLine().urc(SHORT_MESSAGE).urc(UNIT);
    line.feed("+CMT: 1\r\n+RECV: 0\r\n+RECV: 1\r\n").silence();
    assertEquals(List.of("urc(+CMT: 1\r\n+RECV: 0)", "urc(+RECV: 1)"), line.events);
  }

  @Test
  void asManyLinesAreTakenAsTheTypeHas() {
    RoutedLine line = new RoutedLine().urc(UrcType.lines("+TWO", 2, Function.identity()));
    line.feed("\r\n+TWO: 1\r\n\r\na \r\n b\r\nc\r\n");
    assertEquals(List.of("urc(+TWO: 1\r\na \r\n b)", "unknown(c)"), line.events);
  }

  @Test
  void aTypeOfSeveralLinesHasAtLeastTwo() {
    assertThrows(IllegalArgumentException.class, () -> UrcType.lines("+X", 0, Function.identity()));
  }

  // ---- known by the start ----

  @Test
  void aTypeCanBeKnownByTheStartOfItsLine() {
    CompletableFuture<String> boot = new CompletableFuture<>();
    bench.channel.onUrc(UrcType.startingWith("^boot.rom", AtLine::text), boot::complete);
    CompletableFuture<String> command = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("^boot.rom'v1:2!", "OK");
    get(command);
    assertEquals("^boot.rom'v1:2!", get(boot));
  }

  @Test
  void aTypeThatIsKnownByItsStartMayHoldAColon() {
    RoutedLine line = new RoutedLine().urc(UrcType.startingWith("*X: a", Function.identity()));
    line.feed("*X: abc\r\n*X: b\r\n*X: a\r\n");
    assertEquals(List.of("urc(*X: abc)", "unknown(*X: b)", "urc(*X: a)"), line.events);
  }

  private void use(AtChannelOptions options) {
    bench.close();
    bench = new Bench(options);
  }
}
