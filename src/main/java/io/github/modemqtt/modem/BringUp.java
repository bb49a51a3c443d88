package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a module from an open port to an address in the network.
 *
 * <p>The steps are those of {@link BringUpStep}. The echo is switched off before anything else is
 * sent, because it would repeat PIN and passwords; a module that was made mute with {@code ATQ1} is
 * made to speak. The radio comes before the SIM card, because {@code AT+CFUN=0} switches the card
 * off, too. Nothing that the module stores is changed but echo and form of errors, unless {@link
 * BringUpOptions#networkReports} or {@link BringUpOptions#power} ask for it; that is done in the
 * first run only.
 *
 * <p>Registration and address are asked for in an interval; a URC about them, if the module is set
 * to send any, ends the interval early.
 *
 * <p>Make one for a channel, since its subscriptions last as long as that; it can run more than
 * once, for example after a restart of the module, but only on one thread at a time.
 */
public final class BringUp {
  private final AtChannel channel;
  private final BringUpOptions options;
  private final BringUpListener listener;
  private final Polling polling;
  private boolean reportsSwitched;
  private @Nullable PowerStatus power;

  /**
   * Prepares a bring-up with default options.
   *
   * @param channel the open channel
   */
  public BringUp(AtChannel channel) {
    this(channel, BringUpOptions.DEFAULTS, (step, text) -> {});
  }

  /**
   * Prepares a bring-up.
   *
   * @param channel the open channel
   * @param options how to go about it
   * @param listener hears how far it is
   * @throws IllegalArgumentException if the module may sleep by these options, and the channel,
   *     being faster than 9600 baud, does not wake it ({@link PowerOptions#wakeUp})
   */
  public BringUp(AtChannel channel, BringUpOptions options, BringUpListener listener) {
    PowerSetup.requireWakeUp(channel, options.power());
    this.channel = channel;
    this.options = options;
    this.listener = listener;
    this.polling = new Polling(channel, options.pollInterval());
  }

  /**
   * Does it, and waits until it is done.
   *
   * @return what was found
   * @throws io.github.modemqtt.at.ModuleNotRespondingException if the module does not answer
   * @throws SimMissingException if there is no SIM card
   * @throws PinRequiredException if the card asks for a PIN and none was given
   * @throws PinRejectedException if the card does not take the PIN
   * @throws PukRequiredException if the card asks for its PUK
   * @throws SimFailureException if the card cannot be used for another reason
   * @throws NetworkDeniedException if the network refuses the module until the time is over
   * @throws NotRegisteredException if no network takes the module in time
   * @throws NoAddressException if the network gives it no address in time
   * @throws CommandRejectedException if the module refuses a command that is indispensable
   * @throws io.github.modemqtt.at.CommandTimeoutException if the module stops answering
   * @throws io.github.modemqtt.at.ChannelClosedException if the channel is closed or lost; if it is
   *     closed on purpose during a wait, at the end of the interval
   * @throws io.github.modemqtt.at.InterruptedWaitException if the calling thread is interrupted
   */
  public ModemStatus run() {
    synchronizeAndConfigure();
    ModuleIdentity identity = identify();
    switchRadioOn();
    Optional<String> iccid = unlockSim();

    switchReports();
    NetworkAccess network = new NetworkAccess(channel, polling, options, listener);
    listener.onStep(BringUpStep.REGISTER, "waiting for the network");
    Registration registration = network.awaitRegistration();
    listener.onStep(BringUpStep.ADDRESS, "waiting for an address");
    PdpAddress address = network.awaitAddress();
    Optional<SignalQuality> signal = network.readSignal();
    savePower();

    listener.onStep(
        BringUpStep.READY,
        address.ipv4().orElse("")
            + ", "
            + registration.state().meaning()
            + signal.map(quality -> ", " + quality).orElse(""));
    return new ModemStatus(
        identity, iccid, signal, registration, address, Optional.ofNullable(power));
  }

  private void synchronizeAndConfigure() {
    listener.onStep(BringUpStep.SYNCHRONIZE, "trying AT on " + channel.name());
    channel.synchronize(new GeneralCommands.EnableResultCodes().line());
    listener.onStep(BringUpStep.CONFIGURE, "echo off, errors by number");
    channel.execute(new GeneralCommands.SetEcho(false));
    channel.execute(new GeneralCommands.SetErrorReports(1));
  }

  private ModuleIdentity identify() {
    ModuleIdentity identity =
        new ModuleIdentity(
            ifKnown(new GeneralCommands.ReadManufacturer()),
            ifKnown(new GeneralCommands.ReadModel()),
            ifKnown(new GeneralCommands.ReadFirmware()),
            ifKnown(new GeneralCommands.ReadImei())
                .or(() -> ifKnown(new GeneralCommands.ReadSerialNumber())));
    listener.onStep(BringUpStep.IDENTIFY, identity.toString());
    return identity;
  }

  private void switchRadioOn() {
    int level = channel.execute(new NetworkCommands.ReadFunctionality());
    if (level == NetworkCommands.SetFunctionality.FULL) {
      listener.onStep(BringUpStep.RADIO, "is on");
      return;
    }
    listener.onStep(BringUpStep.RADIO, "switching on");
    channel.execute(new NetworkCommands.SetFunctionality(NetworkCommands.SetFunctionality.FULL));
  }

  private Optional<String> unlockSim() {
    listener.onStep(BringUpStep.SIM, "looking at the SIM card");
    new SimAccess(channel, polling, options).unlock();
    return ifKnown(new SimCommands.ReadIccid());
  }

  /** The module stores it, so that once is enough. */
  private void switchReports() {
    if (!reportsSwitched) {
      NetworkReporting.apply(channel, options.networkReports(), listener);
      reportsSwitched = true;
    }
  }

  private void savePower() {
    if (power == null && !options.power().isUnchanged()) {
      power = new PowerSetup(channel, options.power(), listener).apply();
    }
  }

  /** What is only nice to know must not keep anybody from the network. */
  private <R> Optional<R> ifKnown(AtCommand<R> command) {
    try {
      return Optional.of(channel.execute(command));
    } catch (CommandRejectedException | ReplyFormatException e) {
      return Optional.empty();
    }
  }
}
