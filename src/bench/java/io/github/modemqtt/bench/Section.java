package io.github.modemqtt.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one part has to tell.
 *
 * @param name the part's name
 * @param title the heading
 * @param question what it answers, in a sentence or two
 * @param goals what was aimed at, and what was reached
 * @param tables all figures
 * @param plots the figures that are easier seen than read
 * @param notes how it was measured, and what was not
 */
public record Section(
    String name,
    String title,
    String question,
    List<Goal> goals,
    List<Table> tables,
    List<Plot> plots,
    List<String> notes) {

  /**
   * A figure that was aimed at.
   *
   * @param text what is measured
   * @param target what was aimed at, with its unit
   * @param reached what this run gave, with its unit
   * @param met whether that is enough
   */
  public record Goal(String text, String target, String reached, boolean met) {}

  /**
   * Figures in rows.
   *
   * @param caption what the table shows
   * @param columns the headings, each with its unit
   * @param rows texts and numbers, as many in each as there are columns
   */
  public record Table(String caption, List<String> columns, List<List<Object>> rows) {}

  /**
   * Lines over an axis, or groups of bars over names.
   *
   * @param title what is seen
   * @param xLabel what is to the right, with its unit
   * @param yLabel what is upwards, with its unit
   * @param names what the whole numbers from 0 on the x axis stand for; empty for an axis of
   *     numbers
   * @param logarithmic whether both axes of numbers are
   * @param series the lines, or the bars of one colour
   */
  public record Plot(
      String title,
      String xLabel,
      String yLabel,
      List<String> names,
      boolean logarithmic,
      List<Series> series) {}

  /**
   * One line, or the bars of one colour.
   *
   * @param name its legend
   * @param x to the right
   * @param y upwards, as many as there are in x
   */
  public record Series(String name, List<Double> x, List<Double> y) {}

  /** Begins a section. */
  public static Builder of(String name, String title, String question) {
    return new Builder(name, title, question);
  }

  /** Collects a section. */
  public static final class Builder {
    private final String name;
    private final String title;
    private final String question;
    private final List<Goal> goals = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Builder(String name, String title, String question) {
      this.name = name;
      this.title = title;
      this.question = question;
    }

    /** Adds a goal. */
    public Builder goal(String text, String target, String reached, boolean met) {
      goals.add(new Goal(text, target, reached, met));
      return this;
    }

    /** Adds a table. */
    public Builder table(String caption, List<String> columns, List<List<Object>> rows) {
      for (List<Object> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException("a row of " + caption + " has another size: " + row);
        }
      }
      tables.add(new Table(caption, columns, rows.stream().map(Builder::shown).toList()));
      return this;
    }

    /** What is no number has nothing to show. */
    private static List<Object> shown(List<Object> row) {
      return row.stream().map(cell -> cell.equals(Double.NaN) ? "" : cell).toList();
    }

    /** Adds a plot. */
    public Builder plot(Plot plot) {
      plots.add(plot);
      return this;
    }

    /** Adds a sentence about how it was measured. */
    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    /** Ends it. */
    public Section build() {
      return new Section(
          name,
          title,
          question,
          Collections.unmodifiableList(goals),
          Collections.unmodifiableList(tables),
          Collections.unmodifiableList(plots),
          Collections.unmodifiableList(notes));
    }
  }
}
