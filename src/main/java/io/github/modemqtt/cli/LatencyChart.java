package io.github.modemqtt.cli;

import java.util.List;
import java.util.Locale;

/** The share of messages that took at most so long, one curve a stage, as SVG 1.1. */
final class LatencyChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 60;
  private static final int RIGHT = 700;
  private static final int TOP = 50;
  private static final int BOTTOM = 370;
  private static final int MOST_POINTS = 500;
  private static final double LEAST_MILLIS = 0.001;
  private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73"};

  private final BenchReport report;
  private final StringBuilder svg = new StringBuilder();
  private final double fromDecade;
  private final double toDecade;

  private LatencyChart(BenchReport report) {
    this.report = report;
    double least = Double.MAX_VALUE;
    double most = LEAST_MILLIS;
    for (Latencies stage : report.stages()) {
      least = Math.min(least, Math.max(LEAST_MILLIS, stage.millis(0)));
      most = Math.max(most, stage.maxMillis());
    }
    fromDecade = Math.floor(Math.log10(least));
    toDecade = Math.max(fromDecade + 1, Math.ceil(Math.log10(most)));
  }

  static String of(BenchReport report) {
    return new LatencyChart(report).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    add("<text x=\"%d\" y=\"24\" font-size=\"14\">%s</text>", LEFT, escaped(report.title()));
    drawDecades();
    drawShares();
    List<Latencies> stages = report.stages();
    for (int i = 0; i < stages.size(); i++) {
      drawStage(stages.get(i), COLOURS[i % COLOURS.length], i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void drawDecades() {
    for (double decade = fromDecade; decade <= toDecade; decade++) {
      double x = x(Math.pow(10, decade));
      add("<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>", x, TOP, BOTTOM);
      String label =
          decade < 0 ? format("%." + (int) -decade + "f", Math.pow(10, decade)) : whole(decade);
      add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, BOTTOM + 18, label);
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">milliseconds</text>",
        (LEFT + RIGHT) / 2, BOTTOM + 38);
  }

  private static String whole(double decade) {
    return format("%.0f", Math.pow(10, decade));
  }

  private void drawShares() {
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      add("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, RIGHT);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 6, y + 4, percent);
    }
  }

  private void drawStage(Latencies stage, String colour, int index) {
    StringBuilder path = new StringBuilder(format("M%.1f %.1f", x(stage.millis(0)), y(0)));
    int step = Math.max(1, stage.count() / MOST_POINTS);
    for (int rank = 0; rank < stage.count(); rank += step) {
      path.append(point(stage, rank));
    }
    path.append(point(stage, stage.count() - 1));
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\" text-anchor=\"end\">%s</text>",
        RIGHT - 8, BOTTOM - 12 - 18 * index, colour, escaped(stage.stage()));
  }

  private String point(Latencies stage, int rank) {
    return format("L%.1f %.1f", x(stage.millis(rank)), y((rank + 1.0) / stage.count()));
  }

  private double x(double millis) {
    double decades = Math.log10(Math.max(LEAST_MILLIS, millis)) - fromDecade;
    return LEFT + (RIGHT - LEFT) * Math.max(0, decades) / (toDecade - fromDecade);
  }

  private double y(double share) {
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private void add(String pattern, Object... values) {
    svg.append(format(pattern, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
