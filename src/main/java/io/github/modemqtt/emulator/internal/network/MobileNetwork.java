package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mobile network between one module and the internet: delays, and outages.
 *
 * <p>Has no thread: whatever is late is a timer of the module's clock, two per link at most and
 * some for time-outs. Used in the module's own time only.
 */
public final class MobileNetwork implements BrokerConnector {
  /** Closed links whose last packets may be under way; the oldest further one is reset. */
  private static final int MAX_CLOSING = 16;

  private final NetworkModel model;
  private final Internet internet;
  private final ModuleTime time;
  private final Duration tcpConnect;
  private final Coverage coverage;
  private final Travel up;
  private final Travel down;
  private final List<MobileLink> links = new ArrayList<>();
  private final ArrayDeque<MobileLink> closing = new ArrayDeque<>();
  private final List<ModuleClock.Timer> planned = new ArrayList<>();

  /**
   * Creates the network of one module.
   *
   * @param model how it behaves
   * @param internet what lies behind it
   * @param time the module's time
   * @param tcpConnect how long a name look-up, and a TCP connection attempt, may take
   */
  public MobileNetwork(
      NetworkModel model, Internet internet, ModuleTime time, Duration tcpConnect) {
    this.model = model;
    this.internet = internet;
    this.time = time;
    this.tcpConnect = tcpConnect;
    coverage = new Coverage(time);
    SplittableRandom random = new SplittableRandom(model.seed());
    up = new Travel(model, random.split());
    down = new Travel(model, random.split());
  }

  /** Plans the model's outages from now on. */
  public void start() {
    for (NetworkModel.Outage outage : model.outages()) {
      planned.add(time.after(outage.start(), () -> outage(outage.length())));
    }
  }

  /**
   * Lets nothing pass in either direction, from now on.
   *
   * @param length how long
   */
  public void outage(Duration length) {
    coverage.out(length);
    List.copyOf(links).forEach(MobileLink::watch);
  }

  @Override
  public BrokerLink connect(String host, int port, BrokerLink.Listener listener) {
    MobileLink link = new MobileLink(this, listener);
    links.add(link);
    link.start(host, port);
    return link;
  }

  /** Resets all connections, those too that were closed and have not heard of it yet. */
  public void powerOff() {
    List.copyOf(links).forEach(MobileLink::abort);
  }

  /** Ends with the module: nothing of it stays on the clock. */
  public void stop() {
    powerOff();
    planned.forEach(ModuleClock.Timer::cancel);
    planned.clear();
  }

  // ---- for its links ----

  Internet internet() {
    return internet;
  }

  ModuleTime time() {
    return time;
  }

  Duration tcpConnect() {
    return tcpConnect;
  }

  Duration patience() {
    return model.patience();
  }

  Coverage coverage() {
    return coverage;
  }

  Path newPathUp() {
    return new Path(coverage, up, time);
  }

  Path newPathDown() {
    return new Path(coverage, down, time);
  }

  void closing(MobileLink link) {
    closing.add(link);
    if (closing.size() > MAX_CLOSING) {
      closing.remove().abort();
    }
  }

  void gone(MobileLink link) {
    links.remove(link);
    closing.remove(link);
  }
}
