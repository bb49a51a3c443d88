package io.github.modemqtt.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a benchmark has found.
 *
 * @param line the name of the line
 * @param messages how many messages were acknowledged
 * @param wanted how many were to be
 * @param sizeBytes the size of a payload
 * @param qos the QoS
 * @param window how many were under way at once
 * @param duration from the first message to the last acknowledgement
 * @param stages the latencies
 * @param bytesToModule what the host wrote in this time
 * @param bytesFromModule what the module wrote in this time
 * @param lineRate bits per second, if known
 */
record BenchReport(
    String line,
    int messages,
    int wanted,
    int sizeBytes,
    int qos,
    int window,
    Duration duration,
    List<Latencies> stages,
    long bytesToModule,
    long bytesFromModule,
    OptionalInt lineRate) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int BITS_PER_BYTE = 10;

  private double seconds() {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  /** Which part of the time the line was busy in one direction: eight bits, start and stop bit. */
  private double occupancy(long bytes) {
    return bytes * BITS_PER_BYTE / (lineRate.orElseThrow() * seconds());
  }

  String title() {
    String number = messages == wanted ? "" + messages : messages + " of " + wanted;
    return format(
        "%s messages of %d bytes, QoS %d, window %d, through %s",
        number, sizeBytes, qos, window, line);
  }

  String text() {
    StringBuilder text = new StringBuilder(title()).append('\n');
    text.append(
        format(
            "rate: %.1f messages/s (%.0f bytes/s of payload), %.3f s in all%n",
            messages / seconds(), messages * (double) sizeBytes / seconds(), seconds()));
    text.append(format("%-24s %10s %10s %10s %10s  ms%n", "latency", "p50", "p90", "p99", "max"));
    for (Latencies stage : stages) {
      text.append(
          format(
              "%-24s %10.2f %10.2f %10.2f %10.2f%n",
              stage.stage(),
              stage.percentileMillis(50),
              stage.percentileMillis(90),
              stage.percentileMillis(99),
              stage.maxMillis()));
    }
    text.append(direction("to the module", bytesToModule)).append('\n');
    return text.append(direction("from the module", bytesFromModule)).toString();
  }

  private String direction(String name, long bytes) {
    String told =
        format("%-16s %d bytes (%.1f a message)", name + ":", bytes, bytes / (double) messages);
    return lineRate.isEmpty()
        ? told
        : told
            + format(
                ", line busy %.1f %% at %d bit/s", 100 * occupancy(bytes), lineRate.getAsInt());
  }

  JsonObject toJson() {
    JsonObject latencies = new JsonObject();
    for (Latencies stage : stages) {
      latencies.object(
          camelCase(stage.stage()),
          new JsonObject()
              .decimal("p50", stage.percentileMillis(50))
              .decimal("p90", stage.percentileMillis(90))
              .decimal("p99", stage.percentileMillis(99))
              .decimal("max", stage.maxMillis()));
    }
    JsonObject json =
        new JsonObject()
            .text("line", line)
            .number("messages", messages)
            .number("wanted", wanted)
            .number("sizeBytes", sizeBytes)
            .number("qos", qos)
            .number("window", window)
            .decimal("seconds", seconds())
            .decimal("messagesPerSecond", messages / seconds())
            .object("latencyMillis", latencies)
            .number("bytesToModule", bytesToModule)
            .number("bytesFromModule", bytesFromModule)
            .number("lineRate", lineRate);
    return lineRate.isEmpty()
        ? json
        : json.decimal("occupancyToModule", occupancy(bytesToModule))
            .decimal("occupancyFromModule", occupancy(bytesFromModule));
  }

  private static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(" ")) {
      name.append(
          name.length() == 0
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
