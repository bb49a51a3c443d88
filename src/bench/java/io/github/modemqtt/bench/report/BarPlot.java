package io.github.modemqtt.bench.report;

import io.github.modemqtt.bench.Section;
import java.util.List;

/** A group of bars for each name, a colour for each series. */
final class BarPlot {
  private static final double FILLED = 0.78;
  private static final int MOST_BARS_WITH_NUMBERS = 16;

  private final Section.Plot plot;
  private final PlotFrame frame;
  private final double groupWidth;
  private final double barWidth;

  private BarPlot(Section.Plot plot) {
    this.plot = plot;
    List<Double> y = plot.series().stream().flatMap(series -> series.y().stream()).toList();
    frame =
        new PlotFrame(plot.title(), Axis.of(y, plot.logarithmic()), plot.xLabel(), plot.yLabel());
    groupWidth = (PlotFrame.right() - PlotFrame.left()) / plot.names().size();
    barWidth = groupWidth * FILLED / Math.max(1, plot.series().size());
  }

  static String of(Section.Plot plot) {
    return new BarPlot(plot).draw();
  }

  private String draw() {
    for (int i = 0; i < plot.names().size(); i++) {
      frame.below(PlotFrame.left() + (i + 0.5) * groupWidth, plot.names().get(i), groupWidth);
    }
    for (int i = 0; i < plot.series().size(); i++) {
      draw(i, plot.series().get(i));
    }
    return frame.end();
  }

  private void draw(int number, Section.Series series) {
    for (int i = 0; i < series.x().size(); i++) {
      double value = series.y().get(i);
      if (!Double.isFinite(value)) {
        continue;
      }
      int group = (int) Math.round(series.x().get(i));
      double x = PlotFrame.left() + (group + (1 - FILLED) / 2) * groupWidth + number * barWidth;
      double top = Math.min(frame.y(value), PlotFrame.bottom());
      frame
          .svg()
          .line(
              "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                  + "<title>%s, %s: %s</title></rect>",
              Palette.colour(number),
              x,
              top,
              Math.max(1, barWidth - 1),
              PlotFrame.bottom() - top,
              series.name(),
              plot.names().get(group),
              Numbers.cell(value));
      if (plot.names().size() * plot.series().size() <= MOST_BARS_WITH_NUMBERS) {
        frame
            .svg()
            .line(
                "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                x + barWidth / 2, top - 3, Numbers.cell(value));
      }
    }
  }
}
