package io.github.modemqtt.at;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static io.github.modemqtt.at.ReplyShape.Field.STRING;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Whatever a module says while commands run: each of them ends, and the next one gets its answer.
 */
class ChannelFuzzTest {
  private static final int LIMIT_BYTES = 512;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final AtChannelOptions OPTIONS =
      new AtChannelOptions(
          4,
          LIMIT_BYTES,
          Duration.ofMillis(60),
          Duration.ofSeconds(1),
          2,
          Duration.ofMillis(300),
          Duration.ofSeconds(10),
          null,
          16);

  @FuzzTest(maxDuration = "150s")
  void everyCommandEndsAndTheNextOneGetsItsAnswer(FuzzedDataProvider data) {
    List<AtLine> lines = new ArrayList<>();
    PassiveLine line = line(lines);
    List<CompletableFuture<?>> futures = new ArrayList<>();
    int turns = data.consumeInt(1, 6);
    for (int turn = 0; turn < turns; turn++) {
      futures.add(submit(line, data.consumeInt(0, 5)));
      int pause = data.consumeInt(0, 7000);
      int size = data.consumeInt(1, 300);
      line.say(data.consumeBytes(data.consumeInt(0, 400)), () -> size);
      line.elapse(Duration.ofMillis(pause));
    }
    line.say(data.consumeRemainingAsBytes(), () -> LIMIT_BYTES);
    line.elapse(Duration.ofMinutes(2));

    for (CompletableFuture<?> future : futures) {
      assertTrue(future.isDone());
    }
    for (AtLine found : lines) {
      assertTrue(found.bytes().length <= 3 * LIMIT_BYTES, "a line without bound");
    }
    line.assertRecovers();
  }

  private static PassiveLine line(List<AtLine> lines) {
    PassiveLine line = new PassiveLine(OPTIONS, new Seen());
    for (String prefix : List.of("+CEREG", "+ECMTPUB", "+ECMTSTAT", "RING")) {
      line.onUrc(UrcType.line(prefix, Function.identity()), lines::add);
    }
    line.onUrc(UrcType.unit("+ECMTRECV", Function.identity()), lines::add);
    line.onUrc(UrcType.lines("+CMT", 1, Function.identity()), lines::add);
    line.onUrc(UrcType.startingWith("^boot", Function.identity()), lines::add);
    line.onUrc(UrcType.followedByData("+RX", 1, Function.identity()), lines::add);
    return line.onUnknown(lines::add);
  }

  private static CompletableFuture<?> submit(PassiveLine line, int kind) {
    return switch (kind) {
      case 0 -> line.submit(command("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER)));
      case 1 -> line.submit(command("ATI").replying(ReplyShape.text()));
      case 2 -> line.submit(command("AT+ECMTPUB=0,1,1,0,\"t\"").prompting("data"));
      case 3 -> line.submitDeferred(Publish.of(7).within(TIMEOUT).resultWithin(TIMEOUT));
      case 4 ->
          line.submit(
              command("AT+READ")
                  .replying(ReplyShape.line("+READ", NUMBER, STRING).followedByData(0).repeated()));
      default -> line.submit(command("AT+CIMI").replying(ReplyShape.digits()));
    };
  }

  private static TestCommand command(String text) {
    return TestCommand.of(text).within(TIMEOUT);
  }
}
