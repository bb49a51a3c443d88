package io.github.modemqtt.metrics;

import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientMetrics.ClientGauges;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All meters of one client, looked up once. Thread-safe. */
final class ClientMeters {
  private final Meters meters;
  private final StateMeters states;
  private final ConnectionMeters connection;
  private final List<PublishMeters> publishes;
  private final Counter outboxRefusals;
  private final DistributionSummary received;
  private final Counter handlerDrops;
  private final Counter duplicates;

  ClientMeters(Meters meters, ClientGauges client) {
    this.meters = meters;
    states = new StateMeters(meters, client.state());
    connection = new ConnectionMeters(meters);
    Counter drops = meters.counter("outbox.drops", "Messages dropped from a full outbox");
    publishes = Stream.of(Qos.values()).map(qos -> new PublishMeters(meters, qos, drops)).toList();
    outboxRefusals = meters.counter("outbox.refusals", "Messages that a full outbox did not take");
    received = meters.bytes("receive.payload", "Payload of the messages received");
    handlerDrops =
        meters.counter("handler.drops", "Received messages dropped because handlers are too slow");
    duplicates =
        meters.counter("receive.duplicates", "Received messages dropped as repeats or copies");
    gauges(client);
    line(client);
  }

  private void gauges(ClientGauges client) {
    meters.gauge(
        "publish.in.flight", "Messages under way", "messages", client, ClientGauges::inFlight);
    meters.gauge(
        "outbox.depth", "Messages in the outbox", "messages", client, ClientGauges::outboxDepth);
    meters.gauge(
        "handler.backlog",
        "Received messages that wait for their handlers",
        "messages",
        client,
        ClientGauges::handlerBacklog);
    meters.gauge(
        "signal.strength", "Received signal as last read", "dBm", client, ClientMeters::signal);
  }

  private static double signal(ClientGauges client) {
    OptionalInt strength =
        client.signal().map(signal -> signal.rssiDbm()).orElse(OptionalInt.empty());
    return strength.isPresent() ? strength.getAsInt() : Double.NaN;
  }

  private void line(ClientGauges client) {
    String bytes = "bytes";
    String wire = "Bytes on the wire";
    counted(client, "line.bytes", wire, bytes, AtStatistics::bytesReceived, "received");
    counted(client, "line.bytes", wire, bytes, AtStatistics::bytesSent, "sent");
    counted(
        client, "line.overruns", "Received bytes thrown away", bytes, AtStatistics::overrunBytes);
    counted(client, "at.commands", "AT commands sent", "", AtStatistics::commands);
    counted(client, "at.timeouts", "AT commands without an answer", "", AtStatistics::timeouts);
    counted(client, "at.resyncs", "Resynchronisations", "", AtStatistics::resyncs);
    counted(client, "at.lines.unknown", "Lines nobody waited for", "", AtStatistics::unknownLines);
    counted(
        client, "at.results.stale", "Results that came too late", "", AtStatistics::staleResults);
  }

  private void counted(
      ClientGauges client,
      String name,
      String description,
      String unit,
      ToLongFunction<AtStatistics> value,
      String... direction) {
    String[] tags = direction.length == 0 ? direction : new String[] {"direction", direction[0]};
    meters.counted(
        name, description, unit, client, from -> value.applyAsLong(from.lineTotals()), tags);
  }

  StateMeters states() {
    return states;
  }

  ConnectionMeters connection() {
    return connection;
  }

  PublishMeters publishes(Qos qos) {
    return publishes.get(qos.ordinal());
  }

  Counter outboxRefusals() {
    return outboxRefusals;
  }

  DistributionSummary received() {
    return received;
  }

  Counter duplicates() {
    return duplicates;
  }

  Counter handlerDrops() {
    return handlerDrops;
  }

  void remove() {
    meters.remove();
  }
}
