package io.github.modemqtt.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.emulator.internal.command.CommandChannel;
import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.ecmt.EcmtClient;
import io.github.modemqtt.emulator.internal.fault.UrcFaults;
import io.github.modemqtt.emulator.internal.network.MobileNetwork;
import io.github.modemqtt.emulator.internal.radio.Radio;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings faults to the part of the module that they concern. Runs in the module's own time. */
final class FaultInjection {
  private final ModuleTime time;
  private final FrontEnd frontEnd;
  private final CommandChannel channel;
  private final Urcs ownUrcs;
  private final UrcFaults urcs;
  private final EcmtClient client;
  private final Radio radio;
  private final MobileNetwork network;
  private ModuleClock.@Nullable Timer unmute;

  FaultInjection(
      ModuleTime time,
      FrontEnd frontEnd,
      CommandChannel channel,
      Urcs ownUrcs,
      UrcFaults urcs,
      EcmtClient client,
      Radio radio,
      MobileNetwork network) {
    this.time = time;
    this.frontEnd = frontEnd;
    this.channel = channel;
    this.ownUrcs = ownUrcs;
    this.urcs = urcs;
    this.client = client;
    this.radio = radio;
    this.network = network;
  }

  /** All but those of the line and of the module as a whole: cut line, port gone, reset. */
  void inject(Fault fault) {
    if (fault instanceof Fault.DropLink) {
      client.cutLink();
    } else if (fault instanceof Fault.RefuseConnect refusal) {
      client.refuseNextConnect(refusal.code());
    } else if (fault instanceof Fault.StuckConnecting) {
      client.getStuck();
    } else if (fault instanceof Fault.NoNetwork loss) {
      radio.lose(loss.duration());
      client.cutLink();
    } else if (fault instanceof Fault.Outage outage) {
      network.outage(outage.duration());
    } else if (fault instanceof Fault.InjectLine line) {
      channel.inject(latin1(line.text()), line.moment());
    } else if (fault instanceof Fault.Mute mute) {
      mute(mute.duration());
    } else if (fault instanceof Fault.GarbleBytes garbled) {
      frontEnd.faults().garble(garbled.count(), garbled.seed());
    } else if (fault instanceof Fault.DropBytes dropped) {
      frontEnd.faults().drop(dropped.count(), dropped.seed());
    } else {
      injectUrcFault(fault);
    }
  }

  private void injectUrcFault(Fault fault) {
    if (fault instanceof Fault.LoseNextUrc lost) {
      urcs.next(lost.prefix(), text -> {});
    } else if (fault instanceof Fault.DelayNextUrc late) {
      urcs.next(late.prefix(), text -> time.after(late.delay(), () -> ownUrcs.send(text)));
    } else if (fault instanceof Fault.DuplicateNextUrc doubled) {
      urcs.next(
          doubled.prefix(),
          text -> {
            ownUrcs.send(text);
            ownUrcs.send(text);
          });
    }
  }

  private static String latin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private void mute(@Nullable Duration duration) {
    mute(true);
    if (duration != null) {
      unmute = time.after(duration, () -> mute(false));
    }
  }

  void mute(boolean on) {
    if (unmute != null) {
      unmute.cancel();
      unmute = null;
    }
    frontEnd.mute(on);
  }
}
