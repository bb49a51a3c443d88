package io.github.modemqtt.bench.parts;

import io.github.modemqtt.at.ParserBenchmark;
import io.github.modemqtt.at.RoundTripBenchmark;
import io.github.modemqtt.bench.Jmh;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.TimeValue;

/** How fast the AT channel reads, and how long a command takes in it. */
public final class ChannelPart implements Part {
  private static final List<Integer> READS = List.of(1, 16, 256, 1024, 16_384);
  private static final int SMALL_READ = 16;
  private static final int LARGE_READ = 16_384;
  private static final double ENOUGH = 380;
  private static final String OURS = "stream";
  private static final String COPY = "memoryCopy";
  private static final String LINES = "readLineAndSplit";

  @Override
  public String name() {
    return "channel";
  }

  @Override
  public Section run() throws Exception {
    Collection<RunResult> parser =
        Jmh.run(
            ParserBenchmark.class,
            options ->
                options
                    .param("readBytes", READS.stream().map(String::valueOf).toArray(String[]::new))
                    .exclude("urcLine")
                    .addProfiler(GCProfiler.class)
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.milliseconds(500)));
    Collection<RunResult> roundTrips =
        Jmh.run(
            RoundTripBenchmark.class,
            options ->
                options
                    .addProfiler(GCProfiler.class)
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(700))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.milliseconds(700)));
    return section(parser, roundTrips);
  }

  private Section section(Collection<RunResult> parser, Collection<RunResult> roundTrips) {
    Section.Builder section =
        Section.of(
            name(),
            "The AT channel by itself",
            "How fast does the channel make lines, replies and messages of bytes, and how long does"
                + " it take for a command, whatever is behind it?");
    double large = rate(parser, OURS, LARGE_READ);
    double small = rate(parser, OURS, SMALL_READ);
    section.goal(
        "framer and router, at reads of 16,384 bytes",
        "380 MB/s",
        megabytes(large),
        large >= ENOUGH);
    section.goal(
        "framer and router, at reads of 16 bytes",
        "a third of that, 127 MB/s",
        megabytes(small),
        small >= ENOUGH / 3);
    throughput(section, parser);
    section.table(
        "A command and its answer, AT+CSQ",
        List.of("By", "Bytes a read", "Median, µs", "p99, µs", "Allocated, bytes"),
        roundTrips.stream().map(ChannelPart::row).toList());
    return section
        .note(
            "The stream holds replies, final result codes, URCs and received messages; each event is"
                + " delivered as an object of its own, and commands are armed as they are when they"
                + " run. MB are 10^6 bytes.")
        .note(
            "BufferedReader.readLine() and String.split(\",\") give texts only: they do not tell"
                + " replies from URCs or text in a message. The copy is System.arraycopy of the same"
                + " pieces.")
        .note(
            "In process, the modem answers in the write itself. Over a pseudo-terminal, a thread of"
                + " the same process answers; the plain loop is write and read on the same kind of"
                + " port by the same transport.")
        .build();
  }

  private static String megabytes(double rate) {
    return String.format(Locale.ROOT, "%.0f MB/s", rate);
  }

  private static void throughput(Section.Builder section, Collection<RunResult> parser) {
    List<List<Object>> rows = new ArrayList<>();
    for (int read : READS) {
      double ours = rate(parser, OURS, read);
      rows.add(
          List.of(
              read,
              ours,
              rate(parser, LINES, read),
              rate(parser, COPY, read),
              ours / rate(parser, LINES, read),
              100 * ours / rate(parser, COPY, read),
              allocated(find(parser, OURS, read)),
              allocated(find(parser, LINES, read))));
    }
    section.table(
        "Reading a stream of answers",
        List.of(
            "Bytes a read",
            "modemqtt, MB/s",
            "readLine and split, MB/s",
            "Copy, MB/s",
            "modemqtt, readLines",
            "modemqtt, % of the copy",
            "Allocated by modemqtt, bytes a byte",
            "Allocated by readLine and split, bytes a byte"),
        rows);
    section.plot(
        new Section.Plot(
            "Reading a stream of answers",
            "bytes a read",
            "MB/s",
            List.of(),
            true,
            List.of(
                series("modemqtt, framer and router", read -> rate(parser, OURS, read)),
                series("readLine and split", read -> rate(parser, LINES, read)),
                series("memory copy", read -> rate(parser, COPY, read)))));
  }

  private static Section.Series series(String name, ToDoubleFunction<Integer> rate) {
    return new Section.Series(
        name,
        READS.stream().map(Integer::doubleValue).toList(),
        READS.stream().mapToDouble(rate).boxed().toList());
  }

  private static List<Object> row(RunResult result) {
    String name = result.getPrimaryResult().getLabel();
    String by =
        switch (name) {
          case "inProcess" -> "modemqtt, in process";
          case "channelOverPty" -> "modemqtt, over a pseudo-terminal";
          case "plainLoopOverPty" -> "plain loop over a pseudo-terminal";
          default -> name;
        };
    Object read =
        name.equals("inProcess")
            ? Integer.valueOf(result.getParams().getParam("readBytes"))
            : "all";
    return List.of(
        by,
        read,
        result.getPrimaryResult().getStatistics().getPercentile(50),
        result.getPrimaryResult().getStatistics().getPercentile(99),
        allocated(result));
  }

  private static RunResult find(Collection<RunResult> results, String benchmark, int readBytes) {
    return results.stream()
        .filter(result -> result.getPrimaryResult().getLabel().equals(benchmark))
        .filter(
            result -> result.getParams().getParam("readBytes").equals(String.valueOf(readBytes)))
        .findFirst()
        .orElseThrow();
  }

  private static double rate(Collection<RunResult> results, String benchmark, int readBytes) {
    return find(results, benchmark, readBytes).getPrimaryResult().getScore();
  }

  /** For one operation; the names of secondary results begin with a mark. */
  private static double allocated(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(entry -> ((Result<?>) entry.getValue()).getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
