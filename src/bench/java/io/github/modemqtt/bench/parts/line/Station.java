package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.SerialTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.function.Function;

/** A module behind a slow pseudo-terminal, and its host. */
final class Station implements AutoCloseable {
  /** CR LF OK CR LF: what the next command has to wait for. */
  private static final int ANSWER_BYTES = 6;

  /** Start bit, 8 data bits, stop bit. */
  private static final int BITS_PER_BYTE = 10;

  private static final int LEAST = 3;

  private final int rate;
  private final PseudoTerminal terminal;
  private final EmulatedModule module;
  private final CountedLine line;
  private final Host host;

  Station(int number, int rate, LocalBroker broker, Function<Transport, Host> maker) {
    this.rate = rate;
    terminal = PseudoTerminal.open();
    module =
        EmulatedModule.builder(terminal.transport())
            .broker(broker.host(), broker.port())
            .identity(ModuleIdentity.numbered(number))
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(FirmwareDelays.NONE)
            .chunkGap(Duration.ZERO)
            .lineRate(rate)
            .build();
    module.start();
    line = new CountedLine(new SerialTransport(terminal.slavePath().toString()));
    host = maker.apply(line);
  }

  /** Publishes for about so long as it would take on an ideal line. */
  Speed publish(String payload, Qos qos, Duration about) {
    int frame = "AT+ECMTPUB=0,10000,0,0,\"\",\"\"\r".length() + LinePart.TOPIC.length();
    double each = seconds(frame + payload.length() + ANSWER_BYTES);
    int count = (int) Math.max(LEAST, about.toNanos() / 1e9 / each);
    long written = line.written().get();
    long read = line.read().get();
    double seconds = host.publish(count, payload, qos) / 1e9;
    return new Speed(
        count,
        seconds,
        seconds(line.written().get() - written),
        seconds(line.read().get() - read),
        seconds((long) ANSWER_BYTES * count));
  }

  private double seconds(long bytes) {
    return (double) bytes * BITS_PER_BYTE / rate;
  }

  /**
   * How fast it went.
   *
   * @param count the messages
   * @param seconds from the first command to the last answer
   * @param commands how long the line needs for what the host wrote
   * @param answers how long it needs for what the module wrote
   * @param awaited how long it needs for the answers that the next command has to wait for
   */
  record Speed(int count, double seconds, double commands, double answers, double awaited) {
    /** Messages a second if nothing but the line takes time. */
    double limit() {
      return count / Math.max(commands + awaited, answers);
    }

    double perSecond() {
      return count / seconds;
    }

    /** What a message takes beyond what the line needs. */
    double beyondLimitMicros() {
      return 1e6 / perSecond() - 1e6 / limit();
    }

    double percentOfLimit() {
      return 100 * perSecond() / limit();
    }

    /** How much of the time the line to the module is busy. */
    double occupancy() {
      return 100 * commands / seconds;
    }
  }

  @Override
  public void close() {
    host.close();
    module.close();
    terminal.close();
    if (!module.audit().isEmpty()) {
      throw new IllegalStateException("the module complains: " + module.audit());
    }
  }
}
