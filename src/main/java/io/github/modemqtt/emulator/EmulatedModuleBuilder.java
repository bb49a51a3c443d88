package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.network.Internet;
import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.emulator.model.Chunking;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleClock;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.emulator.model.Signal;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.emulator.model.TrafficListener;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes a module in software; every value has a default. */
public final class EmulatedModuleBuilder {
  private static final Duration DEFAULT_CHUNK_GAP = Duration.ofMillis(3);
  private static final Duration DEFAULT_REGISTRATION_DELAY = Duration.ofMillis(500);
  private static final Duration DEFAULT_WAKE_UP_TIME = Duration.ofMillis(10);
  private static final int DEFAULT_SEND_QUEUE = 4096;
  private static final int MIN_LINE_RATE = 300;
  private static final int MAX_LINE_RATE = 4_000_000;

  final Transport line;
  final List<Scenario> scenarios = new ArrayList<>();
  ModuleProfile profile = ModuleProfile.EC616;
  ModuleIdentity identity = ModuleIdentity.numbered(1);
  SimCard simCard = SimCard.ready();
  Signal signal = Signal.GOOD;
  FirmwareDelays delays = FirmwareDelays.EC616;
  ModuleClock clock = ModuleClock.system();
  BrokerLocator locator = BrokerLocator.nameService();
  Optional<Duration> registrationDelay = Optional.of(DEFAULT_REGISTRATION_DELAY);
  Optional<TrafficListener> trafficListener = Optional.empty();
  String networkAddress = "10.0.0.2";
  Duration chunkGap = DEFAULT_CHUNK_GAP;
  Chunking chunking = Chunking.whole();
  Duration wakeUpTime = DEFAULT_WAKE_UP_TIME;

  /** 0 for none. */
  int lineRate;

  int sendQueue = DEFAULT_SEND_QUEUE;
  NetworkModel network = NetworkModel.IDEAL;

  /** What lies behind the network instead of real brokers; given the module's time. */
  @Nullable Function<Executor, Internet> internet;

  EmulatedModuleBuilder(Transport line) {
    this.line = line;
  }

  /**
   * Sends every host and port of an {@code AT+ECMTOPEN} to one broker.
   *
   * @param host the broker's real host name or address
   * @param port its port
   * @return this
   */
  public EmulatedModuleBuilder broker(String host, int port) {
    return broker(new InetSocketAddress(host, port));
  }

  /**
   * Sends every host and port of an {@code AT+ECMTOPEN} to one broker.
   *
   * @param address the broker's real address
   * @return this
   */
  public EmulatedModuleBuilder broker(InetSocketAddress address) {
    return brokers(BrokerLocator.always(address));
  }

  /**
   * Sets how brokers are found; by default the machine's own name service is asked.
   *
   * @param locator the emulated network's name service
   * @return this
   */
  public EmulatedModuleBuilder brokers(BrokerLocator locator) {
    this.locator = locator;
    return this;
  }

  /**
   * Sets the firmware build; {@link ModuleProfile#EC616} by default.
   *
   * @param profile the profile
   * @return this
   */
  public EmulatedModuleBuilder profile(ModuleProfile profile) {
    this.profile = profile;
    return this;
  }

  /**
   * Sets the module's numbers; those of module 1 by default.
   *
   * @param identity the numbers
   * @return this
   */
  public EmulatedModuleBuilder identity(ModuleIdentity identity) {
    this.identity = identity;
    return this;
  }

  /**
   * Sets the SIM card; one that is ready by default.
   *
   * @param card the card
   * @return this
   */
  public EmulatedModuleBuilder sim(SimCard card) {
    simCard = card;
    return this;
  }

  /**
   * Sets the signal; {@link Signal#GOOD} by default.
   *
   * @param signal what a registered module reports
   * @return this
   */
  public EmulatedModuleBuilder signal(Signal signal) {
    this.signal = signal;
    return this;
  }

  /**
   * Sets how long the module searches before it is registered and has an address; 500 ms by
   * default.
   *
   * @param delay the time, from when the SIM card is ready
   * @return this
   */
  public EmulatedModuleBuilder registrationDelay(Duration delay) {
    registrationDelay = Optional.of(delay);
    return this;
  }

  /**
   * Lets the module search for ever.
   *
   * @return this
   */
  public EmulatedModuleBuilder neverRegisters() {
    registrationDelay = Optional.empty();
    return this;
  }

  /**
   * Sets the address that the network gives; {@code 10.0.0.2} by default. Only shown.
   *
   * @param address an IPv4 address
   * @return this
   */
  public EmulatedModuleBuilder networkAddress(String address) {
    networkAddress = address;
    return this;
  }

  /**
   * Sets the waits that are built into the firmware; the real ones by default.
   *
   * @param delays the waits, such as {@link FirmwareDelays#NONE} for quick tests
   * @return this
   */
  public EmulatedModuleBuilder firmwareDelays(FirmwareDelays delays) {
    this.delays = delays;
    return this;
  }

  /**
   * Sets the clock that all waits of the module go through; this machine's by default.
   *
   * @param clock the clock
   * @return this
   */
  public EmulatedModuleBuilder clock(ModuleClock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Sets the pause that ends a chunk of input; 3 ms by default.
   *
   * <p>The module's UART takes about 24 bit times (2.5 ms at 9,600 bit/s). Reads that follow each
   * other without such a pause are one chunk, so that a payload and its terminator that are written
   * one after the other belong together. Each command is answered at least this much later. Zero
   * makes a chunk of what is there to read at that moment.
   *
   * @param gap the pause, not negative
   * @return this
   */
  public EmulatedModuleBuilder chunkGap(Duration gap) {
    if (gap.isNegative()) {
      throw new IllegalArgumentException("the chunk gap must not be negative: " + gap);
    }
    chunkGap = gap;
    return this;
  }

  /**
   * Gives the line a rate of its own, in both directions; by default it is as fast as the
   * transport.
   *
   * <p>A byte takes 10 bit times (8N1). What the module says comes in bursts of some milliseconds;
   * what the host writes is taken in at this rate, and a host that writes faster waits, once about
   * 16 KiB and what the transport holds are full. All of it goes by the {@linkplain #clock clock},
   * the {@linkplain #chunkGap chunk gap} too, which then begins when the last byte is through.
   *
   * <p>{@code AT+IPR?} reports this rate, whatever the profile says, and {@code AT+IPR} and {@code
   * AT+ECIPR} change it. For the losses of a slow line see {@link #sendQueue}. A transport that has
   * a real rate needs none; to use its number here, see {@link Transport#bitsPerSecond()}.
   *
   * @param bitsPerSecond the rate, 300 to 4,000,000
   * @return this
   */
  public EmulatedModuleBuilder lineRate(int bitsPerSecond) {
    if (bitsPerSecond < MIN_LINE_RATE || bitsPerSecond > MAX_LINE_RATE) {
      throw new IllegalArgumentException(
          "the rate of the line must be 300 to 4000000 bit/s, not " + bitsPerSecond);
    }
    lineRate = bitsPerSecond;
    return this;
  }

  /**
   * Sets in which pieces the host gets what the module says; {@link Chunking#whole()} by default.
   *
   * @param newChunking the pieces
   * @return this
   */
  public EmulatedModuleBuilder chunking(Chunking newChunking) {
    chunking = newChunking;
    return this;
  }

  /**
   * Sets how long a {@linkplain EmulatedModule#sleepLevel() sleeping} module takes to hear its line
   * again; 10 ms by default.
   *
   * <p>Above 9,600 bit/s the characters that arrive in this time are lost; how many those are goes
   * by the rate that {@code AT+IPR} has set. How long the real module takes is not known.
   *
   * @param wakeUp the time, not negative
   * @return this
   */
  public EmulatedModuleBuilder wakeUpTime(Duration wakeUp) {
    if (wakeUp.isNegative()) {
      throw new IllegalArgumentException("the wake-up time must not be negative: " + wakeUp);
    }
    wakeUpTime = wakeUp;
    return this;
  }

  /**
   * Sets how many messages wait in the UART's queue for a host that does not read; further ones are
   * dropped, as the module does. 4,096 by default.
   *
   * <p>Not to be confused with the queue of 10 in front of the MQTT client's send task, which is
   * always there.
   *
   * <p>The real module has 32, for a line that is slow all the time. A line in memory has no rate:
   * with 32 it would be the scheduling of threads that decides what is lost.
   *
   * @param messages at least 1
   * @return this
   */
  public EmulatedModuleBuilder sendQueue(int messages) {
    if (messages < 1) {
      throw new IllegalArgumentException("the send queue must hold 1 message, not " + messages);
    }
    sendQueue = messages;
    return this;
  }

  /**
   * Sets how the network carries what the module and its broker say; {@link NetworkModel#IDEAL} by
   * default.
   *
   * @param model delays, loss and outages
   * @return this
   */
  public EmulatedModuleBuilder network(NetworkModel model) {
    network = model;
    return this;
  }

  /** Puts something else than this machine's own internet behind the network. */
  EmulatedModuleBuilder internet(Function<Executor, Internet> maker) {
    internet = maker;
    return this;
  }

  /**
   * Adds an observer of the line, for a demonstration or a log. At most one.
   *
   * @param listener sees the bytes in both directions
   * @return this
   */
  public EmulatedModuleBuilder trafficListener(TrafficListener listener) {
    trafficListener = Optional.of(listener);
    return this;
  }

  /**
   * Adds faults that happen from the start of the module on.
   *
   * @param scenario what goes wrong, and when
   * @return this
   */
  public EmulatedModuleBuilder scenario(Scenario scenario) {
    scenarios.add(scenario);
    return this;
  }

  /**
   * Makes the module.
   *
   * @return the module, not yet started
   * @throws IllegalArgumentException if the line cannot do what a scenario wants
   */
  public EmulatedModule build() {
    return new EmulatedModule(this);
  }
}
