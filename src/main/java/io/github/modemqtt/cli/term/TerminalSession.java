package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A terminal for a module: what the user types goes to the module, what the module says is shown
 * and explained.
 *
 * <p>Three threads: the one that reads what the user types, one that reads from the port, one that
 * looks at the clock twice a second.
 */
final class TerminalSession implements AutoCloseable, PortKeeper.Listener {
  private static final int TICK_MILLIS = 500;

  private final Printout out;
  private final Recorder recorder = new Recorder();
  private final Conversation conversation;
  private final LineSplitter splitter;
  private final PortKeeper keeper;
  private final LocalCommands local;
  private final ScheduledExecutorService clock;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PortSource source;
  private volatile boolean leaving;
  private volatile @Nullable TransportException loss;
  private volatile boolean pendingShown;

  TerminalSession(PortSource source, Catalogue catalogue, Printout out, Secrets secrets) {
    this.source = source;
    this.out = out;
    conversation = new Conversation(catalogue, out, recorder);
    splitter = new LineSplitter(conversation::received);
    keeper = new PortKeeper(source, this);
    local = new LocalCommands(localCommands(catalogue, secrets), out);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "modemqtt-term-clock");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Asks the user for what nobody may see. */
  @FunctionalInterface
  interface Secrets {
    /**
     * Asks.
     *
     * @param prompt the question
     * @return the secret, or {@code null} if the user gives none
     */
    @Nullable String ask(String prompt);
  }

  private List<LocalCommand> localCommands(Catalogue catalogue, Secrets secrets) {
    List<LocalCommand> commands = new ArrayList<>();
    commands.add(new Help(catalogue, out, this::localCommands).command());
    commands.addAll(new Shortcuts(conversation, secrets::ask).all());
    commands.addAll(new DataCommands(conversation).all());
    commands.addAll(new Settings(out).all());
    commands.addAll(new PortCommands(source, keeper, recorder, out).all());
    commands.add(
        new LocalCommand(
            "/wait",
            "SECONDS",
            1,
            1,
            "Waits, and shows what the module says meanwhile.",
            words -> sleep(Numbers.parse("SECONDS", words.get(0)))));
    commands.add(
        new LocalCommand("/quit", "", 0, 0, "Leaves; so does Ctrl-D.", words -> leaving = true));
    return commands;
  }

  List<LocalCommand> localCommands() {
    return local.all();
  }

  Conversation conversation() {
    return conversation;
  }

  /** Opens the port, and begins. */
  void start() {
    keeper.start();
    clock.scheduleWithFixedDelay(
        conversation::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes a line of the user. */
  void enter(String line) throws InterruptedException {
    if (line.startsWith("/")) {
      local.run(line);
    } else if (!line.isBlank()) {
      conversation.submit(line, true);
    }
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Why the port is away; {@code null} if it is not. */
  @Nullable TransportException loss() {
    return conversation.isAway() ? loss : null;
  }

  private static void sleep(int seconds) throws InterruptedException {
    if (seconds < 0) {
      throw new IllegalArgumentException("SECONDS is negative");
    }
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
  }

  @Override
  public void opened(Transport line) {
    out.note((loss == null ? "connected to " : "the port is back: ") + line.name());
    loss = null;
    conversation.opened(line);
  }

  @Override
  public void received(byte[] buffer, int count) {
    recorder.received(buffer, count);
    bytes.write(buffer, 0, count);
    if (buffer[count - 1] == '\n') {
      showBytes();
    }
    splitter.feed(buffer, count);
    pendingShown = false;
    if (conversation.takesPrompt(splitter.pending())) {
      splitter.takePending();
      showBytes();
    }
  }

  private void showBytes() {
    if (bytes.size() > 0) {
      out.receivedBytes(bytes.toString(ISO_8859_1));
      bytes.reset();
    }
  }

  @Override
  public void silent() {
    String pending = splitter.pending();
    if (!Masking.hasSecret(pending)) {
      showBytes(); // else the rest of the secret would come alone, where no mask finds it
    }
    if (!pending.isEmpty() && !pendingShown) {
      pendingShown = true;
      out.received(Style.FAINT, pending, "the line has not ended yet");
    }
  }

  @Override
  public void gone(@Nullable TransportException cause) {
    splitter.takePending();
    loss = cause;
    if (cause != null) {
      out.trouble("the port is gone: " + cause.getMessage() + "; waiting until it is back");
    }
    conversation.gone();
  }

  @Override
  public void stillGone(String reason) {
    out.trouble("not there yet: " + reason);
  }

  @Override
  public void close() {
    leaving = true;
    conversation.cancelDataIfAsked();
    clock.shutdownNow();
    keeper.close();
    recorder.stop();
  }
}
