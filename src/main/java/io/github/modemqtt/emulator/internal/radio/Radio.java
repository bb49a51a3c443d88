package io.github.modemqtt.emulator.internal.radio;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registration with the network: searching, and registered with an address after a while.
 *
 * <p>Used in the module's own time only.
 */
public final class Radio {
  /** Not registered, not searching. */
  static final int OFF = 0;

  /** Registered in the home network. */
  static final int REGISTERED = 1;

  /** Searching. */
  static final int SEARCHING = 2;

  static final int MINIMUM_FUNCTIONALITY = 0;
  static final int FULL_FUNCTIONALITY = 1;

  private final Sim sim;
  private final Optional<Duration> registrationDelay;
  private final String networkAddress;
  private final ModuleTime time;
  private int functionality = FULL_FUNCTIONALITY;
  private boolean detached;
  private int status = OFF;

  /** When there is a network again. */
  private long outageEnd;

  private Runnable onChange = () -> {};
  private ModuleClock.@Nullable Timer search;

  /**
   * Creates a radio that is off.
   *
   * @param sim the card
   * @param registrationDelay how long the search takes, or empty if it never ends
   * @param networkAddress the address that the network gives
   * @param time the module's time
   */
  public Radio(
      Sim sim, Optional<Duration> registrationDelay, String networkAddress, ModuleTime time) {
    this.sim = sim;
    this.registrationDelay = registrationDelay;
    this.networkAddress = networkAddress;
    this.time = time;
    outageEnd = time.nanoTime();
  }

  /**
   * Sets who hears that the registration changed.
   *
   * @param listener hears it
   */
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Starts as after power-on: full functionality, and a search if the SIM card allows it. */
  public void start() {
    stop();
    functionality = FULL_FUNCTIONALITY;
    detached = false;
    update();
  }

  /** Goes off without a word, as at power-off. */
  public void stop() {
    cancelSearch();
    status = OFF;
  }

  /** Searches, or stops, as SIM card, functionality and attachment now ask for. */
  void update() {
    boolean wanted = sim.ready() && functionality == FULL_FUNCTIONALITY && !detached;
    if (!wanted) {
      cancelSearch();
      change(OFF);
    } else if (status == OFF) {
      change(SEARCHING);
      registrationDelay.ifPresent(this::search);
    }
  }

  private void search(Duration usual) {
    Duration outage = Duration.ofNanos(Math.max(0, outageEnd - time.nanoTime()));
    Duration delay = outage.compareTo(usual) > 0 ? outage : usual;
    if (delay.isZero()) {
      change(REGISTERED);
    } else {
      search = time.after(delay, () -> change(REGISTERED));
    }
  }

  private void cancelSearch() {
    if (search != null) {
      search.cancel();
    }
  }

  private void change(int newStatus) {
    if (status != newStatus) {
      status = newStatus;
      onChange.run();
    }
  }

  /**
   * Loses the network: a module that is on searches until it is back.
   *
   * @param outage how long there is none
   */
  public void lose(Duration outage) {
    outageEnd = time.nanoTime() + outage.toNanos();
    if (status != OFF) {
      cancelSearch();
      change(SEARCHING);
      registrationDelay.ifPresent(delay -> search(Duration.ZERO));
    }
  }

  void setFunctionality(int level) {
    functionality = level;
    update();
  }

  int functionality() {
    return functionality;
  }

  void setAttached(boolean attached) {
    detached = !attached;
    update();
  }

  int status() {
    return status;
  }

  /**
   * Whether the module is registered.
   *
   * @return the state now
   */
  public boolean registered() {
    return status == REGISTERED;
  }

  /**
   * Whether the module has an address, without which nothing can be opened.
   *
   * @return whether it is registered
   */
  public boolean hasAddress() {
    return registered();
  }

  String networkAddress() {
    return networkAddress;
  }
}
