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
import io.github.modemqtt.emulator.internal.general.LineCommands;
import io.github.modemqtt.emulator.internal.network.Internet;
import io.github.modemqtt.emulator.internal.network.MobileNetwork;
import io.github.modemqtt.emulator.internal.network.NettyInternet;
import io.github.modemqtt.emulator.internal.network.WatchedConnector;
import io.github.modemqtt.emulator.internal.power.PowerCommands;
import io.github.modemqtt.emulator.internal.power.PowerSettings;
import io.github.modemqtt.emulator.internal.power.Sleep;
import io.github.modemqtt.emulator.internal.radio.NetworkCommands;
import io.github.modemqtt.emulator.internal.radio.PagingCommands;
import io.github.modemqtt.emulator.internal.radio.PowerSaving;
import io.github.modemqtt.emulator.internal.radio.ProbeCommands;
import io.github.modemqtt.emulator.internal.radio.Radio;
import io.github.modemqtt.emulator.internal.radio.RadioConnection;
import io.github.modemqtt.emulator.internal.radio.RegistrationReport;
import io.github.modemqtt.emulator.internal.radio.Sim;
import io.github.modemqtt.emulator.internal.radio.SimCommands;
import io.github.modemqtt.emulator.internal.radio.UrcCommands;
import io.github.modemqtt.emulator.internal.radio.UrcSwitches;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.AuditEntry;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleDialect;
import io.github.modemqtt.emulator.model.SleepLevel;
import io.github.modemqtt.emulator.scenario.Scenario;
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
 * that all modules share: two of the clock, two of Netty, and borrowed ones, at most one per module
 * for as long as a write to its line takes and one for as long as its broker's name is looked up;
 * those end after 10 s without work. All state of a module is touched by one task at a time, in
 * order, so that what is done through this class (from any thread) takes effect in the order in
 * which it was called.
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
  private final MobileNetwork network;
  private final RadioConnection connection;
  private final RegistrationReport report;
  private final SimCommands simCommands;
  private final ProbeCommands probeCommands;
  private final LineCommands lineCommands;
  private final DeviceCommands deviceCommands;
  private final Sleep sleep;
  private final EcmtClient client;
  private final EcmtCommands ecmtCommands;
  private final CommandChannel channel;
  private final FaultInjection faults;
  private final PortFaults portFaults;
  private final ScenarioPlayer scenarios;
  private final List<Scenario> scenariosAtStart;
  private final CommandLog commandLog = new CommandLog();
  private final AuditLog audit;
  private final SerialLine serialLine;
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
    serialLine = new SerialLine(options, time, this::received, this::close);
    frontEnd = new FrontEnd(serialLine.output(), options.trafficListener);

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
    network =
        new MobileNetwork(options.network, internet(options), time, options.delays.tcpConnect());
    UrcSwitches switches = new UrcSwitches();
    PowerSaving powerSaving = new PowerSaving();
    connection = new RadioConnection(time, powerSaving, switches, urcs);
    report = new RegistrationReport(radio, switches, powerSaving, urcs, dialect, time);
    radio.onChange(this::registrationChanged);
    client =
        new EcmtClient(
            time,
            options.delays,
            new WatchedConnector(network, connection::traffic),
            radio::hasAddress,
            urcs,
            new MqttAudit(audit, time::nanoTime, reopenPause(options.delays)),
            dialect.secondConnectResult());
    faults = new FaultInjection(time, frontEnd, channel, ownUrcs, urcs, client, radio, network);
    portFaults = new PortFaults(options.line, time);
    scenarios = new ScenarioPlayer(time, this::happenInScenario);
    options.scenarios.forEach(this::requirePossible);
    scenariosAtStart = List.copyOf(options.scenarios);
    ecmtCommands = new EcmtCommands(client, options.profile.limits(), options.delays, time);
    ecmtCommands.register(table);

    powerSaving.register(table);
    new NetworkCommands(radio, options.signal, switches, report).register(table);
    new UrcCommands(switches, connection).register(table);
    new PagingCommands().register(table);
    probeCommands =
        new ProbeCommands(radio, connection, options.locator, EmulatorThreads.BLOCKING, time, urcs);
    probeCommands.register(table);
    simCommands =
        new SimCommands(sim, radio, options.identity, dialect.iccidPrefix(), switches, urcs);
    simCommands.register(table);
    new ChannelCommands(settings).register(table);
    new IdentityCommands(options.profile, options.identity).register(table);
    deviceCommands = new DeviceCommands(time, this::restart);
    deviceCommands.register(table);
    int rate = options.lineRate == 0 ? options.profile.baudRate() : options.lineRate;
    lineCommands = new LineCommands(rate, time, serialLine::setRate);
    lineCommands.register(table);

    PowerSettings powerSettings = new PowerSettings();
    sleep = new Sleep(time, powerSettings, surroundings(), urcs, options.wakeUpTime);
    new PowerCommands(powerSettings, sleep).register(table);
    connection.onIdle(sleep::review);
  }

  private Sleep.Surroundings surroundings() {
    return new Sleep.Surroundings(
        lineCommands::rate,
        channel::busy,
        client::sendTaskLives,
        connection::connected,
        connection::savingPower,
        client::powerOff,
        this::printBootLines);
  }

  /**
   * Starts to describe a module.
   *
   * @param line the module's own end of the line, not yet opened; a {@link
   *     io.github.modemqtt.transport.ModulePort} for programs that come and go
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
    time.execute(network::start);
    time.execute(this::booted);
    scenariosAtStart.forEach(this::play);
    EmulatorThreads.daemon(serialLine.reader(), "modemqtt-emulator-line-" + line.name()).start();
  }

  private Internet internet(EmulatedModuleBuilder options) {
    if (options.internet != null) {
      return options.internet.apply(time);
    }
    return new NettyInternet(
        options.locator, options.delays.tcpConnect(), EmulatorThreads.BLOCKING, time);
  }

  /** Where the old receive task ends at once there is nothing to wait for. */
  private static Duration reopenPause(FirmwareDelays delays) {
    return delays.taskEnd().isZero() ? Duration.ZERO : REOPEN_PAUSE;
  }

  private void received(byte[] chunk) {
    frontEnd.received(chunk);
    if (running) {
      byte[] heard = sleep.heard(chunk);
      if (heard.length > 0) {
        channel.chunk(heard);
      }
    }
  }

  private void logCommand(String latin1) {
    String line = new String(latin1.getBytes(ISO_8859_1), UTF_8);
    commandLog.add(line);
    scenarios.commandReceived(line);
  }

  private void booted() {
    running = true;
    lineCommands.reset();
    printBootLines();
    sleep.start();
    simCommands.start();
    radio.start();
  }

  private void printBootLines() {
    bootLines.forEach(channel::bootLine);
  }

  private void registrationChanged() {
    report.changed();
    if (radio.registered()) {
      connection.traffic();
    } else {
      connection.lost();
    }
  }

  private void powerOff() {
    running = false;
    client.powerOff();
    network.powerOff();
    radio.stop();
    connection.stop();
    report.stop();
    sleep.stop();
  }

  private void restart() {
    powerOff();
    deviceCommands.cancel();
    probeCommands.reset();
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
   * @throws IllegalArgumentException if the module's line cannot do that: only a {@link
   *     io.github.modemqtt.transport.ModulePort} can go away and come back
   */
  public void inject(Fault fault) {
    requirePossible(fault);
    time.execute(() -> happen(fault));
  }

  /**
   * Lets the faults of a scenario happen, whose time begins now; others go on.
   *
   * @param scenario the faults
   * @throws IllegalArgumentException if the module's line cannot do that, as with {@link #inject}
   */
  public void play(Scenario scenario) {
    requirePossible(scenario);
    time.execute(() -> scenarios.play(scenario));
  }

  private void requirePossible(Scenario scenario) {
    scenario.steps().forEach(step -> requirePossible(step.fault()));
  }

  private void requirePossible(Fault fault) {
    if (fault instanceof Fault.PortGone) {
      portFaults.requirePort();
    }
  }

  private void happen(Fault fault) {
    if (fault instanceof Fault.CutLine) {
      EmulatorThreads.BLOCKING.execute(this::close);
    } else if (fault instanceof Fault.PortGone gone) {
      portFaults.goAway(gone.duration());
    } else if (fault instanceof Fault.Reset) {
      restart();
    } else {
      faults.inject(fault);
    }
  }

  /** Perhaps while a command line is taken apart, which a reset must not interrupt. */
  private void happenInScenario(Fault fault) {
    if (fault instanceof Fault.Reset) {
      time.execute(this::restart);
    } else {
      happen(fault);
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
   * How deep the module sleeps now.
   *
   * <p>It sleeps once nothing came from the host for the {@code slpWaitTime} of {@code AT+ECPCFG},
   * no deeper than {@code AT+ECPMUCFG} allows: with mode 2, 3 or 4; a new module does not. While
   * its MQTT client is open, or has a radio connection, it sleeps lightly only; it hibernates in
   * power saving mode only ({@code AT+CPSMS}). Input wakes it up, intact up to 9,600 bit/s; above,
   * what comes within the {@linkplain EmulatedModuleBuilder#wakeUpTime wake-up time} is lost.
   *
   * @return the level
   */
  public SleepLevel sleepLevel() {
    return sleep.level();
  }

  /**
   * How many messages were lost because the host did not read them in time.
   *
   * @return the number since the module was started
   */
  public long droppedMessages() {
    return serialLine.dropped();
  }

  /** Switches the module off and closes its line; does nothing if that was done before. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    time.execute(
        () -> {
          powerOff();
          network.stop();
          time.stop();
        });
    line.close();
  }
}
