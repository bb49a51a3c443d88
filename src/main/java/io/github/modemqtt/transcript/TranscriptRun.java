package io.github.modemqtt.transcript;

import io.github.modemqtt.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a transcript against a module: says what the host says in it, and compares what comes back.
 *
 * <p>Each line of the host is sent after the pause that it has in the transcript, when all that
 * stands before it has come or its time is over. What the module says is compared unit by unit,
 * however it is cut into chunks; numbers that belong to one module or card (IMEI, IMSI, ICCID,
 * phone numbers) only have to have the same length. The module may say what is not in the
 * transcript, as long as it can be a URC; units may change places between two lines of the host;
 * the numbers in what a module measures (signal, time, round trip) may be others; the echo may be
 * on or off. All of this is told, but is a difference only if the run is {@linkplain #strict()
 * strict}.
 *
 * <p>A query (a command line without {@code =}) that stands there several times in a row is a poll:
 * it is repeated until the last of its answers comes, for as long as in the transcript and the
 * {@linkplain #withTimeout(Duration) time-out}.
 *
 * <p>A {@linkplain Placeholder placeholder} for a number becomes 1, 2, 3 and so on; one of a fixed
 * length has to be {@linkplain #withValue given}.
 *
 * <p>Immutable; may be used several times and by several threads.
 */
public final class TranscriptRun {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final List<Exchange> exchanges;
  private final Map<String, Integer> placeholders;
  private final Map<String, byte[]> values;
  private final Options options;

  /** How to run. */
  record Options(Duration timeout, double pauseScale, boolean strict, Listener listener) {}

  /** Sees a run as it goes on. Called by the thread that runs. */
  public interface Listener {
    /** Sees nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void onSent(String text) {}

          @Override
          public void onReceived(String text) {}
        };

    /**
     * The host has sent a line.
     *
     * @param text the line in the notation of transcripts, with its placeholders
     */
    void onSent(String text);

    /**
     * The module has said something.
     *
     * @param text a unit in the notation of transcripts, in one line or several. Values that were
     *     given for placeholders are not shown
     */
    void onReceived(String text);
  }

  private TranscriptRun(
      String name,
      List<Exchange> exchanges,
      Map<String, Integer> placeholders,
      Map<String, byte[]> values,
      Options options) {
    this.name = name;
    this.exchanges = exchanges;
    this.placeholders = placeholders;
    this.values = values;
    this.options = options;
  }

  /**
   * Runs a transcript.
   *
   * @param transcript the transcript; lines in reports are those of its {@linkplain
   *     Transcript#print() print}
   * @return the run, not yet started
   */
  public static TranscriptRun of(Transcript transcript) {
    return of("in memory", transcript.print());
  }

  /**
   * Runs a file.
   *
   * @param file the file; lines in reports are its lines
   * @return the run, not yet started
   * @throws TranscriptFormatException if the file is no transcript
   * @throws TranscriptFileException if the file cannot be read
   */
  public static TranscriptRun ofFile(Path file) {
    return of(file.toString(), Transcript.readText(file));
  }

  private static TranscriptRun of(String name, String text) {
    TranscriptParser.Parsed parsed = new TranscriptParser(text).parse();
    return new TranscriptRun(
        name,
        Exchange.of(parsed),
        Placeholders.lengths(parsed.transcript()),
        Map.of(),
        new Options(DEFAULT_TIMEOUT, 1, false, Listener.NONE));
  }

  private TranscriptRun with(Options changed) {
    return new TranscriptRun(name, exchanges, placeholders, values, changed);
  }

  /**
   * The same run with another time-out.
   *
   * @param timeout how much longer than in the transcript an answer may take, for each line of the
   *     host; 10 s by default
   * @return the run
   * @throws IllegalArgumentException if it is not positive
   */
  public TranscriptRun withTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The time-out must be positive, not " + timeout);
    }
    return with(new Options(timeout, options.pauseScale, options.strict, options.listener));
  }

  /**
   * The same run with shorter or longer pauses of the host. Those of polls stay.
   *
   * @param scale 1 for the pauses of the transcript, 0 for none
   * @return the run
   * @throws IllegalArgumentException if the scale is negative or no number
   */
  public TranscriptRun withPauses(double scale) {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A scale of pauses is 0 or more, not " + scale);
    }
    return with(new Options(options.timeout, scale, options.strict, options.listener));
  }

  /**
   * The same run, where nothing is tolerated.
   *
   * @return the run
   */
  public TranscriptRun strict() {
    return with(new Options(options.timeout, options.pauseScale, true, options.listener));
  }

  /**
   * The same run with somebody who watches.
   *
   * @param listener sees what is sent and received
   * @return the run
   */
  public TranscriptRun withListener(Listener listener) {
    return with(new Options(options.timeout, options.pauseScale, options.strict, listener));
  }

  /**
   * The same run with the value of a placeholder, such as a password.
   *
   * @param placeholder its name
   * @param value what the host sends in its place, as UTF-8. The length that the placeholder has
   *     does not matter
   * @return the run
   * @throws IllegalArgumentException if the transcript has no such placeholder, the value is empty
   *     or has a line end, or it is no number where the placeholder is one
   */
  public TranscriptRun withValue(String placeholder, String value) {
    Map<String, byte[]> more = new HashMap<>(values);
    more.put(placeholder, Placeholders.requireValue(placeholder, value, placeholders));
    return new TranscriptRun(name, exchanges, placeholders, Map.copyOf(more), options);
  }

  /**
   * The placeholders of a fixed length that have no value yet. All need one before the run.
   *
   * @return their names
   */
  public Set<String> missingValues() {
    return placeholders.entrySet().stream()
        .filter(entry -> entry.getValue() != Placeholder.NUMBER)
        .map(Map.Entry::getKey)
        .filter(placeholder -> !values.containsKey(placeholder))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Opens a line, runs the transcript on it, and closes it. Blocks until the end.
   *
   * @param line the line to the module, not yet opened
   * @return what came of it
   * @throws IllegalStateException if a placeholder of a fixed length {@linkplain #missingValues()
   *     has no value}; the line is not opened then
   * @throws io.github.modemqtt.transport.TransportException if the line cannot be opened, or is
   *     lost
   */
  public RunReport on(Transport line) {
    if (!missingValues().isEmpty()) {
      throw new IllegalStateException("No value is given for " + missingValues());
    }
    line.open();
    try (line) {
      Map<String, byte[]> bytes = new HashMap<>(Placeholders.numbers(placeholders, values));
      bytes.putAll(values);
      return new Runner(name, exchanges, new Values(bytes, values), options, line).run();
    }
  }

  @Override
  public String toString() {
    return "run of " + name;
  }
}
