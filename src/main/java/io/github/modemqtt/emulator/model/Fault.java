package io.github.modemqtt.emulator.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a module in software, its line or its network, when it is told to.
 *
 * <p>A fault that waits for something (a URC, a message, a moment) happens once, and survives a
 * reset of the module. Of several that wait for the same, each takes one of it, in the order in
 * which they were injected; only injected lines for the same moment come together.
 */
public sealed interface Fault {

  /**
   * The TCP connection to the broker is reset, and the module notices at once.
   *
   * <p>A connected module reports {@code +ECMTSTAT: 0,1} and reconnects by itself.
   */
  record DropLink() implements Fault {}

  /**
   * The next CONNECT is refused, whatever the broker says, and TCP closed as brokers do then.
   *
   * <p>The module reports {@code +ECMTCONN: 0,0,<code>} and, when it notices the end of TCP, {@code
   * +ECMTSTAT: 0,1}. Then it reconnects by itself, with the same credentials.
   *
   * @param code the return code of MQTT 3.1.1: 1 to 5
   */
  record RefuseConnect(int code) implements Fault {
    private static final int MAX_CODE = 5;

    /**
     * Checks the range.
     *
     * @param code the return code of MQTT 3.1.1: 1 to 5
     */
    public RefuseConnect {
      if (code < 1 || code > MAX_CODE) {
        throw new IllegalArgumentException("the return code must be 1 to 5, not " + code);
      }
    }
  }

  /**
   * The next URC with a prefix is lost.
   *
   * <p>Meant are the URCs that the module sends by itself, not those that are injected.
   *
   * @param prefix how the URC starts, such as {@code +ECMTPUB}
   */
  record LoseNextUrc(String prefix) implements Fault {}

  /**
   * The next URC with a prefix comes late. What comes after it does not wait for it.
   *
   * @param prefix how the URC starts, such as {@code +ECMTPUB}
   * @param delay how late
   */
  record DelayNextUrc(String prefix, Duration delay) implements Fault {
    /**
     * Checks the delay.
     *
     * @param prefix how the URC starts, such as {@code +ECMTPUB}
     * @param delay how late
     */
    public DelayNextUrc {
      requireNotNegative(delay);
    }
  }

  /**
   * The next URC with a prefix comes twice, one directly behind the other.
   *
   * @param prefix how the URC starts, such as {@code +ECMTPUB}
   */
  record DuplicateNextUrc(String prefix) implements Fault {}

  /**
   * The module says a line that it would not say, with the framing of a URC.
   *
   * @param text the text between the line ends
   * @param moment when
   */
  record InjectLine(String text, Moment moment) implements Fault {}

  /** When an injected line comes. */
  enum Moment {
    /** Before the echo of the next command line; without echo, before its answer. */
    BEFORE_ECHO,
    /** Directly before the next final {@code OK}. */
    BEFORE_OK,
    /**
     * Directly behind the next {@code OK} that announces a result: that of ECMTOPEN, ECMTCONN,
     * ECMTSUB, ECMTUNS, ECMTPUB, ECMTDISC or ECMTCLOSE.
     */
    BETWEEN_OK_AND_RESULT,
    /** Directly behind the next prompt, before the data that it asks for. */
    INSIDE_PROMPT,
    /** At once. */
    NOW
  }

  /**
   * In the next message of the module (an echo, an answer, a URC), one bit of some bytes flips.
   *
   * @param count how many bytes, at least 1; all of them if there are less
   * @param seed chooses them: the same seed and message give the same bytes
   */
  record GarbleBytes(int count, long seed) implements Fault {
    /**
     * Checks the number.
     *
     * @param count how many bytes, at least 1; all of them if there are less
     * @param seed chooses them: the same seed and message give the same bytes
     */
    public GarbleBytes {
      requirePositive(count);
    }
  }

  /**
   * Of the next message of the module (an echo, an answer, a URC), some bytes are missing.
   *
   * @param count how many bytes, at least 1; all of them if there are less
   * @param seed chooses them: the same seed and message give the same bytes
   */
  record DropBytes(int count, long seed) implements Fault {
    /**
     * Checks the number.
     *
     * @param count how many bytes, at least 1; all of them if there are less
     * @param seed chooses them: the same seed and message give the same bytes
     */
    public DropBytes {
      requirePositive(count);
    }
  }

  /** The line ends, as if its adapter was pulled out. The module switches itself off. */
  record CutLine() implements Fault {}

  /**
   * The module says nothing, but goes on listening and working. What it would say is lost.
   *
   * @param duration how long, or {@code null} until it is lifted with {@code
   *     EmulatedModule.mute(false)}, which also ends a mute with a duration
   */
  record Mute(@Nullable Duration duration) implements Fault {
    /**
     * Checks the duration.
     *
     * @param duration how long, or {@code null} until it is lifted
     */
    public Mute {
      if (duration != null) {
        requireNotNegative(duration);
      }
    }

    /**
     * Silence until {@code EmulatedModule.mute(false)}.
     *
     * @return the fault
     */
    public static Mute untilLifted() {
      return new Mute(null);
    }
  }

  /** The module is power-cycled: MQTT, settings and pending commands are gone, NV memory stays. */
  record Reset() implements Fault {}

  /**
   * The MQTT client gets stuck while it connects: the state that {@code AT+ECMTCONN?} reports as 2,
   * where OPEN and CONN are ignored, everything else is refused, and no result comes.
   *
   * <p>A connected client reports {@code +ECMTSTAT: 0,1} and gets stuck at once, any other with its
   * next CONN. Only a reset gets it out.
   */
  record StuckConnecting() implements Fault {}

  /**
   * The module loses its network, and with it its address and the connection to the broker.
   *
   * <p>It searches until the network is back. A connected client reports {@code +ECMTSTAT: 0,1};
   * its reconnects fail until then, one per keep alive time.
   *
   * @param duration how long
   */
  record NoNetwork(Duration duration) implements Fault {
    /**
     * Checks the duration.
     *
     * @param duration how long
     */
    public NoNetwork {
      requireNotNegative(duration);
    }
  }

  /**
   * Nothing passes between the module and the broker, in either direction, while the module stays
   * registered and keeps its address.
   *
   * <p>The module notices nothing at first: TCP takes what it sends, and repeats it. After the
   * outage everything arrives, in order. The link breaks if something stays unacknowledged for
   * longer than {@link NetworkModel#patience()}, and a ping that is not answered in time makes the
   * module give it up before; it then reports {@code +ECMTSTAT: 0,1}. What is opened or connected
   * in an outage waits for its end, or fails after {@link FirmwareDelays#tcpConnect()}.
   *
   * @param duration how long; an outage that lasts longer anyway is not cut short
   */
  record Outage(Duration duration) implements Fault {
    /**
     * Checks the duration.
     *
     * @param duration how long
     */
    public Outage {
      requireNotNegative(duration);
    }
  }

  /**
   * The module's port vanishes and comes back under the same name, while the module lives on.
   *
   * <p>Whoever has the port open loses the line, and opening it fails until it is back; then the
   * same module is met, with all that it knows. What it says meanwhile is lost. Another one before
   * the port is back counts from its own moment. Only a {@link
   * io.github.modemqtt.transport.ModulePort} can come back; other lines refuse.
   *
   * @param duration how long
   */
  record PortGone(Duration duration) implements Fault {
    /**
     * Checks the duration.
     *
     * @param duration how long
     */
    public PortGone {
      requireNotNegative(duration);
    }
  }

  private static void requireNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("the time must not be negative: " + duration);
    }
  }

  private static void requirePositive(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of bytes must be at least 1, not " + count);
    }
  }
}
