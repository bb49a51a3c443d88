package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatusLineTest {
  private static final String CLEAR = "\r\u001B[K";

  private final WatchedOutput terminal = new WatchedOutput();
  private final PrintStream stream = new PrintStream(terminal, true, UTF_8);

  @Test
  void otherLinesClearItAndItComesBackBelowThem() throws InterruptedException {
    try (StatusLine status = new StatusLine(stream, now -> "1 sent")) {
      status.start();
      terminal.await("\r1 sent\u001B[K", 1);
      status.above().print("hello\n");
      terminal.await("\r1 sent\u001B[K", 2);
    }
    assertEquals(
        "\r1 sent\u001B[K" + CLEAR + "hello\n\r1 sent\u001B[K" + System.lineSeparator(),
        terminal.text());
  }

  @Test
  void aLineThatIsNotCompleteIsNotDrawnOver() {
    StatusLine status = new StatusLine(stream, now -> "1 sent");
    status.start();

    status.above().print("Pass");
    status.close();

    assertEquals(-1, terminal.text().indexOf("sent", terminal.text().indexOf("Pass")));
  }

  @Test
  void theLastStateStays() {
    AtomicInteger sent = new AtomicInteger();
    StatusLine status = new StatusLine(stream, now -> sent + " sent");
    status.start();
    sent.set(3);

    status.close();

    String[] drawn = terminal.text().split("\r");
    assertEquals("3 sent\u001B[K" + System.lineSeparator(), drawn[drawn.length - 1]);
  }

  @Test
  void nothingIsShownBeforeItIsStarted() {
    StatusLine status = new StatusLine(stream, now -> "0 sent");

    status.above().println("modemqtt: no broker");
    status.close();

    assertEquals("modemqtt: no broker" + System.lineSeparator(), terminal.text());
  }
}
