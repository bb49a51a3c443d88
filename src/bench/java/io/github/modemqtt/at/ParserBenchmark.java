package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.internal.Framer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Framer and router on a stream of replies, final result codes, URCs and received messages.
 *
 * <p>Every event is delivered as an object of its own. The score is in megabytes a second (10^6).
 * Beside it: what memory allows, and what a program with a reader for lines comes to.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParserBenchmark {
  private static final int STREAM_BYTES = 1 << 20;

  /** What one exchange of each kind looks like on the wire; the command it answers comes first. */
  private static final String[][] EXCHANGES = {
    {"AT+CSQ", "\r\n+CSQ: 20,99\r\n\r\nOK\r\n"},
    {"AT+CEREG?", "\r\n+CEREG: 2,1,\"4844\",\"0EA2D0CA\",7\r\n\r\nOK\r\n"},
    {"", "\r\n+CEREG: 1,\"4844\",\"01a2c315\",7\r\n"},
    {
      "",
      "\r\n+ECMTRECV: 0,17,\"sensors/room/1/temperature\",{\"celsius\":21.5,\"at\":1763617860}\r\n"
    },
    {"AT+ECMTPUB=0,12345,1,0,\"sensors/1\",\"21.5\"", "\r\nOK\r\n"},
    {"", "\r\n+ECMTPUB: 0,12345,0\r\n"},
    {"", "\r\n+CSCON: 1\r\n"},
    {"AT+CPSI?", "\r\n+CME ERROR: 3\r\n"},
  };

  @Param({"1", "16", "256", "1024", "16384"})
  int readBytes;

  private final byte[] urcLine = "\r\n+CSCON: 1\r\n".getBytes(UTF_8);
  private final byte[] copy = new byte[STREAM_BYTES];
  private byte[] stream = {};
  private Framer framer;
  private Router router;

  @Setup
  public void setUp(Blackhole blackhole) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < STREAM_BYTES; i++) {
      text.append(EXCHANGES[i % EXCHANGES.length][1]);
    }
    text.setLength(STREAM_BYTES);
    stream = text.toString().getBytes(UTF_8);
    UrcTable urcs = new UrcTable();
    urcs.entryOf(UrcType.line("+CEREG", line -> line));
    urcs.entryOf(UrcType.line("+CSCON", line -> line));
    urcs.entryOf(UrcType.line("+ECMTPUB", line -> line));
    urcs.entryOf(UrcType.unit("+ECMTRECV", line -> line));
    Arming sink = new Arming(blackhole);
    router = new Router(sink, urcs);
    sink.armNext();
    framer = new Framer(router, 8192);
  }

  @Benchmark
  @OperationsPerInvocation(STREAM_BYTES)
  public void stream() {
    for (int at = 0; at < STREAM_BYTES; at += readBytes) {
      framer.feed(stream, at, Math.min(readBytes, STREAM_BYTES - at));
    }
  }

  /** The bytes of each read copied once: what the machine's memory allows. */
  @Benchmark
  @OperationsPerInvocation(STREAM_BYTES)
  public byte[] memoryCopy() {
    for (int at = 0; at < STREAM_BYTES; at += readBytes) {
      System.arraycopy(stream, at, copy, at, Math.min(readBytes, STREAM_BYTES - at));
    }
    return copy;
  }

  /**
   * The lines of the stream as many programs read them: as text, cut at the colon and the commas.
   *
   * <p>It makes nothing of the fields, and does not find the end of a message that holds a line
   * end.
   */
  @Benchmark
  @OperationsPerInvocation(STREAM_BYTES)
  public void readLineAndSplit(Blackhole blackhole) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(new Reads(stream, readBytes), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("+")) {
        int colon = line.indexOf(':');
        blackhole.consume(line.substring(0, colon < 0 ? line.length() : colon));
        blackhole.consume(line.substring(colon + 1).trim().split(","));
      } else {
        blackhole.consume(line);
      }
    }
  }

  /** Gives at most so many bytes at once, as a port does. */
  private static final class Reads extends ByteArrayInputStream {
    private final int most;

    Reads(byte[] bytes, int most) {
      super(bytes);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, most));
    }

    @Override
    public synchronized int available() {
      return 0; // a port that has given what it had: the reader takes what it has got
    }
  }

  /** One URC line, for what {@code -prof gc} says of it; the score is in lines. */
  @Benchmark
  public void urcLine() {
    framer.feed(urcLine, 0, urcLine.length);
  }

  /** Arms the router for the next command at each final result code, as the correlator does. */
  private final class Arming implements RouterSink {
    private final Blackhole blackhole;
    private final byte[][] commands = {
      "AT+CSQ".getBytes(UTF_8),
      "AT+CEREG?".getBytes(UTF_8),
      "AT+ECMTPUB=0,12345,1,0,\"sensors/1\",\"21.5\"".getBytes(UTF_8),
      "AT+CPSI?".getBytes(UTF_8)
    };
    private final ReplyShape[] shapes = {
      ReplyShape.line("+CSQ", ReplyShape.Field.NUMBER, ReplyShape.Field.NUMBER),
      ReplyShape.line("+CEREG", ReplyShape.Field.NUMBER, ReplyShape.Field.NUMBER).andMore(),
      ReplyShape.none(),
      ReplyShape.none()
    };
    private int next;

    Arming(Blackhole blackhole) {
      this.blackhole = blackhole;
    }

    void armNext() {
      router.arm(shapes[next], FinalCodes.STANDARD, commands[next]);
      next = (next + 1) % shapes.length;
    }

    @Override
    public void onEcho(String text) {
      blackhole.consume(text);
    }

    @Override
    public void onReply(AtLine line) {
      blackhole.consume(line);
    }

    @Override
    public void onFinal(FinalResult result, boolean certain) {
      blackhole.consume(result);
      armNext();
    }

    @Override
    public <T> boolean onUrc(UrcTable.Entry<T> entry, AtLine line, T value) {
      blackhole.consume(value);
      return true;
    }

    @Override
    public void onUnknown(AtLine line) {
      blackhole.consume(line);
    }

    @Override
    public void onPrompt() {
      blackhole.consume(next);
    }

    @Override
    public void onOverrun(long bytes) {
      blackhole.consume(bytes);
    }
  }
}
