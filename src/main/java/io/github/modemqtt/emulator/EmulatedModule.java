package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.emulator.internal.audit.AuditLog;
import io.github.modemqtt.emulator.internal.audit.LineAudit;
import io.github.modemqtt.emulator.internal.audit.MqttAudit;
import io.github.modemqtt.emulator.internal.command.ChannelSettings;
import io.github.modemqtt.emulator.internal.command.ColonStyle;
import io.github.modemqtt.emulator.internal.command.CommandChannel;
import io.github.modemqtt.emulator.internal.command.CommandTable;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.ecmt.EcmtClient;
import io.github.modemqtt.emulator.internal.ecmt.EcmtCommands;
import io.github.modemqtt.emulator.internal.fault.UrcFaults;
import io.github.modemqtt.emulator.internal.general.ChannelCommands;
import io.github.modemqtt.emulator.internal.general.DeviceCommands;
import io.github.modemqtt.emulator.internal.general.IdentityCommands;
import io.github.modemqtt.emulator.internal.network.NettyBrokerConnector;
import io.github.modemqtt.emulator.internal.radio.NetworkCommands;
import io.github.modemqtt.emulator.internal.radio.PowerSaving;
import io.github.modemqtt.emulator.internal.radio.Radio;
import io.github.modemqtt.emulator.internal.radio.Reachability;
import io.github.modemqtt.emulator.internal.radio.Sim;
import io.github.modemqtt.emulator.internal.radio.SimCommands;
import io.github.modemqtt.emulator.internal.radio.SleepCommands;
import io.github.modemqtt.emulator.internal.radio.UrcSwitches;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleDialect;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A module in software at the end of a line.
 *
 * <p>It behaves like the EC616 as its firmware is known to behave, faults included: commands are
 * cut from the line as the module's decoder does, MQTT goes to a real broker, and what the real
 * module never says is never said.
 *
 * <p><b>Chunks.</b> Some rules of the module depend on where its input pauses: data mode ends when
 * a chunk <em>ends</em> with Ctrl-Z, and commands that arrive in one chunk share a line buffer. A
 * pause is the {@linkplain EmulatedModuleBuilder#chunkGap(Duration) chunk gap}, in real time also
 * when the {@linkplain EmulatedModuleBuilder#clock clock} is not.
 *
 * <p><b>Threads.</b> One daemon thread per module reads the line. Everything else runs on threads
 * that all modules share: the clock's, Netty's, and some for blocking writes. All state of a module
 * is touched by one task at a time, in order, so that what is done through this class (from any
 * thread) takes effect in the order in which it was called.
 *
 * <p><b>End.</b> The module switches itself off when its line ends.
 */
public final class EmulatedModule implements AutoCloseable {
  /** The pause after a close that is safe with the firmware's own delays. */
  private static final Duration REOPEN_PAUSE = Duration.ofMillis(500);

  private final Transport line;
  private final FrontEnd frontEnd;
  private final ModuleTime time;
  private final Duration boot;
  private final List<String> bootLines;
  private final Radio radio;
  private final EcmtClient client;
  private final EcmtCommands ecmtCommands;
  private final CommandChannel channel;
  private final FaultInjection faults;
  private final CommandLog commandLog = new CommandLog();
  private final AuditLog audit;
  private final LineReader reader;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Which boot this is: what was planned before a reset does not happen after it. */
  private int bootNumber;

  private boolean running;

  EmulatedModule(EmulatedModuleBuilder options) {
    line = options.line;
    time = new ModuleTime(options.clock);
    audit = new AuditLog(time::instant);
    boot = options.delays.boot();
    bootLines = options.profile.bootLines();
    frontEnd =
        new FrontEnd(
            new LineWriter(line, EmulatorThreads.BLOCKING, options.sendQueue),
            options.trafficListener);
    reader = new LineReader(line, options.chunkGap, this::received, this::close);

    ModuleDialect dialect = options.profile.dialect();
    ColonStyle style = new ColonStyle(dialect.blankAfterColon());
    CommandTable table = new CommandTable();
    ChannelSettings settings =
        new ChannelSettings(options.profile.echo(), options.profile.errorFormat());
    channel =
        new CommandChannel(
            table, settings, frontEnd, style, time, this::logCommand, new LineAudit(audit));

    Sim sim = new Sim(options.simCard);
    radio = new Radio(sim, options.registrationDelay, options.networkAddress, time);
    Urcs ownUrcs = text -> channel.send(style.write(text));
    UrcFaults urcs = new UrcFaults(ownUrcs);
    client =
        new EcmtClient(
            time,
            options.delays,
            new NettyBrokerConnector(
                options.locator, options.delays.tcpConnect(), EmulatorThreads.BLOCKING),
            radio::hasAddress,
            urcs,
            new MqttAudit(audit, time::nanoTime, reopenPause(options.delays)),
            dialect.secondConnectResult());
    faults = new FaultInjection(time, frontEnd, channel, ownUrcs, urcs, client, radio);
    ecmtCommands = new EcmtCommands(client, options.profile.limits(), options.delays, time);
    ecmtCommands.register(table);

    new SleepCommands().register(table);
    new Reachability(radio, time, urcs).register(table);
    PowerSaving powerSaving = new PowerSaving();
    powerSaving.register(table);
    new NetworkCommands(radio, options.signal, new UrcSwitches(), powerSaving, urcs, dialect)
        .register(table);
    new SimCommands(sim, radio, options.identity, dialect.iccidPrefix()).register(table);
    new ChannelCommands(settings).register(table);
    new IdentityCommands(options.profile, options.identity).register(table);
    new DeviceCommands(options.profile.baudRate(), time, this::restart).register(table);
  }

  /**
   * Starts to describe a module.
   *
   * @param line the module's own end of the line, not yet opened
   * @return the builder
   */
  public static EmulatedModuleBuilder builder(Transport line) {
    return new EmulatedModuleBuilder(line);
  }

  /**
   * Opens the line and switches the module on; it has booted and searches for its network.
   *
   * @throws io.github.modemqtt.transport.TransportOpenException if the line cannot be opened
   * @throws IllegalStateException if it was started before
   */
  public void start() {
    if (started.getAndSet(true)) {
      throw new IllegalStateException("the module on " + line.name() + " was started before");
    }
    line.open();
    time.execute(this::booted);
    EmulatorThreads.daemon(reader, "modemqtt-emulator-line-" + line.name()).start();
  }

  /** Where the old receive task ends at once there is nothing to wait for. */
  private static Duration reopenPause(FirmwareDelays delays) {
    return delays.taskEnd().isZero() ? Duration.ZERO : REOPEN_PAUSE;
  }

  private void received(byte[] chunk) {
    time.execute(
        () -> {
          frontEnd.received(chunk);
          reader.done();
          if (running) {
            channel.chunk(chunk);
          }
        });
  }

  private void logCommand(String latin1) {
    commandLog.add(new String(latin1.getBytes(ISO_8859_1), UTF_8));
  }

  private void booted() {
    running = true;
    radio.start();
    bootLines.forEach(channel::send);
  }

  private void restart() {
    running = false;
    client.powerOff();
    radio.stop();
    channel.reset();
    ecmtCommands.reset();
    int thisBoot = ++bootNumber;
    time.after(
        boot,
        () -> {
          if (thisBoot == bootNumber) {
            booted();
          }
        });
  }

  /**
   * Makes something go wrong.
   *
   * <p>It is in force before anything that the host sends after this call. Faults of the module's
   * waits and moments go by its own {@linkplain EmulatedModuleBuilder#clock clock}.
   *
   * @param fault what
   */
  public void inject(Fault fault) {
    if (fault instanceof Fault.CutLine) {
      time.execute(() -> EmulatorThreads.BLOCKING.execute(this::close));
    } else if (fault instanceof Fault.Reset) {
      time.execute(this::restart);
    } else {
      time.execute(() -> faults.inject(fault));
    }
  }

  /**
   * Cuts the TCP connection to the broker, if there is one; the module notices at once.
   *
   * <p>A connected module reports {@code +ECMTSTAT: 0,1} and reconnects by itself.
   */
  public void dropLink() {
    inject(new Fault.DropLink());
  }

  /** Power-cycles the module: MQTT, settings and pending commands are gone, NV memory stays. */
  public void reset() {
    inject(new Fault.Reset());
  }

  /**
   * Silences the module: from now on it says nothing, but goes on listening.
   *
   * @param on whether it is silent
   */
  public void mute(boolean on) {
    time.execute(() -> faults.mute(on));
  }

  /**
   * Makes the module say something unasked, framed as a URC.
   *
   * @param text the text between the line ends
   */
  public void injectUrc(String text) {
    inject(new Fault.InjectLine(text, Fault.Moment.NOW));
  }

  /**
   * The command lines received and not taken yet, oldest first; the last {@value
   * CommandLog#CAPACITY} of them.
   *
   * <p>They are as the host wrote them, passwords included.
   *
   * @return a copy
   */
  public List<String> commands() {
    return commandLog.all();
  }

  /**
   * Takes the oldest command line, or waits for one.
   *
   * @param timeout how long to wait
   * @return the line, or empty if none came in time
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public Optional<String> takeCommand(Duration timeout) throws InterruptedException {
    return commandLog.take(timeout);
  }

  /**
   * What a careful host must not do to this module, and did, oldest first; the first {@value
   * AuditLog#CAPACITY} of it.
   *
   * <p>An entry is there before the module answers the command that it is about. The audit does not
   * change what the module does, survives its resets, and can be read after its end.
   *
   * @return a copy
   */
  public List<AuditEntry> audit() {
    return audit.entries();
  }

  /**
   * How many audit entries came after {@link #audit()} was full.
   *
   * @return their number
   */
  public long furtherAuditEntries() {
    return audit.further();
  }

  /**
   * How many messages were lost because the host did not read them in time.
   *
   * @return the number since the module was started
   */
  public long droppedMessages() {
    return frontEnd.dropped();
  }

  /** Switches the module off and closes its line; does nothing if that was done before. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    time.execute(
        () -> {
          running = false;
          client.powerOff();
          radio.stop();
          time.stop();
        });
    line.close();
  }
}
