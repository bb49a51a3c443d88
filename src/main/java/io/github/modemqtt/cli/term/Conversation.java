package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who has said what: one command at a time goes to the module, the next ones wait for its end.
 *
 * <p>At most {@value #MAX_WAITING} lines wait; more are refused, and the user is told. Any thread
 * may call; lines come on the thread that reads. Nothing is written to the line while the lock is
 * held: only one command is under way, so only one thread writes.
 */
final class Conversation {
  static final int MAX_WAITING = 100;
  private static final byte CTRL_Z = 0x1A;
  private static final byte ESC = 0x1B;
  private static final Duration RESULT_TIME = Duration.ofSeconds(60);
  private static final long TELL_AFTER_SECONDS = 2;
  private static final String PROMPT = "modem> ";
  private static final String DATA_PROMPT = "> ";
  private static final String AWAY_PROMPT = "(no port) ";

  private final Catalogue catalogue;
  private final Printout out;
  private final Recorder recorder;
  private final Object lock = new Object();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private @Nullable Transport line;
  private @Nullable Exchange running;
  private boolean dataMode;
  private @Nullable String awaitedResult;
  private long resultDeadline;
  private boolean unanswered;
  private boolean inMessage;

  private record Entry(String text, boolean typed) {}

  Conversation(Catalogue catalogue, Printout out, Recorder recorder) {
    this.catalogue = catalogue;
    this.out = out;
    this.recorder = recorder;
  }

  /** The line is open. */
  void opened(Transport opened) {
    synchronized (lock) {
      line = opened;
      lock.notifyAll();
    }
    out.prompt(prompt());
  }

  /** The line is gone, and with it what was under way. */
  void gone() {
    int dropped;
    synchronized (lock) {
      line = null;
      dropped = waiting.size() + (running == null ? 0 : 1);
      waiting.clear();
      running = null;
      dataMode = false;
      awaitedResult = null;
      lock.notifyAll();
    }
    if (dropped > 0) {
      out.trouble("no answer is to be expected any more to " + dropped + " line(s)");
    }
    out.prompt(prompt());
  }

  /**
   * Sends a line, or lets it wait.
   *
   * @param text goes out exactly so, and a carriage return
   * @param typed whether the user sees the line already
   */
  void submit(String text, boolean typed) {
    String told;
    synchronized (lock) {
      if (line != null && running == null) {
        begin(text);
        told = null;
      } else {
        told = line == null ? "not sent: the port is away" : enqueue(new Entry(text, typed));
      }
    }
    if (told == null) {
      send(text, typed);
    } else if (!told.isEmpty()) {
      out.note(told);
    }
  }

  private String enqueue(Entry entry) {
    if (waiting.size() >= MAX_WAITING) {
      return "not sent: " + MAX_WAITING + " lines wait already";
    }
    waiting.add(entry);
    if (!entry.typed()) {
      return ""; // the user has not asked for it one by one
    }
    return "waits for the answer to " + (running == null ? "" : Masking.mask(running.text()));
  }

  private void begin(String text) {
    running = new Exchange(text, catalogue.of(text).orElse(null), System.nanoTime());
  }

  private void send(String text, boolean typed) {
    out.sent(text, typed);
    write(Arrays.copyOf(text.getBytes(UTF_8), text.getBytes(UTF_8).length + 1), '\r');
    out.prompt(prompt());
  }

  private void write(byte[] bytes, int last) {
    bytes[bytes.length - 1] = (byte) last;
    Transport open;
    synchronized (lock) {
      open = line;
    }
    if (open == null) {
      return; // it has just vanished, and the user has been told
    }
    recorder.sent(bytes);
    try {
      open.write(bytes, 0, bytes.length);
    } catch (TransportException e) {
      out.trouble("could not be sent: " + e.getMessage());
    }
  }

  /** Whether the module has asked for data. */
  boolean isDataMode() {
    synchronized (lock) {
      return dataMode;
    }
  }

  /** Sends data and what ends it, in one piece: the module looks for the end of a chunk. */
  void sendData(byte[] data) {
    if (leaveDataMode()) {
      out.sentData(data, "Ctrl-Z");
      write(Arrays.copyOf(data, data.length + 1), CTRL_Z);
    }
  }

  /** Who leaves must not leave the module waiting: it would take the next command for data. */
  void cancelDataIfAsked() {
    if (isDataMode()) {
      out.note("nothing is sent: the data has no end");
      cancelData();
    }
  }

  /** Sends no data. */
  void cancelData() {
    if (leaveDataMode()) {
      synchronized (lock) {
        if (running != null) {
          running.cancel();
        }
      }
      out.sentData(new byte[0], "ESC");
      write(new byte[1], ESC);
    }
  }

  private boolean leaveDataMode() {
    boolean left;
    synchronized (lock) {
      left = dataMode;
      dataMode = false;
    }
    out.prompt(prompt());
    if (!left) {
      out.note("the module does not wait for data");
    }
    return left;
  }

  /** A line has not ended yet: it may be the module that asks for data. */
  boolean takesPrompt(String pending) {
    if (!pending.equals("> ") && !pending.equals(">")) {
      return false;
    }
    synchronized (lock) {
      if (running == null || running.hasPrompted()) {
        return false;
      }
      running.prompted();
    }
    out.received(
        Style.REPLY,
        ">",
        "the module waits for data, 20 s long: Ctrl-Z or /data sends, ESC cancels");
    synchronized (lock) {
      dataMode = running != null;
      lock.notifyAll();
    }
    out.prompt(prompt());
    return true;
  }

  /**
   * A line has come.
   *
   * @param text the line
   * @param continues whether it belongs to the unit of the last one
   */
  void received(String text, boolean continues) {
    inMessage = text.startsWith("+ECMTRECV:") || inMessage && continues;
    if (inMessage) {
      out.received(Style.URC, text, meaning(text, false));
      return;
    }
    Exchange exchange;
    synchronized (lock) {
      exchange = running;
    }
    if (exchange != null && exchange.isEcho(text)) {
      out.received(Style.FAINT, text, "echo");
    } else if (Exchange.isFinal(text)) {
      ended(text, exchange);
    } else {
      boolean answer = exchange != null && exchange.isAnsweredBy(text);
      out.received(answer ? Style.REPLY : Style.URC, text, meaning(text, answer));
      resultCame(text);
    }
  }

  private static String meaning(String text, boolean answer) {
    return Meanings.of(text, answer).orElse("");
  }

  private void ended(String text, @Nullable Exchange exchange) {
    boolean success = text.equals("OK");
    String nobody = exchange == null ? "no command waits for it" : "";
    String meaning = meaning(text, true);
    out.received(
        success ? Style.SUCCESS : Style.TROUBLE, text, meaning.isEmpty() ? nobody : meaning);
    if (exchange != null) {
      if (success && exchange.result() != null) {
        expectResult(exchange.result());
      }
      next();
    }
  }

  private void expectResult(String result) {
    synchronized (lock) {
      awaitedResult = result + ":";
      resultDeadline = System.nanoTime() + RESULT_TIME.toNanos();
    }
  }

  private void resultCame(String text) {
    synchronized (lock) {
      if (awaitedResult != null && text.startsWith(awaitedResult)) {
        awaitedResult = null;
        lock.notifyAll();
      }
    }
  }

  private void next() {
    Entry entry;
    synchronized (lock) {
      running = null;
      dataMode = false;
      entry = waiting.poll();
      if (entry != null) {
        begin(entry.text());
      }
      lock.notifyAll();
    }
    if (entry == null) {
      out.prompt(prompt());
    } else {
      send(entry.text(), false);
    }
  }

  /** Time goes by: called about twice a second. */
  void tick() {
    Exchange exchange;
    synchronized (lock) {
      exchange = running;
      if (awaitedResult != null && System.nanoTime() - resultDeadline > 0) {
        awaitedResult = null;
        lock.notifyAll();
      }
    }
    if (exchange == null) {
      return;
    }
    if (exchange.elapsed().compareTo(exchange.time()) > 0) {
      synchronized (lock) {
        unanswered = true;
      }
      out.trouble(
          "no answer to "
              + Masking.mask(exchange.text())
              + " in "
              + exchange.time().toSeconds()
              + " s");
      next();
    } else {
      out.prompt(prompt());
    }
  }

  /** What the prompt says now. */
  String prompt() {
    synchronized (lock) {
      if (line == null) {
        return AWAY_PROMPT + PROMPT;
      }
      if (dataMode) {
        return DATA_PROMPT;
      }
      long seconds = running == null ? 0 : running.elapsed().toSeconds();
      return seconds < TELL_AFTER_SECONDS ? PROMPT : "(" + seconds + " s) " + PROMPT;
    }
  }

  /** Whether a command got no answer in time. */
  boolean hasUnanswered() {
    synchronized (lock) {
      return unanswered;
    }
  }

  boolean isAway() {
    synchronized (lock) {
      return line == null;
    }
  }

  /**
   * Waits until the module has answered all and reported the result, or asks for data.
   *
   * @param portTime how long a lost port is waited for
   * @return false if the port did not come back
   */
  boolean awaitSettled(Duration portTime) throws InterruptedException {
    long deadline = System.nanoTime() + portTime.toNanos();
    synchronized (lock) {
      while (line == null || !dataMode && isBusy()) {
        long left = deadline - System.nanoTime();
        if (line == null && left <= 0) {
          return false;
        }
        lock.wait(Math.max(1, Math.min(1000, TimeUnit.NANOSECONDS.toMillis(left))));
      }
      return true;
    }
  }

  private boolean isBusy() {
    return running != null || awaitedResult != null;
  }
}
