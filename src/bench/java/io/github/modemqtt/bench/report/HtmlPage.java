package io.github.modemqtt.bench.report;

import io.github.modemqtt.bench.Section;
import java.util.List;

/** All results as one page that needs nothing else. */
public final class HtmlPage {
  private final Results results;
  private final Markup page = new Markup();

  private HtmlPage(Results results) {
    this.results = results;
  }

  /** The page. */
  public static String of(Results results) {
    return new HtmlPage(results).write();
  }

  private String write() {
    page.line("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .line("<meta name=\"viewport\" content=\"width=device-width\">")
        .line("<title>modemqtt, measured</title>\n<style>")
        .add(Stylesheet.TEXT)
        .line("</style></head><body>\n<h1>modemqtt, measured</h1>")
        .line("<p class=\"weak\">%s</p>", results.machine().text())
        .line(
            "<p class=\"weak\">%s, %.0f s in all (%s)</p>",
            results.date().substring(0, 19).replace('T', ' ') + " UTC",
            results.seconds(),
            durations())
        .line("<nav>");
    for (Outcome part : results.parts()) {
      page.line("<a href=\"#%s\">%s</a>", part.name(), part.name());
    }
    page.line("</nav>");
    goals();
    results.parts().forEach(this::part);
    return page.line("</body></html>").toString();
  }

  private String durations() {
    return String.join(
        ", ",
        results.parts().stream()
            .map(part -> part.name() + " " + Math.round(part.seconds()) + " s")
            .toList());
  }

  private void goals() {
    page.line("<div class=\"scroll\"><table><caption>What was aimed at, and what was reached")
        .line(
            "</caption><tr><th>Part</th><th>Figure</th><th>Goal</th><th>Reached</th><th></th></tr>");
    for (Outcome part : results.parts()) {
      if (!part.complete()) {
        page.line(
            "<tr><td>%s</td><td colspan=\"3\">%s</td><td class=\"missed\">failed</td></tr>",
            part.name(), part.failure());
        continue;
      }
      for (Section.Goal goal : part.section().goals()) {
        page.line(
            "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"%s\">%5$s</td></tr>",
            part.name(), goal.text(), goal.target(), goal.reached(), goal.met() ? "met" : "missed");
      }
    }
    page.line("</table></div>");
  }

  private void part(Outcome part) {
    page.line("<section id=\"%s\">", part.name());
    if (part.complete()) {
      section(part.section());
    } else {
      page.line("<h2>%s</h2><p class=\"missed\">%s</p>", part.name(), part.failure())
          .line("<pre>%s</pre>", part.log());
    }
    page.line("</section>");
  }

  private void section(Section section) {
    page.line("<h2>%s</h2>", section.title())
        .line("<p class=\"question\">%s</p><div class=\"plots\">", section.question());
    section.plots().forEach(this::plot);
    page.line("</div>");
    section.tables().forEach(this::table);
    if (!section.notes().isEmpty()) {
      page.line("<p class=\"weak\">How it was measured</p><ul>");
      section.notes().forEach(note -> page.line("<li>%s</li>", note));
      page.line("</ul>");
    }
  }

  private void plot(Section.Plot plot) {
    page.line("<figure><figcaption>%s</figcaption>", plot.title())
        .add(plot.names().isEmpty() ? LinePlot.of(plot) : BarPlot.of(plot))
        .line("<div class=\"legend\">");
    for (int i = 0; i < plot.series().size(); i++) {
      page.line(
          "<span><i class=\"s%d\"></i>%s</span>", Palette.colour(i), plot.series().get(i).name());
    }
    page.line("</div></figure>");
  }

  private void table(Section.Table table) {
    page.line("<div class=\"scroll\"><table><caption>%s</caption><tr>", table.caption());
    for (int i = 0; i < table.columns().size(); i++) {
      page.line("<th%s>%s</th>", "", table.columns().get(i));
    }
    page.line("</tr>");
    for (List<Object> row : table.rows()) {
      page.line("<tr>");
      for (Object cell : row) {
        page.line(
            "<td class=\"%s\">%s</td>",
            cell instanceof Number ? "number" : "text", Numbers.cell(cell));
      }
      page.line("</tr>");
    }
    page.line("</table></div>");
  }
}
