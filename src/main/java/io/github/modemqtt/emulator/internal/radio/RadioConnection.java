package io.github.modemqtt.emulator.internal.radio;

import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The radio connection of a registered module: there while there is traffic and some time after it,
 * then idle, and in power saving mode when the active time of CPSMS is over.
 *
 * <p>Used in the module's own time only.
 */
public final class RadioConnection {
  /** When a usual NB-IoT network releases a connection without traffic. */
  private static final Duration INACTIVITY = Duration.ofSeconds(20);

  private final ModuleTime time;
  private final PowerSaving powerSaving;
  private final UrcSwitches switches;
  private final Urcs urcs;
  private Runnable onIdle = () -> {};
  private boolean connected;
  private boolean saving;
  private long lastTraffic;
  private ModuleClock.@Nullable Timer timer;

  /**
   * Creates a radio without a connection.
   *
   * @param time the module's time
   * @param powerSaving whether and when the module saves power
   * @param switches which URCs are on
   * @param urcs takes the URCs
   */
  public RadioConnection(
      ModuleTime time, PowerSaving powerSaving, UrcSwitches switches, Urcs urcs) {
    this.time = time;
    this.powerSaving = powerSaving;
    this.switches = switches;
    this.urcs = urcs;
  }

  /**
   * Sets who hears that the module became idle, or saves power: it may sleep deeper now.
   *
   * @param listener hears it
   */
  public void onIdle(Runnable listener) {
    onIdle = listener;
  }

  /** Something goes to the network, or comes from it. */
  public void traffic() {
    lastTraffic = time.nanoTime();
    if (!connected) {
      stopTimer();
      connected = true;
      timer = time.after(INACTIVITY, this::lookForTraffic);
      leavePowerSaving();
      report("CSCON", 1);
    }
  }

  /** The connection is gone with the registration. */
  public void lost() {
    stopTimer();
    leavePowerSaving();
    if (connected) {
      connected = false;
      report("CSCON", 0);
    }
  }

  /** Goes off without a word, as at power-off. */
  public void stop() {
    stopTimer();
    connected = false;
    saving = false;
  }

  /**
   * Whether there is a connection.
   *
   * @return false if the module is idle, or not registered
   */
  public boolean connected() {
    return connected;
  }

  /**
   * Whether the module is in power saving mode.
   *
   * @return whether the active time is over
   */
  public boolean savingPower() {
    return saving;
  }

  private void lookForTraffic() {
    Duration left = INACTIVITY.minusNanos(time.nanoTime() - lastTraffic);
    if (left.isNegative() || left.isZero()) {
      connected = false;
      report("CSCON", 0);
      Optional<Duration> active = powerSaving.activeTime();
      timer = active.map(delay -> time.after(delay, this::savePower)).orElse(null);
      onIdle.run();
    } else {
      timer = time.after(left, this::lookForTraffic);
    }
  }

  private void savePower() {
    saving = true;
    report("ECPSMR", 1);
    onIdle.run();
  }

  private void leavePowerSaving() {
    if (saving) {
      saving = false;
      report("ECPSMR", 0);
    }
  }

  private void report(String name, int mode) {
    if (switches.value(name) > 0) {
      urcs.send("+" + name + ": " + mode);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
