package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a channel does when a module does not answer AT. */
@Timeout(20)
class LastResortTest {
  private static final CommandLine SPEAK = CommandLine.of("ATQ0");

  private final MemoryTransport.Pair ends = MemoryTransport.pair("test");
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtChannel channel =
      AtChannel.open(
          ends.host(),
          AtChannelOptions.DEFAULTS.withProbing(Duration.ofMillis(500), 2, Duration.ofMillis(5)),
          new AtListener() {
            @Override
            public void onLine(long nanoTime, LineKind kind, String text) {
              lines.add(kind + " " + text);
            }
          });

  @AfterEach
  void close() {
    channel.close();
    ends.module().close();
  }

  @Test
  void itIsSentOnceWhenEveryProbeStayedUnanswered() throws Exception {
    serve(line -> "");
    assertThrows(ModuleNotRespondingException.class, () -> channel.synchronize(SPEAK));
    assertHeard("AT", "AT", "ATQ0");
  }

  @Test
  void theModuleListensIfItAnswersThat() {
    serve(line -> line.equals("ATQ0") ? "ATQ0\r\nOK\r\n" : "");
    channel.synchronize(SPEAK);
    assertEquals(List.of("ECHO ATQ0", "FINAL OK"), lines);
  }

  @Test
  void itIsNotSentToAModuleThatAnswers() throws Exception {
    serve(line -> "\r\nOK\r\n");
    channel.synchronize(SPEAK);
    assertHeard("AT");
  }

  @Test
  void itIsForgottenAfterwards() throws Exception {
    serve(line -> heard.size() == 1 ? "\r\nOK\r\n" : "");
    channel.synchronize(SPEAK);
    assertThrows(ModuleNotRespondingException.class, channel::synchronize);
    assertHeard("AT", "AT", "AT");
  }

  private void assertHeard(String... expected) throws InterruptedException {
    for (String line : expected) {
      assertEquals(line, heard.poll(10, TimeUnit.SECONDS));
    }
    assertEquals(List.of(), List.copyOf(heard));
  }

  private void serve(UnaryOperator<String> answers) {
    ends.module().open();
    Thread thread =
        new Thread(
            () -> {
              byte[] buffer = new byte[64];
              StringBuilder line = new StringBuilder();
              try {
                while (true) {
                  int count = ends.module().read(buffer, 0, buffer.length, Duration.ofSeconds(1));
                  line.append(new String(buffer, 0, count, US_ASCII));
                  int end = line.indexOf("\r");
                  if (end >= 0) {
                    heard.add(line.substring(0, end));
                    byte[] answer = answers.apply(line.substring(0, end)).getBytes(US_ASCII);
                    line.delete(0, end + 1);
                    ends.module().write(answer, 0, answer.length);
                  }
                }
              } catch (TransportException e) {
                return; // the line was closed: the end of the test
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
