package io.github.modemqtt.emulator.internal.audit;

import io.github.modemqtt.emulator.model.AuditEntry.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Watches how the host uses the MQTT client. Told only of what the module accepted. */
public final class MqttAudit {
  private final AuditLog log;
  private final LongSupplier nanoTime;
  private final Duration reopenPause;
  private final Set<Integer> inFlight = new HashSet<>();
  private final Set<Integer> subscriptions = new HashSet<>();
  private boolean settingsMade;
  private boolean settingsLost;
  private boolean left;
  private long leftAt;

  /**
   * Creates the watcher.
   *
   * @param log takes the entries
   * @param nanoTime the module's monotonic time
   * @param reopenPause how long the host has to wait after it has left
   */
  public MqttAudit(AuditLog log, LongSupplier nanoTime, Duration reopenPause) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.reopenPause = reopenPause;
  }

  /** A setting was made for the next connection. */
  public void setting() {
    settingsMade = true;
    settingsLost = false;
  }

  /** The context ended, and its settings with it. */
  public void contextEnded() {
    settingsLost |= settingsMade;
    settingsMade = false;
    linkLost();
  }

  /** DISC or CLOSE succeeded. */
  public void left() {
    left = true;
    leftAt = nanoTime.getAsLong();
  }

  /** The module was switched off: there is nothing to wait for when it is back. */
  public void poweredOff() {
    left = false;
  }

  /** What was in flight will not be answered any more. */
  public void linkLost() {
    inFlight.clear();
    subscriptions.clear();
  }

  /** OPEN or CONN came where it is answered {@code OK} and ignored. */
  public void ignored() {
    log.add(
        Kind.NO_RESULT_WILL_COME,
        "In this state of its MQTT client the module says OK, does nothing and never sends a"
            + " result.");
  }

  /** OPEN came, and would open. */
  public void opening() {
    if (left && nanoTime.getAsLong() - leftAt < reopenPause.toNanos()) {
      log.add(
          Kind.REOPENED_TOO_SOON,
          "OPEN within " + reopenPause.toMillis() + " ms after the end of the last connection.");
    }
    if (settingsLost) {
      settingsLost = false;
      log.add(
          Kind.SETTINGS_NOT_REPEATED,
          "The settings of ECMTCFG were lost with the last connection and not made again.");
    }
  }

  /** CONN came while TCP is under way. */
  public void connectingTooEarly() {
    log.add(
        Kind.CONNECT_BEFORE_OPENED,
        "CONN before the result of OPEN, which crashes the firmware if TCP fails.");
  }

  /**
   * The credentials of CONN.
   *
   * @param complete whether there are three, none of them empty
   */
  public void credentials(boolean complete) {
    if (!complete) {
      log.add(
          Kind.INCOMPLETE_CREDENTIALS,
          "Client id, user name and password count only if all three are given and not empty.");
    }
  }

  /**
   * A publish was accepted.
   *
   * @param id its message id
   * @param qos 0 to 2
   */
  public void publish(int id, int qos) {
    if (qos > 0 && id == 0) {
      log.add(Kind.MESSAGE_ID_ZERO, "Message id 0 is not allowed with QoS " + qos + ".");
      return;
    }
    use(id, qos > 0);
  }

  /**
   * A SUB or UNS was accepted.
   *
   * @param id its message id
   */
  public void subscription(int id) {
    if (!subscriptions.isEmpty()) {
      log.add(
          Kind.SUBSCRIPTIONS_OVERLAP,
          "Another subscription change has no result yet; this can corrupt incoming messages.");
    }
    subscriptions.add(id);
    use(id, true);
  }

  private void use(int id, boolean waits) {
    if (inFlight.contains(id)) {
      log.add(Kind.MESSAGE_ID_IN_FLIGHT, "Message id " + id + " still waits for its result.");
    }
    if (waits) {
      inFlight.add(id);
    }
  }

  /** The send task's queue had no room for a command. */
  public void sendQueueFull() {
    log.add(
        Kind.SEND_QUEUE_FULL,
        "The queue of 10 of the send task is full; the firmware waits for 1 s and then loses what"
            + " finds no room.");
  }

  /**
   * A result was reported.
   *
   * @param id the message id in it
   */
  public void answered(int id) {
    inFlight.remove(id);
    subscriptions.remove(id);
  }
}
