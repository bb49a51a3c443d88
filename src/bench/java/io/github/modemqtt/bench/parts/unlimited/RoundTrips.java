package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.SerialTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One command and its answer, by the channel and by programs without a library. */
final class RoundTrips {
  private static final Duration WARM_UP = Duration.ofMillis(1500);
  private static final Duration SLICE = Duration.ofMillis(400);
  private static final int ROUNDS = 5;
  private static final byte[] COMMAND = "AT+CSQ\r".getBytes(US_ASCII);

  static final String CHANNEL = "modemqtt, AtChannel.execute()";

  /**
   * What was measured.
   *
   * @param name by which program
   * @param median in microseconds
   * @param p99 in microseconds
   * @param cpuMicros of the host for one exchange
   * @param bytes allocated for one exchange
   */
  record Figure(String name, double median, double p99, double cpuMicros, double bytes) {}

  /** One way, and what is measured of it. */
  private static final class Way implements AutoCloseable {
    private final String name;
    private final Sample sample = new Sample();
    private final Action exchange;
    private final AutoCloseable port;
    private final Meter meter = new Meter();

    Way(String name, Action exchange, AutoCloseable port) {
      this.name = name;
      this.exchange = exchange;
      this.port = port;
    }

    private void slice() throws Exception {
      meter.measure(() -> exchange.repeat(SLICE, sample));
    }

    Figure figure() {
      Meter.Cost cost = meter.cost();
      return new Figure(
          name, sample.percentile(50), sample.percentile(99), cost.cpuMicros(), cost.bytes());
    }

    @Override
    public void close() throws Exception {
      port.close();
    }
  }

  private RoundTrips() {}

  /** Over pseudo-terminals, in turns, so that all have the same machine; the bare loop first. */
  static List<Figure> overPty(ModuleChild child) throws Exception {
    List<Way> ways = new ArrayList<>();
    ways.add(plain(new BareLine(child.answerer())));
    ways.add(plain(new SerialBytesLine(child.answerer())));
    ways.add(plain(new SerialChunksLine(child.answerer())));
    ways.add(channel(CHANNEL, new SerialTransport(child.answerer())));
    return measured(ways);
  }

  /** Without a port: the module answers in the write. */
  static Figure inProcess() throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("benchmark");
    line.module().open();
    return measured(
            List.of(channel("modemqtt, in process", new AnsweringLine(line.host(), line.module()))))
        .get(0);
  }

  private static List<Figure> measured(List<Way> ways) throws Exception {
    for (Way way : ways) {
      way.exchange.repeat(WARM_UP);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : ways) {
        way.slice();
      }
    }
    for (Way way : ways) {
      way.close();
    }
    return ways.stream().map(Way::figure).toList();
  }

  private static Way plain(PlainLine line) {
    return new Way(
        line.name(),
        () -> {
          line.write(COMMAND);
          line.await("OK\r\n");
        },
        line);
  }

  private static Way channel(String name, Transport line) {
    AtChannel channel = AtChannel.open(line);
    return new Way(name, () -> channel.execute(new Signal()), channel);
  }

  private record Signal() implements AtCommand<String> {
    private static final CommandLine LINE = CommandLine.of("AT+CSQ");
    private static final ReplyShape SHAPE =
        ReplyShape.line("+CSQ", ReplyShape.Field.NUMBER, ReplyShape.Field.NUMBER);

    @Override
    public CommandLine line() {
      return LINE;
    }

    @Override
    public ReplyShape replyShape() {
      return SHAPE;
    }

    @Override
    public String decode(Reply reply) {
      return reply.line().text();
    }
  }

  /** A line whose module answers each write at once. */
  private record AnsweringLine(Transport host, Transport module) implements Transport {
    @Override
    public void open() {
      host.open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return host.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      module.write(ModuleProcess.ANSWER, 0, ModuleProcess.ANSWER.length);
    }

    @Override
    public void close() {
      host.close();
    }

    @Override
    public String name() {
      return "benchmark";
    }
  }
}
