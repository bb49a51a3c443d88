package io.github.modemqtt.emulator.internal.power;

import io.github.modemqtt.emulator.internal.command.Urcs;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import io.github.modemqtt.emulator.model.SleepLevel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the module to sleep when nothing came for a while, and decides what of the next input it
 * hears.
 *
 * <p>Up to 9,600 bit/s a part of the UART stays awake and loses nothing. Above, what comes in while
 * the chip wakes up is lost.
 *
 * <p>Used in the module's own time only; {@link #level()} may be asked by any thread.
 */
public final class Sleep {
  private static final int LOW_POWER_RATE = 9600;
  private static final int BITS_PER_BYTE = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** How soon a module that is busy at the end of its hold-off is looked at again. */
  private static final Duration BUSY = Duration.ofMillis(100);

  /**
   * How long the module stays awake at least when it was woken, so that a host that repeats itself
   * is heard. That it does is known, for how long is not.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final ModuleTime time;
  private final PowerSettings settings;
  private final Surroundings surroundings;
  private final Urcs urcs;
  private final Duration wakeUp;
  private volatile SleepLevel level = SleepLevel.ACTIVE;
  private ModuleClock.@Nullable Timer holdOff;
  private long deafUntil;
  private long notBefore;
  private long awakeSince;

  /**
   * What keeps the module from sleep, and what comes of it.
   *
   * @param bitsPerSecond the rate of the line
   * @param busy whether a command runs
   * @param mqtt whether the tasks of the MQTT client live, which allow light sleep only
   * @param connected whether the network has a radio connection, which does so too
   * @param savingPower whether the module is in power saving mode, without which there is no
   *     hibernation
   * @param hibernated loses what is not in NV memory
   * @param restarted starts again from NV memory
   */
  public record Surroundings(
      IntSupplier bitsPerSecond,
      BooleanSupplier busy,
      BooleanSupplier mqtt,
      BooleanSupplier connected,
      BooleanSupplier savingPower,
      Runnable hibernated,
      Runnable restarted) {}

  /**
   * Creates a module that is awake.
   *
   * @param time the module's time
   * @param settings what the host allows
   * @param surroundings the rest of the module
   * @param urcs takes the URCs
   * @param wakeUp how long the chip takes to hear the line again
   */
  public Sleep(
      ModuleTime time,
      PowerSettings settings,
      Surroundings surroundings,
      Urcs urcs,
      Duration wakeUp) {
    this.time = time;
    this.settings = settings;
    this.surroundings = surroundings;
    this.urcs = urcs;
    this.wakeUp = wakeUp;
    deafUntil = time.nanoTime();
    awakeSince = deafUntil;
    notBefore = deafUntil;
  }

  /**
   * How deep the module sleeps.
   *
   * @return the level; {@link SleepLevel#ACTIVE} or {@link SleepLevel#IDLE} if it is awake
   */
  public SleepLevel level() {
    return level;
  }

  Duration awake() {
    return Duration.ofNanos(time.nanoTime() - awakeSince);
  }

  /** The module starts, or starts anew. */
  public void start() {
    level = SleepLevel.ACTIVE;
    awakeSince = time.nanoTime();
    stayAwake();
  }

  /** The module is off. */
  public void stop() {
    noHoldOff();
    level = SleepLevel.ACTIVE;
  }

  /**
   * Wakes the module, if it sleeps.
   *
   * @param chunk what came
   * @return what the module hears of it
   */
  public byte[] heard(byte[] chunk) {
    long now = time.nanoTime();
    byte[] heard = now - deafUntil < 0 ? new byte[0] : chunk;
    if (level.isSleep()) {
      heard = lose(chunk, now);
      wake(now);
      notBefore = now + LINGER.toNanos();
    }
    stayAwake();
    return heard;
  }

  private byte[] lose(byte[] chunk, long now) {
    int rate = surroundings.bitsPerSecond().getAsInt();
    if (rate <= LOW_POWER_RATE) {
      return chunk;
    }
    long lost = 1 + wakeUp.toNanos() * rate / (BITS_PER_BYTE * NANOS_PER_SECOND);
    if (lost < chunk.length) {
      return Arrays.copyOfRange(chunk, (int) lost, chunk.length);
    }
    deafUntil = now + (lost - chunk.length) * BITS_PER_BYTE * NANOS_PER_SECOND / rate;
    return new byte[0];
  }

  private void wake(long now) {
    boolean hibernated = level == SleepLevel.HIBERNATE;
    level = SleepLevel.ACTIVE;
    awakeSince = now;
    if (hibernated) {
      surroundings.restarted().run();
      report("+HIB Exit");
    }
  }

  void settingsChanged() {
    stayAwake();
  }

  private void stayAwake() {
    noHoldOff();
    if (settings.deepest().isSleep()) {
      long linger = notBefore - time.nanoTime();
      sleepAfter(Duration.ofNanos(Math.max(linger, settings.holdOff().toNanos())));
    }
  }

  private void sleepAfter(Duration delay) {
    holdOff = time.after(delay, this::fallAsleep);
  }

  private void noHoldOff() {
    if (holdOff != null) {
      holdOff.cancel();
      holdOff = null;
    }
  }

  private void fallAsleep() {
    holdOff = null;
    if (surroundings.busy().getAsBoolean()) {
      sleepAfter(BUSY);
    } else {
      change(possible());
    }
  }

  /** Something that kept the module from deeper sleep may have gone. */
  public void review() {
    if (level.isSleep()) {
      SleepLevel possible = possible();
      if (possible.compareTo(level) > 0) {
        change(possible);
      }
    }
  }

  private SleepLevel possible() {
    SleepLevel deepest = settings.deepest();
    if (deepest.compareTo(SleepLevel.SLEEP1) > 0
        && (surroundings.mqtt().getAsBoolean() || surroundings.connected().getAsBoolean())) {
      return SleepLevel.SLEEP1;
    }
    return deepest == SleepLevel.HIBERNATE && !surroundings.savingPower().getAsBoolean()
        ? SleepLevel.SLEEP2
        : deepest;
  }

  private void change(SleepLevel newLevel) {
    if (newLevel == SleepLevel.HIBERNATE) {
      report("+HIB Enter");
      surroundings.hibernated().run();
    }
    level = newLevel;
  }

  private void report(String urc) {
    if (settings.reportsHibernation()) {
      urcs.send(urc);
    }
  }
}
