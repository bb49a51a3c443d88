package io.github.modemqtt.emulator.internal.command;

import io.github.modemqtt.emulator.internal.audit.LineAudit;
import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.Decoded;
import io.github.modemqtt.emulator.internal.decoder.LineDecoder;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.PendingInput;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The AT channel of a module: decodes what comes, runs one command at a time, sends the answers.
 *
 * <p>Used in the module's own time only.
 */
public final class CommandChannel implements Urcs {
  private static final byte[] HANDSHAKE = {'H', 'D', 'S', 'K'};

  private final CommandTable table;
  private final ChannelSettings settings;
  private final LineOutput output;
  private final ColonStyle style;
  private final ModuleTime time;
  private final Consumer<String> commandLog;
  private final LineAudit audit;
  private final PendingInput pending = new PendingInput();
  private final LineDecoder decoder;
  private @Nullable Running running;
  private @Nullable DataReceiver dataReceiver;
  private boolean working;

  private final InjectedLines injected = new InjectedLines();

  /**
   * Creates a channel.
   *
   * @param table the commands
   * @param settings the settings
   * @param output the way to the host
   * @param style how answers are written
   * @param time the module's time
   * @param commandLog takes each command line before it runs
   * @param audit watches the host
   */
  public CommandChannel(
      CommandTable table,
      ChannelSettings settings,
      LineOutput output,
      ColonStyle style,
      ModuleTime time,
      Consumer<String> commandLog,
      LineAudit audit) {
    this.table = table;
    this.settings = settings;
    this.output = output;
    this.style = style;
    this.time = time;
    this.commandLog = commandLog;
    this.audit = audit;
    decoder = new LineDecoder(table);
  }

  /**
   * Takes a chunk of input.
   *
   * @param chunk the bytes that came without a gap
   */
  public void chunk(byte[] chunk) {
    DataReceiver receiver = dataReceiver;
    if (receiver != null) {
      echo(chunk);
      receiver.data(chunk);
      return;
    }
    audit.chunk(chunk, running != null);
    pending.add(withoutHandshake(chunk));
    if (running != null) {
      discardOverflow();
      return;
    }
    work();
    if (discardOverflow() && running == null) {
      result(Framing.ERROR);
    }
  }

  /**
   * Whether a command runs, or data mode is on.
   *
   * @return whether the module is busy with the host
   */
  public boolean busy() {
    return running != null;
  }

  private boolean discardOverflow() {
    boolean overflow = pending.overflows();
    if (overflow) {
      pending.clear();
    }
    return overflow;
  }

  /** A production line's hello: answered apart from all commands. */
  private byte[] withoutHandshake(byte[] chunk) {
    if (chunk.length < HANDSHAKE.length) {
      return chunk;
    }
    for (int i = 0; i < HANDSHAKE.length; i++) {
      if ((chunk[i] & ~0x20) != HANDSHAKE[i]) {
        return chunk;
      }
    }
    output.send(Framing.HANDSHAKE);
    return Arrays.copyOfRange(chunk, HANDSHAKE.length, chunk.length);
  }

  private void work() {
    if (working) {
      return;
    }
    working = true;
    try {
      while (running == null && haveLine()) {
        step();
      }
    } finally {
      working = false;
    }
  }

  private boolean haveLine() {
    if (decoder.hasMore()) {
      return true;
    }
    byte[] line = pending.takeLine();
    if (line == null) {
      return false;
    }
    say(Fault.Moment.BEFORE_ECHO);
    echo(line);
    decoder.begin(line);
    return true;
  }

  private void step() {
    boolean newLine = decoder.lineDone();
    Decoded decoded = decoder.next();
    if (decoded instanceof Decoded.Nothing) {
      return;
    }
    if (newLine) {
      commandLog.accept(decoder.line().stripTrailing());
    }
    audit(newLine, decoded);
    if (decoded instanceof Decoded.Command command) {
      start(command);
    } else {
      result(Framing.ERROR);
    }
  }

  private void audit(boolean newLine, Decoded decoded) {
    boolean lineDone = decoder.lineDone();
    audit.command(
        decoder.line().stripTrailing(),
        newLine,
        decoded,
        !lineDone,
        lineDone && decoder.hasMore(),
        settings.echo());
  }

  private static boolean announcesResult(Decoded.Command command) {
    String name = command.spec().name();
    return command.operation() == Operation.SET
        && name.startsWith("+ECMT")
        && !name.equals("+ECMTCFG");
  }

  private void start(Decoded.Command command) {
    Running now = new Running(announcesResult(command));
    running = now;
    now.guard = time.after(command.spec().guard(), now::expire);
    try {
      table.handler(command.spec()).run(command.operation(), command.parameters(), now);
    } catch (BadParameterException e) {
      now.error(table.badParameter(command.spec()));
    }
  }

  /** Forgets everything, as a reset does; the settings stay. */
  public void reset() {
    Running now = running;
    if (now != null) {
      now.end();
    }
    dataReceiver = null;
    pending.clear();
    decoder.begin(new byte[] {'\r'});
    decoder.next();
  }

  @Override
  public void send(String text) {
    if (!settings.quiet()) {
      output.send(Framing.urc(text));
    }
  }

  /**
   * Sends a line of the start. One that ends with a line end goes out as it is and whatever {@code
   * ATQ} says, because it comes from the boot ROM, which knows no framing.
   *
   * @param text the text, one character per byte
   */
  public void bootLine(String text) {
    if (text.endsWith("\n") || text.endsWith("\r")) {
      output.send(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      send(text);
    }
  }

  /**
   * Says something that is not said otherwise, once.
   *
   * @param text the text between the line ends, one character per byte
   * @param moment when
   */
  public void inject(String text, Fault.Moment moment) {
    injected.add(text, moment);
    say(Fault.Moment.NOW);
  }

  private void say(Fault.Moment moment) {
    injected.take(moment).forEach(this::send);
  }

  private void result(byte[] message) {
    if (!settings.quiet()) {
      output.send(message);
    }
  }

  /** The echo leaves out CR, LF, other control characters and all bytes from 0x80. */
  private void echo(byte[] input) {
    if (!settings.echo()) {
      return;
    }
    byte[] printable = new byte[input.length];
    int count = 0;
    for (byte octet : input) {
      if (octet >= 0x20) {
        printable[count++] = octet;
      }
    }
    if (count > 0) {
      output.send(Arrays.copyOf(printable, count));
    }
  }

  private void leaveData() {
    dataReceiver = null;
    pending.clear();
  }

  /** The command that runs now. */
  private final class Running implements Reply {
    private final boolean announcesResult;
    private ModuleClock.@Nullable Timer guard;

    Running(boolean announcesResult) {
      this.announcesResult = announcesResult;
    }

    @Override
    public void info(String text) {
      if (running == this) {
        output.send(Framing.line(style.write(text)));
      }
    }

    @Override
    public void ok() {
      if (running == this) {
        end();
        if (decoder.lineDone()) {
          say(Fault.Moment.BEFORE_OK);
          result(Framing.OK);
          if (announcesResult) {
            say(Fault.Moment.BETWEEN_OK_AND_RESULT);
          }
        }
      }
    }

    @Override
    public void error(int code) {
      if (running == this) {
        fail(Framing.error(code, settings.errorFormat()));
      }
    }

    private void fail(byte[] message) {
      end();
      decoder.dropRestOfLine();
      result(message);
    }

    private void end() {
      running = null;
      if (guard != null) {
        guard.cancel();
      }
      // Goes on after the handler: what it does behind its OK comes before the next command.
      time.execute(CommandChannel.this::work);
    }

    private void expire() {
      if (running == this) {
        DataReceiver receiver = dataReceiver;
        if (receiver != null) {
          leaveData();
          receiver.guardExpired();
        }
        fail(Framing.ERROR);
      }
    }

    @Override
    public void prompt(DataReceiver receiver) {
      if (running == this) {
        pending.clear();
        dataReceiver = receiver;
        output.send(Framing.PROMPT);
        say(Fault.Moment.INSIDE_PROMPT);
      }
    }

    @Override
    public void endData() {
      if (running == this) {
        audit.dataEnded();
        leaveData();
      }
    }
  }
}
