package io.github.modemqtt.bench.report;

/** The area of a plot with its axes, in the coordinates of the picture. */
final class PlotFrame {
  static final double WIDTH = 560;
  static final double HEIGHT = 330;
  private static final double LEFT = 74;
  private static final double RIGHT = 26;
  private static final double TOP = 12;
  private static final double BOTTOM = 66;
  private static final double CHARACTER = 7.5;

  private final Markup svg = new Markup();
  private final Axis upwards;
  private final String xLabel;
  private boolean slanting;

  PlotFrame(String title, Axis upwards, String xLabel, String yLabel) {
    this.upwards = upwards;
    this.xLabel = xLabel;
    svg.line(
        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, title);
    for (double tick : upwards.ticks()) {
      double y = y(tick);
      svg.line(
          "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
          left(), y, right(), y);
      svg.line(
          "<text class=\"tick end\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          LEFT - 7, y + 4, Numbers.tick(tick));
    }
    svg.line(
        "<text class=\"label\" transform=\"translate(14 %.1f) rotate(-90)\">%s</text>",
        (TOP + bottom()) / 2, yLabel);
  }

  static double left() {
    return LEFT;
  }

  static double right() {
    return WIDTH - RIGHT;
  }

  static double bottom() {
    return HEIGHT - BOTTOM;
  }

  static double top() {
    return TOP;
  }

  double y(double value) {
    return bottom() - upwards.position(value) * (bottom() - TOP);
  }

  /** Names a place on the axis to the right; slanting where there is too little room. */
  void below(double x, String text, double room) {
    if (text.length() * CHARACTER <= room) {
      svg.line("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%s</text>", x, bottom() + 17, text);
    } else {
      slanting = true;
      svg.line(
          "<text class=\"tick end\" transform=\"translate(%.1f %.1f) rotate(-30)\">%s</text>",
          x + 6, bottom() + 14, text);
    }
  }

  Markup svg() {
    return svg;
  }

  String end() {
    svg.line(
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        (left() + right()) / 2, slanting ? HEIGHT - 6 : bottom() + 38, xLabel);
    svg.line(
        "<line class=\"axis\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        left(), bottom(), right(), bottom());
    return svg.line("</svg>").toString();
  }
}
