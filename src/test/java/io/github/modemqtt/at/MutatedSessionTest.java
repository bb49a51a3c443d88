package io.github.modemqtt.at;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.RandomSession.Came;
import io.github.modemqtt.at.RandomSession.Sent;
import io.github.modemqtt.at.RandomSession.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes that the line damaged, answers that come late or never: each command ends all the same, no
 * line grows without bound, and a module that is sound again is served again.
 */
@Timeout(60)
class MutatedSessionTest {
  private static final int SESSIONS = 12_000;
  private static final int LIMIT_BYTES = 300;
  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final AtChannelOptions OPTIONS =
      new AtChannelOptions(
          4,
          LIMIT_BYTES,
          Duration.ofMillis(60),
          Duration.ofSeconds(1),
          3,
          Duration.ofMillis(300),
          Duration.ofSeconds(10),
          null,
          16);

  private int ended;
  private int failed;
  private int answered;

  @Test
  void everyCommandEndsAndASoundModuleIsServedAgain() {
    for (long seed = 0; seed < SESSIONS; seed++) {
      try {
        play(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(ended > SESSIONS, "the sessions hold commands: " + ended);
    assertTrue(answered > ended / 10, "some are answered all the same: " + answered);
    assertTrue(failed > ended / 10, "some fail: " + failed);
  }

  private void play(long seed) {
    Random random = new Random(seed);
    List<AtLine> lines = new ArrayList<>();
    PassiveLine line = line(lines);
    List<CompletableFuture<?>> futures = new ArrayList<>();
    List<Step> session = RandomSession.of(seed);
    for (Step step : session) {
      if (step instanceof Sent sent) {
        futures.add(submit(line, sent, random));
      } else if (step instanceof Came came) {
        byte[] damaged = damaged(came.bytes(), random);
        line.say(damaged, random.nextBoolean() ? () -> 4096 : () -> 1 + random.nextInt(9));
      }
      line.elapse(pause(random));
    }
    line.elapse(Duration.ofMinutes(3));
    for (CompletableFuture<?> future : futures) {
      assertTrue(future.isDone(), "a command that never ends");
      ended++;
      failed += future.isCompletedExceptionally() ? 1 : 0;
      answered += future.isCompletedExceptionally() ? 0 : 1;
    }
    for (AtLine found : lines) {
      assertTrue(found.bytes().length <= LIMIT_BYTES, "a line beyond the limit");
    }
    line.assertRecovers();
  }

  private static PassiveLine line(List<AtLine> lines) {
    PassiveLine line = new PassiveLine(OPTIONS, new Seen());
    for (String prefix : List.of("+CEREG", "+ECMTCONN", "+ECMTPUB", "+ECMTSTAT", "+CSCON")) {
      line.onUrc(UrcType.line(prefix, Function.identity()), lines::add);
    }
    return line.onUrc(UrcType.unit("+ECMTRECV", Function.identity()), lines::add)
        .onUnknown(lines::add);
  }

  private static CompletableFuture<?> submit(PassiveLine line, Sent sent, Random random) {
    if (random.nextInt(8) == 0) {
      return line.submitDeferred(
          Publish.of(random.nextInt(3)).within(TIMEOUT).resultWithin(TIMEOUT));
    }
    TestCommand command = TestCommand.of(sent.command()).replying(sent.shape()).within(TIMEOUT);
    return line.submit(sent.data().isEmpty() ? command : command.prompting(sent.data()));
  }

  /** Mostly short, sometimes about as long as what the channel waits for. */
  private static Duration pause(Random random) {
    int[] bounds = {1, 10, 100, 1000, 10_000};
    return Duration.ofMillis(random.nextInt(bounds[random.nextInt(bounds.length)]));
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(4); i > 0; i--) {
      damaged = damagedOnce(damaged, random);
    }
    return damaged;
  }

  private static byte[] damagedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(12));
    return switch (random.nextInt(9)) {
      case 0 -> spliced(bytes, from, to, new byte[0]);
      case 1 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
      case 2 -> spliced(bytes, from, from, new byte[1 + random.nextInt(3)]);
      case 3 -> spliced(bytes, from, from, noise(random, random.nextInt(9)));
      case 4 -> spliced(bytes, from, from, noise(random, random.nextInt(2 * LIMIT_BYTES)));
      case 5 -> spliced(bytes, from, bytes.length, new byte[0]);
      case 6 -> spliced(bytes, from, from, lineEnds(random));
      case 7 -> swapped(bytes, from);
      default -> flipped(bytes, random);
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + inserted.length);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(bytes, to, result, from + inserted.length, bytes.length - to);
    return result;
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] lineEnds(Random random) {
    byte[] ends = new byte[1 + random.nextInt(5)];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (byte) (random.nextBoolean() ? '\r' : '\n');
    }
    return ends;
  }

  /** What comes after a line feed comes before it. */
  private static byte[] swapped(byte[] bytes, int from) {
    int cut = from;
    while (cut < bytes.length && bytes[cut] != '\n') {
      cut++;
    }
    int middle = Math.min(cut + 1, bytes.length);
    byte[] result = Arrays.copyOfRange(bytes, middle, middle + bytes.length);
    System.arraycopy(bytes, 0, result, bytes.length - middle, middle);
    return result;
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }
}
