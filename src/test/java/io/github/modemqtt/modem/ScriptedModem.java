package io.github.modemqtt.modem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A modem that expects command lines in an order and answers them with bytes; standing answers are
 * for what is asked any number of times. Anything else fails {@link #verify()}.
 */
final class ScriptedModem implements AutoCloseable {
  static final String OK = "\r\nOK\r\n";

  private record Step(String line, String answer, Runnable then) {}

  private final MemoryTransport.Pair ends = MemoryTransport.pair("scripted");
  private final Transport moduleEnd = RecordedModules.recorded(ends.module());
  private final Deque<Step> script = new ArrayDeque<>();
  private final Map<String, String> standing = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private boolean echo;

  ScriptedModem() {
    moduleEnd.open();
    Thread thread = new Thread(this::serve, "scripted-modem");
    thread.setDaemon(true);
    thread.start();
  }

  /** One information response and OK, framed as the EC616 does. */
  static String info(String text) {
    return "\r\n" + text + "\r\n" + OK;
  }

  static String cme(int code) {
    return "\r\n+CME ERROR: " + code + "\r\n";
  }

  /** A channel that gives up on a silent modem after two probes of this duration. */
  AtChannel connect(Duration probeTimeout, AtListener listener) {
    AtChannelOptions options =
        AtChannelOptions.DEFAULTS.withProbing(probeTimeout, 2, Duration.ofMillis(5));
    return AtChannel.open(ends.host(), options, listener);
  }

  AtChannel connect() {
    return connect(Duration.ofSeconds(10), new AtListener() {});
  }

  synchronized ScriptedModem withEcho() {
    echo = true;
    return this;
  }

  ScriptedModem expect(String line, String answer) {
    return expect(line, answer, () -> {});
  }

  synchronized ScriptedModem expect(String line, String answer, Runnable then) {
    script.add(new Step(line, answer, then));
    return this;
  }

  synchronized ScriptedModem always(String line, String answer) {
    standing.put(line, answer);
    return this;
  }

  void say(String bytes) {
    byte[] raw = bytes.getBytes(UTF_8);
    moduleEnd.write(raw, 0, raw.length);
  }

  /** The lines that came, in order. */
  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  /** Waits until all lines that are expected have come. */
  synchronized void awaitEndOfScript() throws InterruptedException {
    while (!script.isEmpty()) {
      wait();
    }
  }

  void unplug() {
    moduleEnd.close();
  }

  synchronized void verify() {
    assertEquals(List.of(), problems, "lines that were not expected");
    assertEquals(List.of(), script.stream().map(Step::line).toList(), "lines that did not come");
  }

  @Override
  public void close() {
    moduleEnd.close();
  }

  private void serve() {
    byte[] buffer = new byte[256];
    StringBuilder line = new StringBuilder();
    try {
      while (true) {
        int count = moduleEnd.read(buffer, 0, buffer.length, Duration.ofSeconds(1));
        for (char c : new String(buffer, 0, count, UTF_8).toCharArray()) {
          if (c == '\r') {
            answer(line.toString());
            line.setLength(0);
          } else {
            line.append(c);
          }
        }
      }
    } catch (TransportException e) {
      return; // the line was closed: the end of the test
    }
  }

  private void answer(String line) {
    Step step;
    String echoed;
    synchronized (this) {
      heard.add(line);
      step = stepFor(line);
      echoed = echo ? line : "";
      echo = echo && !line.equals("ATE0");
      notifyAll();
    }
    say(echoed + step.answer());
    step.then().run();
  }

  private Step stepFor(String line) {
    Step next = script.peek();
    if (next != null && next.line().equals(line)) {
      return script.remove();
    }
    String answer = standing.get(line);
    if (answer == null) {
      problems.add(line + (next == null ? "" : " instead of " + next.line()));
      return new Step(line, "\r\nERROR\r\n", () -> {});
    }
    return new Step(line, answer, () -> {});
  }
}
