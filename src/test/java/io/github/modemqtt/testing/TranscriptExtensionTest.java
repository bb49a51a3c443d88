package io.github.modemqtt.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.transcript.ReplayTransport;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

@Timeout(120)
class TranscriptExtensionTest {
  private static final String SIGNAL = "signal.transcript";
  private static final String RECORDED = "at-scripts/connect-publish.transcript";

  record Ask(String text) implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of(text);
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CSQ", ReplyShape.Field.NUMBER, ReplyShape.Field.NUMBER);
    }

    @Override
    public String decode(Reply reply) {
      return reply.line().text();
    }
  }

  static class Passing {
    @Test
    @Transcript(RECORDED)
    void aClientIsDescribedAsTheTranscriptsHost(ModemMqttClient client) {
      client.open();
      client.connect();
      client.publish("plant/7/state", "{\"on\": true}", Qos.AT_LEAST_ONCE);
      client.publish("plant/7/raw", new byte[] {0, 13, 10, -1}, Qos.AT_MOST_ONCE, false);
      client.disconnect();
    }

    @Test
    @Transcript("at-scripts/subscribe-receive.transcript")
    void aClientReceives(ModemMqttClient client) throws Exception {
      LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
      client.open();
      client.connect();
      client.subscribe("plant/7/set", Qos.AT_MOST_ONCE, received::add);
      assertTrue(received.poll(10, TimeUnit.SECONDS).payloadAsText().contains("false"));
      client.disconnect();
    }

    @Test
    @Transcript("own-host.transcript")
    void everythingThatTheHostSentIsTakenOver(ModemMqttClient client) {
      client.open();
      client.connect();
    }

    @Test
    @Transcript(SIGNAL)
    void aChannelIsOpen(AtChannel channel, ReplayTransport line) {
      assertEquals("+CSQ: 20,99", channel.execute(new Ask("AT+CSQ")));
      assertTrue(line.deviation().isEmpty());
    }

    @Test
    @Transcript(SIGNAL)
    void aLineIsNotOpen(ReplayTransport line) {
      line.open();
      byte[] command = "AT+CSQ\r".getBytes();
      line.write(command, 0, command.length);
    }
  }

  @Transcript(SIGNAL)
  static class Places {
    @Test
    void aMethodTakesTheAnnotationOfItsClass(AtChannel channel) {
      channel.execute(new Ask("AT+CSQ"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parametersOfAllKindsGoTogether(int number, AtChannel channel) {
      channel.execute(new Ask("AT+CSQ"));
    }

    @Nested
    class Inner {
      @Test
      void aNestedClassTakesTheAnnotationAroundIt(AtChannel channel) {
        channel.execute(new Ask("AT+CSQ"));
      }
    }

    @RepeatedTest(20)
    void manyAtOnce(AtChannel channel) {
      channel.execute(new Ask("AT+CSQ"));
    }
  }

  @Test
  void replaysToClientChannelAndLine() {
    Run.of(Passing.class).passed(5);
  }

  @Test
  void worksWhereverJunitTakesAnnotationsAndInParallel() {
    Run.of(Places.class).passed(24);
    Run.inParallel(Places.class, 4).passed(24);
    Eventually.holds("no thread of a test is left", () -> threadsOfTests().isEmpty());
  }

  private static List<String> threadsOfTests() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> Stream.of("replay:", "modemqtt-callbacks").anyMatch(name::contains))
        .toList();
  }

  static class Deviating {
    @Test
    @Transcript(SIGNAL)
    void asksSomethingElse(AtChannel channel) {
      channel.execute(new Ask("AT+CSX"));
    }
  }

  static class DeviatingSilently {
    @Test
    @Transcript(SIGNAL)
    void doesNotMindThatItFailed(AtChannel channel) {
      assertThrows(RuntimeException.class, () -> channel.execute(new Ask("AT+CSX")));
    }
  }

  static class FailingAsAConsequence {
    @Test
    @Transcript(SIGNAL)
    void saysSomethingLessUseful(AtChannel channel) {
      try {
        channel.execute(new Ask("AT+CSX"));
      } catch (RuntimeException e) {
        throw new IllegalStateException("no signal");
      }
    }
  }

  @Test
  void aTestFailsAtTheFirstByteThatDiffers() {
    for (Class<?> test :
        List.of(Deviating.class, DeviatingSilently.class, FailingAsAConsequence.class)) {
      Throwable failure = Run.of(test).failure();

      assertEquals(
          """
          The program sent something else than transcript signal.transcript, step 1 (line 3):
            expected: AT+CSQ\\r
            got:      AT+CSX\\r
                           ^""",
          failure.getMessage());
      AssertionFailedError told = (AssertionFailedError) failure;
      assertEquals("AT+CSQ\\r", told.getExpected().getStringRepresentation());
      assertEquals("AT+CSX\\r", told.getActual().getStringRepresentation());
    }
  }

  @Test
  void whatItFailedWithItselfIsKept() {
    Throwable failure = Run.of(FailingAsAConsequence.class).failure();

    assertEquals("no signal", failure.getSuppressed()[0].getMessage());
  }

  static class Incomplete {
    @Test
    @Transcript(SIGNAL)
    void doesNothing(ReplayTransport line) {}
  }

  static class IncompleteAfterAFailure {
    @Test
    @Transcript(SIGNAL)
    void failsBefore(ReplayTransport line) {
      throw new IllegalArgumentException("its own");
    }
  }

  static class DoesNotApply {
    @Test
    @Transcript(SIGNAL)
    void here() {
      abort("not here");
    }
  }

  @Test
  void aTestFailsForStepsThatWereNotPlayed() {
    assertEquals(
        """
        The program ended before transcript signal.transcript, step 1 (line 3):
          expected: AT+CSQ\\r
          got:      nothing
                    ^""",
        Run.of(Incomplete.class).failure().getMessage());
  }

  @Test
  void aTestsOwnEndStaysItsOwn() {
    Throwable failure = Run.of(IncompleteAfterAFailure.class).failure();

    assertEquals("its own", failure.getMessage());
    assertTrue(failure.getSuppressed()[0].getMessage().contains("ended before"));
    assertEquals(1, Run.of(DoesNotApply.class).aborted());
  }

  static class Missing {
    @Test
    @Transcript("no-such.transcript")
    void hasNone() {}
  }

  static class Unreadable {
    @Test
    @Transcript("unreadable.transcript")
    void isNone() {}
  }

  static class Both {
    @Test
    @Transcript(SIGNAL)
    void asksForClientAndChannel(ModemMqttClient client, AtChannel channel) {}
  }

  @Test
  void whatCannotBeGivenIsRefused() {
    String missing = Run.of(Missing.class).failure().getMessage();
    assertTrue(missing.contains("no-such.transcript: neither a resource in io.github"), missing);
    String unreadable = Run.of(Unreadable.class).failure().getMessage();
    assertTrue(unreadable.startsWith("unreadable.transcript: Transcript, line 2"), unreadable);
    assertTrue(Run.of(Both.class).failure().getMessage().contains("not both"));
  }
}
