package io.github.modemqtt.bench.report;

import io.github.modemqtt.bench.Section;
import java.util.List;

/** Lines with a dot at each value. */
final class LinePlot {
  private final Section.Plot plot;
  private final Axis toTheRight;
  private final PlotFrame frame;

  private LinePlot(Section.Plot plot) {
    this.plot = plot;
    List<Double> x = plot.series().stream().flatMap(series -> series.x().stream()).toList();
    List<Double> y = plot.series().stream().flatMap(series -> series.y().stream()).toList();
    toTheRight = Axis.of(x, plot.logarithmic());
    frame =
        new PlotFrame(plot.title(), Axis.of(y, plot.logarithmic()), plot.xLabel(), plot.yLabel());
  }

  static String of(Section.Plot plot) {
    return new LinePlot(plot).draw();
  }

  private String draw() {
    for (double tick : toTheRight.ticks()) {
      double x = x(tick);
      frame
          .svg()
          .line(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
              x, PlotFrame.top(), x, PlotFrame.bottom());
      frame.below(x, Numbers.tick(tick), PlotFrame.WIDTH / toTheRight.ticks().size());
    }
    for (int i = 0; i < plot.series().size(); i++) {
      draw(i, plot.series().get(i));
    }
    return frame.end();
  }

  private void draw(int number, Section.Series series) {
    StringBuilder points = new StringBuilder();
    Markup dots = new Markup();
    for (int i = 0; i < series.x().size(); i++) {
      double x = series.x().get(i);
      double y = series.y().get(i);
      if (!visible(x) || !visible(y)) {
        continue;
      }
      points.append(new Markup().line("%.1f,%.1f ", x(x), frame.y(y)).toString().strip());
      points.append(' ');
      dots.line(
          "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s: %s, %s</title></circle>",
          Palette.colour(number),
          x(x),
          frame.y(y),
          series.name(),
          Numbers.cell(x),
          Numbers.cell(y));
    }
    frame
        .svg()
        .line(
            "<polyline class=\"s%d\" points=\"%s\"/>",
            Palette.colour(number), points.toString().strip())
        .add(dots.toString());
  }

  private boolean visible(double value) {
    return Double.isFinite(value) && (!plot.logarithmic() || value > 0);
  }

  private double x(double value) {
    return PlotFrame.left() + toTheRight.position(value) * (PlotFrame.right() - PlotFrame.left());
  }
}
