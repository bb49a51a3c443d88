package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has a word in each attempt to get a connection back. */
@FunctionalInterface
public interface Reconnector {
  /** Lets every attempt go on as planned. */
  Reconnector AS_PLANNED = attempt -> Decision.GO_ON;

  /**
   * Gives up when the line itself is gone, as when the adapter was pulled out: for programs that
   * are to end then, and for lines that cannot be opened twice.
   */
  Reconnector UNLESS_LINE_LOST =
      attempt -> isLineLost(attempt.cause()) ? Decision.GIVE_UP : Decision.GO_ON;

  /**
   * Whether a failure says that the line to the module is gone, or that nobody answers there any
   * more: what {@link #UNLESS_LINE_LOST} gives up for.
   *
   * @param cause why a connection was lost, or an attempt failed
   * @return true if the network and the broker have nothing to do with it
   */
  static boolean isLineLost(ModemException cause) {
    return cause instanceof TransportException
        || cause instanceof ChannelClosedException
        || cause instanceof ModuleNotRespondingException;
  }

  /**
   * Decides about an attempt before its delay begins.
   *
   * <p>Called on the thread that recovers the connection: it should return soon, and must not call
   * blocking methods of the client, which refuse that. An exception counts as {@link
   * Decision#GO_ON}, and is logged.
   *
   * @param attempt what is planned
   * @return what to do instead, or {@link Decision#GO_ON}
   */
  Decision beforeAttempt(RecoveryAttempt attempt);

  /**
   * What to do instead of the plan.
   *
   * @param giveUp whether to stop trying; the client is then ready or closed, and what waits fails
   * @param delay how long to wait, or {@code null} for the planned time
   * @param broker the broker to try now, or {@code null} for the planned one
   * @param credentials user name and password from now on, or {@code null} for those before
   */
  record Decision(
      boolean giveUp,
      @Nullable Duration delay,
      @Nullable BrokerAddress broker,
      @Nullable Credentials credentials) {
    /** The attempt goes on as planned. */
    public static final Decision GO_ON = new Decision(false, null, null, null);

    /** No further attempt. */
    public static final Decision GIVE_UP = new Decision(true, null, null, null);

    /**
     * Checks the delay.
     *
     * @param giveUp whether to stop trying
     * @param delay how long to wait, or {@code null}
     * @param broker the broker to try now, or {@code null}
     * @param credentials user name and password from now on, or {@code null}
     * @throws IllegalArgumentException if the delay is negative
     */
    public Decision {
      if (delay != null && delay.isNegative()) {
        throw new IllegalArgumentException("delay " + delay + " is negative");
      }
    }

    /**
     * The same decision with another delay.
     *
     * @param value how long to wait
     * @return the decision
     */
    public Decision withDelay(Duration value) {
      return new Decision(giveUp, value, broker, credentials);
    }

    /**
     * The same decision with another broker.
     *
     * @param value the broker to try now
     * @return the decision
     */
    public Decision withBroker(BrokerAddress value) {
      return new Decision(giveUp, delay, value, credentials);
    }

    /**
     * The same decision with other credentials.
     *
     * @param value user name and password from now on
     * @return the decision
     */
    public Decision withCredentials(Credentials value) {
      return new Decision(giveUp, delay, broker, value);
    }
  }
}
