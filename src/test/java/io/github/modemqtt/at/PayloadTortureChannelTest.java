package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile messages through the channel with its threads and the time of the clock. */
@Timeout(60)
class PayloadTortureChannelTest {
  private static final AtChannelOptions OPTIONS =
      new AtChannelOptions(
          8,
          8192,
          Duration.ofMillis(20),
          Bench.LONG,
          2,
          Duration.ofMillis(30),
          Bench.LONG,
          null,
          1024);
  private static final String OK = "\r\nOK\r\n";

  private final Bench bench = new Bench(OPTIONS);
  private final BlockingQueue<AtLine> lines = new LinkedBlockingQueue<>();

  static List<String> payloads() {
    return FirmwarePrint.HOSTILE;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aMessageIsWholeOrMarkedAndEachCommandGetsItsAnswer(String payload) throws Exception {
    bench.channel.onUrc(UrcType.unit("+ECMTRECV", Function.identity()), lines::add);
    bench.channel.onUrc(UrcType.line("+ECMTPUB", Function.identity()), lines::add);
    bench.channel.onUnknown(lines::add);
    String unit = FirmwarePrint.unit(payload);

    bench.modem.say(unit);
    assertWholeOrMarked(payload, lines.poll(15, TimeUnit.SECONDS));

    CompletableFuture<String> running = bench.channel.submit(query("+CSQ"));
    CompletableFuture<String> next = bench.channel.submit(query("+NEXT"));
    bench.modem.expect("AT+CSQ\r").say(unit + "\r\n+CSQ: 20\r\n" + OK);
    answerUntilNext();
    assertEquals("+CSQ: 20", get(running));
    assertEquals("+NEXT: 1", get(next));

    CompletableFuture<String> publish =
        bench.channel.submit(TestCommand.of("AT+PUB").prompting("data"));
    next = bench.channel.submit(query("+NEXT"));
    bench.modem.expect("AT+PUB\r").say(unit + "\r\n> ").expect("data\u001a").say(unit + OK);
    answerUntilNext();
    assertEquals("", get(publish));
    assertEquals("+NEXT: 1", get(next));
    for (AtLine line : lines) {
      assertWholeOrMarked(payload, line);
    }
  }

  private static TestCommand query(String name) {
    return TestCommand.of("AT" + name).replying(ReplyShape.line(name, NUMBER));
  }

  private void answerUntilNext() {
    String write = bench.modem.nextWrite();
    while (write.equals("AT\r")) {
      bench.modem.say(OK);
      write = bench.modem.nextWrite();
    }
    assertEquals("AT+NEXT\r", write);
    bench.modem.say("\r\n+NEXT: 1\r\n" + OK);
  }

  private static void assertWholeOrMarked(String payload, AtLine line) {
    assertNotNull(line, "no message came");
    String text = new String(line.bytes(), ISO_8859_1);
    assertTrue(line.isAmbiguous() || text.equals(FirmwarePrint.text(payload)), text);
  }
}
