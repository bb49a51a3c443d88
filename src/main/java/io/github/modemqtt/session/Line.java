package io.github.modemqtt.session;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.ecmt.EcmtModule;
import io.github.modemqtt.modem.BringUp;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.NetworkMonitor;
import io.github.modemqtt.modem.PowerCommands;
import io.github.modemqtt.modem.RegistrationDomain;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.function.Consumer;

/** An open line to a module, with what drives it. Its reports go to an inbox, under its name. */
final class Line implements AutoCloseable {
  private static final int FLIGHT_MODE = 4;

  private final AtChannel channel;
  private final EcmtModule module;
  private final BringUp bringUp;
  private final NetworkMonitor network;

  private Line(AtChannel channel, ClientSettings settings, NetworkWatch watch) {
    this.channel = channel;
    this.network = watch.begin(channel);
    this.module = new EcmtModule(channel, settings.profile(), settings.module());
    this.bringUp = new BringUp(channel, settings.bringUp(), settings.listener());
  }

  static Line open(
      ClientSettings settings,
      Inbox inbox,
      Consumer<? super Message> messages,
      NetworkWatch watch) {
    Transport transport = settings.transports().get();
    AtChannel channel =
        AtChannel.open(
            transport,
            settings.channelOn(transport).withCallbackExecutor(Runnable::run),
            settings.atListener());
    Line line = new Line(channel, settings, watch);
    line.module.setListener(line.new Reporter(inbox, messages));
    channel.onLost(loss -> inbox.post(new Report.LineLost(line, loss)));
    channel.onUnknown(unknown -> inbox.post(new Report.Noise(line)));
    return line;
  }

  AtChannel channel() {
    return channel;
  }

  MqttModule module() {
    return module;
  }

  /** The same module was met on another line, which may have ended in the middle of a publish. */
  void continues() {
    module.assumeInterruptedPublish();
  }

  /** From an open line to an address in the network; waits for it. */
  ModemStatus bringUp() {
    ModemStatus status = bringUp.run();
    network.broughtUp(status);
    return status;
  }

  NetworkMonitor network() {
    return network;
  }

  /** Whether a network has the module; a module that does not say counts as registered. */
  boolean isRegistered() {
    try {
      return channel
          .execute(new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET))
          .state()
          .isRegistered();
    } catch (CommandRejectedException e) {
      return true;
    }
  }

  /** Switches the radio off; the bring-up switches it on again. */
  void switchRadioOff() {
    channel.execute(new NetworkCommands.SetFunctionality(FLIGHT_MODE));
  }

  /** Restarts the module and waits until it answers again. */
  void reset(Duration patience) {
    long end = System.nanoTime() + Nanos.of(patience);
    try {
      channel.execute(new PowerCommands.Restart());
    } catch (CommandTimeoutException | CommandRejectedException e) {
      // it may restart without a word, or be stuck; the next question tells
    }
    while (true) {
      try {
        channel.synchronize();
        return;
      } catch (ModuleNotRespondingException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    network.close();
    channel.close();
  }

  private final class Reporter implements MqttModuleListener {
    private final Inbox inbox;
    private final Consumer<? super Message> messages;

    Reporter(Inbox inbox, Consumer<? super Message> messages) {
      this.inbox = inbox;
      this.messages = messages;
    }

    @Override
    public void onMessage(Message message) {
      messages.accept(message);
    }

    @Override
    public void onLinkLost(LinkLoss loss) {
      inbox.post(new Report.LinkLost(Line.this, loss));
    }

    @Override
    public void onLinkRestored() {
      inbox.post(new Report.LinkRestored(Line.this));
    }

    @Override
    public void onReconnectRefused(MqttRefusedException refusal) {
      inbox.post(new Report.ReconnectRefused(Line.this, refusal));
    }

    @Override
    public void onLinkDoubtful(String evidence) {
      inbox.post(new Report.Doubt(Line.this, evidence));
    }
  }
}
