package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A modem that says what the test tells it to: script, run, verify.
 *
 * <pre>
 * try (MockModem modem = MockModem.start()) {
 *   modem.expect("AT+CSQ").answer("+CSQ: 20,99", "OK");
 *   try (AtChannel channel = AtChannel.open(modem.transport())) {
 *     assertEquals(20, channel.execute(new Signal()));
 *   }
 *   modem.verify();
 * }
 * </pre>
 *
 * <p><b>Script.</b> What is <em>expected</em> has to come once each, in the order in which it was
 * expected. What is answered <em>always</em> may come any number of times, also in between; the
 * newest of several that fit counts, and what is expected goes before it. A command that is neither
 * is answered with {@code ERROR}, and {@link #verify()} tells of it. {@link #ec616()} answers
 * always what a working module does, so that a test says only what differs.
 *
 * <p><b>Lines.</b> Commands end with CR and are compared without it, exactly; line feeds and empty
 * lines are passed over. There is no echo unless it is {@linkplain #echo switched on}.
 *
 * <p><b>Threads and time.</b> The modem has no thread and no real time: a command is answered
 * within the host's write, on the thread that writes, so that the same test always sees the same
 * dialogue. What it says {@linkplain MockReply#later later} is said by {@link #advance}. All
 * methods may be called from any thread.
 *
 * <p>At most 64 KiB wait for a host that does not read, and the last 1,024 commands are kept; what
 * the modem could not say is told by {@link #verify()}.
 */
public final class MockModem implements AutoCloseable {
  private static final int KEPT_COMMANDS = 1024;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private final LinkedBlockingDeque<String> notTaken = new LinkedBlockingDeque<>(KEPT_COMMANDS);
  private final LinkedBlockingDeque<String> commands = new LinkedBlockingDeque<>(KEPT_COMMANDS);
  private final MockCore core =
      new MockCore(command -> keep(commands, command), command -> keep(notTaken, command));

  private MockModem() {}

  /**
   * Starts a modem that expects nothing and answers nothing but {@code ERROR}.
   *
   * @return the modem
   */
  public static MockModem start() {
    return new MockModem();
  }

  /**
   * Starts a modem that always answers as an EC616 that is registered, and whose broker agrees to
   * everything.
   *
   * @return the modem
   */
  public static MockModem ec616() {
    MockModem modem = new MockModem();
    Ec616Answers.addTo(modem);
    return modem;
  }

  /**
   * The host's side of a line to this modem.
   *
   * <p>Each call gives a new one, as a client needs it after a loss; opening one ends the one
   * before. What the modem says before the first is opened waits for it.
   *
   * @return the line, not yet opened
   */
  public Transport transport() {
    return new MockLine(core);
  }

  /**
   * Expects a command, after those that were expected before.
   *
   * @param command the whole line, without its end
   * @return what to do then
   */
  public MockReply expect(String command) {
    return core.expect(command, command::equals);
  }

  /**
   * Expects a command that begins so, after those that were expected before.
   *
   * @param beginning the beginning of the line, such as {@code AT+ECMTPUB=}
   * @return what to do then
   */
  public MockReply expectStarting(String beginning) {
    return core.expect(beginning + "...", command -> command.startsWith(beginning));
  }

  /**
   * Expects a command that fits, after those that were expected before.
   *
   * @param description names it in messages
   * @param fits gets the line without its end; must not call this modem
   * @return what to do then
   */
  public MockReply expect(String description, Predicate<String> fits) {
    return core.expect(description, fits);
  }

  /**
   * Expects a text to be published inside the command line, at any QoS, and agrees to it: {@code
   * OK}, and the result with the same message id.
   *
   * @param topic the topic name
   * @param payload the text
   * @return what to do after that
   */
  public MockReply expectPublish(String topic, String payload) {
    String end = ",\"" + topic + "\",\"" + payload + "\"";
    return core.expect(
            "AT+ECMTPUB=..." + end,
            command -> command.startsWith("AT+ECMTPUB=") && command.endsWith(end))
        .answer(command -> Ec616Answers.result(command, "0"));
  }

  /**
   * Always answers a command.
   *
   * @param command the whole line, without its end
   * @return what to do each time
   */
  public MockReply always(String command) {
    return core.always(command, command::equals);
  }

  /**
   * Always answers commands that begin so.
   *
   * @param beginning the beginning of the line
   * @return what to do each time
   */
  public MockReply alwaysStarting(String beginning) {
    return core.always(beginning + "...", command -> command.startsWith(beginning));
  }

  /**
   * Says units of its own accord, now.
   *
   * @param units the texts between CR LF and CR LF, in order
   */
  public void urc(String... units) {
    core.say(MockWire.framed(List.of(units)));
  }

  /**
   * Says text as it is, now.
   *
   * @param text the text, with line ends where they are wanted
   */
  public void raw(String text) {
    core.say(text.getBytes(UTF_8));
  }

  /**
   * Reports a message that the broker has sent, as an EC616 does.
   *
   * @param topic the topic name
   * @param payload the text
   */
  public void message(String topic, String payload) {
    urc("+ECMTRECV: 0,0,\"" + topic + "\"," + payload);
  }

  /**
   * Moves the modem's clock, and says what is due by then.
   *
   * @param time how far, not negative
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("The time " + time + " is negative");
    }
    core.advance(time);
  }

  /**
   * Silences the modem: what it would say is lost, but it goes on listening.
   *
   * @param on whether it is silent
   */
  public void mute(boolean on) {
    core.mute(on);
  }

  /**
   * Switches the echo; it is off in the beginning. {@code ATE0} and {@code ATE1} do not.
   *
   * @param on whether each command line is repeated before its answer
   */
  public void echo(boolean on) {
    core.echo(on);
  }

  /** Ends the line as a pulled cable does. The host may open a new {@link #transport()}. */
  public void cutLine() {
    core.cut();
  }

  private static void keep(LinkedBlockingDeque<String> deque, String command) {
    while (!deque.offer(command)) {
      deque.poll();
    }
  }

  /**
   * The command lines that came, oldest first, passwords included; the last 1,024 of them.
   *
   * @return a copy
   */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /**
   * Takes the oldest command line that was not taken yet, or waits for one; it is answered by then.
   *
   * @return the line, without its end
   * @throws AssertionError if none comes within 10 s
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public String takeCommand() throws InterruptedException {
    return takeCommand(LONG_ENOUGH)
        .orElseThrow(() -> new AssertionError("No command came within 10 s"));
  }

  /**
   * Takes the oldest command line that was not taken yet, or waits for one; it is answered by then.
   *
   * @param timeout how long to wait, in real time
   * @return the line, without its end, or empty if none came in time
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public Optional<String> takeCommand(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(notTaken.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }

  /**
   * Data that came after a prompt, oldest first, without the Ctrl-Z; what was cancelled with Esc is
   * not among it.
   *
   * @return copies; the last 1,024
   */
  public List<byte[]> data() {
    return core.data();
  }

  /**
   * Checks that everything expected came, and nothing else.
   *
   * @throws AssertionError if not; lists what was expected and not seen, and what was seen and not
   *     expected, without secrets
   */
  public void verify() {
    String report = core.report(commands());
    if (report != null) {
      throw new AssertionError(report);
    }
  }

  /** Ends the line; verifies nothing. */
  @Override
  public void close() {
    core.cut();
  }
}
