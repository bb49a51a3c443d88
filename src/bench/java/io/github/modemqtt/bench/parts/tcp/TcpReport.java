package io.github.modemqtt.bench.parts.tcp;

import static io.github.modemqtt.bench.parts.tcp.TcpPart.Kind.HIVEMQ;
import static io.github.modemqtt.bench.parts.tcp.TcpPart.Kind.MODEMQTT;
import static io.github.modemqtt.bench.parts.tcp.TcpPart.Kind.PAHO;

import io.github.modemqtt.bench.Section;
import io.github.modemqtt.bench.Section.Plot;
import io.github.modemqtt.bench.Section.Series;
import io.github.modemqtt.bench.parts.tcp.TcpPart.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tells what came of it. */
final class TcpReport {
  private static final double ENOUGH = 0.9;

  private final List<Measured> all;
  private final List<Load> loads;
  private final String broker;

  TcpReport(List<Measured> all, String broker) {
    this.all = all;
    this.broker = broker;
    loads =
        all.stream()
            .map(Measured::load)
            .distinct()
            .sorted(
                Comparator.comparingInt(Load::qos)
                    .reversed()
                    .thenComparingInt(load -> load.qos() == 0 ? 0 : load.window())
                    .thenComparingInt(Load::bytes))
            .toList();
  }

  Section section(String name) {
    Section.Builder section =
        Section.of(
            name,
            "AT commands or TCP/IP over PPP",
            "What does it cost to leave MQTT and TCP/IP to the module, and what does it save? The"
                + " other way is a client on the host, with the module as a PPP modem.");
    goals(section);
    section.table("Messages a second", headings("messages/s"), rates());
    section.table(
        "Bytes on the serial line for each message, both directions",
        headings("bytes"),
        rows(this::line));
    section.table(
        "Bytes over the air for each message, both directions, TCP/IP included",
        headings("bytes"),
        rows(m -> m.result().air().ip() / (double) m.load().count()));
    section.table(
        "From nothing to the broker's acceptance",
        List.of(
            "client",
            "time (s)",
            "serial line (bytes)",
            "over the air (bytes)",
            "of these MQTT (bytes)"),
        connects());
    section.plot(plot("Messages a second at QoS 1", "messages/s", this::rate));
    section.plot(plot("Bytes on the serial line at QoS 1", "bytes a message", this::line));
    notes(section);
    return section.build();
  }

  private void goals(Section.Builder section) {
    double slowest = Double.MAX_VALUE;
    double largest = 0;
    for (Load load : loads) {
      if (load.qos() == 1) {
        double best = Math.max(median(HIVEMQ, load, this::rate), median(PAHO, load, this::rate));
        slowest = Math.min(slowest, median(MODEMQTT, load, this::rate) / best);
        if (load.window() == 1) {
          double least = Math.min(median(HIVEMQ, load, this::line), median(PAHO, load, this::line));
          largest = Math.max(largest, median(MODEMQTT, load, this::line) / least);
        }
      }
    }
    section.goal(
        "QoS 1: messages a second through the module, by the better of the clients on the host;"
            + " lowest of all sizes and windows",
        "at least " + ENOUGH,
        "%.2f".formatted(slowest),
        slowest >= ENOUGH);
    section.goal(
        "QoS 1, one message under way: bytes on the serial line with AT commands, by those of the"
            + " more sparing client over PPP; highest of all sizes",
        "at most 1",
        "%.2f".formatted(largest),
        largest <= 1);
  }

  private double rate(Measured measured) {
    return measured.result().perSecond();
  }

  private double line(Measured measured) {
    return measured.result().line();
  }

  private static List<String> headings(String unit) {
    List<String> headings = new ArrayList<>(List.of("payload (bytes)", "QoS", "under way"));
    for (Kind kind : Kind.values()) {
      headings.add(kind.label + " (" + unit + ")");
    }
    headings.add("modemqtt / better of the others");
    return headings;
  }

  private List<List<Object>> rates() {
    List<List<Object>> rows = new ArrayList<>();
    for (Load load : loads) {
      double best = Math.max(median(HIVEMQ, load, this::rate), median(PAHO, load, this::rate));
      rows.add(row(load, this::rate, best, 2));
    }
    return rows;
  }

  /** Rows of what is better the less it is. */
  private List<List<Object>> rows(ToDoubleFunction<Measured> figure) {
    List<List<Object>> rows = new ArrayList<>();
    for (Load load : loads) {
      double best = Math.min(median(HIVEMQ, load, figure), median(PAHO, load, figure));
      rows.add(row(load, figure, best, 0));
    }
    return rows;
  }

  private List<Object> row(Load load, ToDoubleFunction<Measured> figure, double best, int digits) {
    List<Object> row = new ArrayList<>();
    row.add(load.bytes());
    row.add(load.qos());
    row.add(load.qos() == 0 ? "all" : load.window());
    for (Kind kind : Kind.values()) {
      row.add(rounded(median(kind, load, figure), digits));
    }
    row.add(rounded(median(MODEMQTT, load, figure) / best, 2));
    return row;
  }

  private List<List<Object>> connects() {
    List<List<Object>> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Measured> own = all.stream().filter(m -> m.kind() == kind).toList();
      rows.add(
          List.of(
              kind.label,
              rounded(median(own, m -> m.connect().seconds()), 2),
              rounded(median(own, m -> m.connect().line()), 0),
              rounded(median(own, m -> m.connect().air().ip()), 0),
              rounded(median(own, m -> m.connect().air().mqtt()), 0)));
    }
    return rows;
  }

  private Plot plot(String title, String unit, ToDoubleFunction<Measured> figure) {
    List<Load> shown = loads.stream().filter(load -> load.qos() == 1).toList();
    List<Double> x = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Load load : shown) {
      x.add((double) names.size());
      names.add(load.bytes() + " B, " + load.window());
    }
    List<Series> series = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      series.add(
          new Series(
              kind.label, x, shown.stream().map(load -> median(kind, load, figure)).toList()));
    }
    return new Plot(title, "payload, messages under way", unit, names, false, series);
  }

  private double median(Kind kind, Load load, ToDoubleFunction<Measured> figure) {
    return median(
        all.stream().filter(m -> m.kind() == kind && m.load().equals(load)).toList(), figure);
  }

  private static double median(List<Measured> some, ToDoubleFunction<Measured> figure) {
    double[] sorted = some.stream().mapToDouble(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static Object rounded(double value, int digits) {
    if (digits == 0) {
      return Math.round(value);
    }
    double unit = Math.pow(10, digits);
    return Math.round(value * unit) / unit;
  }

  private void notes(Section.Builder section) {
    section.note(
        "Network: a round trip of 1.5 s, no loss, no rate of the radio (which would limit all"
            + " alike). Serial line: 115,200 baud, both directions at the same time. Broker: "
            + broker
            + ". At QoS 1 all runs went at the same time, 18 connections, as they wait for the"
            + " network; at QoS 0 one for each client.");
    section.note(
        "modemqtt: an emulated EC616 with the waits of its firmware. HiveMQ and Paho: over TCP"
            + " through a proxy with the line's rate and the network's delay, which stands for PPP.");
    section.note(
        "Counted are bytes of MQTT and AT. Estimated, for all clients alike: 40 bytes of IPv4 and"
            + " TCP for each packet (Linux adds 12 for time stamps, which are left out); what a"
            + " client writes at once is one segment, up to 1,460 bytes; an acknowledgement has a"
            + " packet of its own for each second segment, or when no data goes back for 40 ms"
            + " (250 ms in the module); PPP adds 8 bytes a packet and an escape for one byte of"
            + " 128. Header compression (RFC 1144) would take most of the 40 bytes off the PPP"
            + " line, where a module has it.");
    section.note(
        "QoS 1: messages a second until the last acknowledgement. QoS 0: all are given to the client"
            + " at once, and counted until the last one arrives at a subscriber beside the broker,"
            + " without the network's delay. Clients on the host then put many in one segment; the"
            + " slow start of TCP, which would hold them back, is left out. An emulated module has"
            + " 8 KiB under way at most (an assumption), which limits all but the smallest messages.");
    section.note(
        "The time to connect has, for modemqtt, opening the line, bringing up a module that is"
            + " registered, and the waits of its firmware (1 s for the first AT+ECMTOPEN, up to 2 s"
            + " for AT+ECMTCONN); for the others TCP's handshake and MQTT's, but not the"
            + " negotiation of PPP, which takes some seconds more and AT commands before it. None"
            + " asks for a name.");
  }
}
