package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.SerialTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One command and its answer: from {@code execute} to its return.
 *
 * <p>In process, the modem answers in the write itself, as a mock does. Over a pseudo-terminal, a
 * thread of this process answers; {@code plainLoop} is the same exchange by a bare loop of write
 * and read on the same kind of port.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoundTripBenchmark {
  private static final byte[] ANSWER = "\r\n+CSQ: 20,99\r\n\r\nOK\r\n".getBytes(US_ASCII);
  private static final Duration LONG = Duration.ofSeconds(10);

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

  @State(Scope.Thread)
  public static class InProcess {
    /** How many bytes the line gives at once; the answer has 23. */
    @Param({"1", "16", "16384"})
    int readBytes;

    AtChannel channel;

    @Setup
    public void open() {
      MemoryTransport.Pair line = MemoryTransport.pair("benchmark");
      line.module().open();
      channel = AtChannel.open(new AnsweringLine(line, readBytes));
    }

    @TearDown
    public void close() {
      channel.close();
    }
  }

  @State(Scope.Thread)
  public static class Pty {
    PseudoTerminal terminal;
    Thread modem;

    @Setup
    public void open() {
      terminal = PseudoTerminal.open();
      Transport module = terminal.transport();
      module.open();
      modem = new Thread(() -> answer(module), "modem");
      modem.setDaemon(true);
      modem.start();
    }

    private static void answer(Transport module) {
      byte[] buffer = new byte[256];
      try {
        while (true) {
          int count = module.read(buffer, 0, buffer.length, LONG);
          if (count > 0 && buffer[count - 1] == '\r') {
            module.write(ANSWER, 0, ANSWER.length);
          }
        }
      } catch (TransportException e) {
        // the end of the benchmark
      }
    }

    @TearDown
    public void close() {
      terminal.close();
    }
  }

  @State(Scope.Thread)
  public static class ChannelOnPty {
    AtChannel channel;

    @Setup
    public void open(Pty pty) {
      channel = AtChannel.open(new SerialTransport(pty.terminal.slavePath().toString()));
    }

    @TearDown
    public void close() {
      channel.close();
    }
  }

  @State(Scope.Thread)
  public static class BareSerialPort {
    final byte[] command = "AT+CSQ\r".getBytes(US_ASCII);
    final byte[] buffer = new byte[4096];
    Transport port;

    @Setup
    public void open(Pty pty) {
      port = new SerialTransport(pty.terminal.slavePath().toString());
      port.open();
    }

    @TearDown
    public void close() {
      port.close();
    }
  }

  @Benchmark
  public String inProcess(InProcess line) {
    return line.channel.execute(new Signal());
  }

  @Benchmark
  public String channelOverPty(ChannelOnPty line) {
    return line.channel.execute(new Signal());
  }

  @Benchmark
  public int plainLoopOverPty(BareSerialPort line) {
    line.port.write(line.command, 0, line.command.length);
    int length = 0;
    while (length < ANSWER.length) {
      length += line.port.read(line.buffer, length, line.buffer.length - length, LONG);
    }
    return length;
  }

  /** A line whose module answers each write at once. */
  private record AnsweringLine(MemoryTransport.Pair line, int readBytes) implements Transport {
    @Override
    public void open() {
      line.host().open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return line.host().read(buffer, offset, Math.min(length, readBytes), timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      line.module().write(ANSWER, 0, ANSWER.length);
    }

    @Override
    public void close() {
      line.host().close();
    }

    @Override
    public String name() {
      return "benchmark";
    }
  }
}
