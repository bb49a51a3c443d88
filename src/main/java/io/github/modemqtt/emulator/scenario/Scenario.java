package io.github.modemqtt.emulator.scenario;

import io.github.modemqtt.emulator.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults of a module, and when they happen.
 *
 * <p>What is printed is read back as the same scenario, and printing that gives the same text.
 * Nothing happens before a module plays it: {@code EmulatedModule.play} or {@code
 * EmulatedModuleBuilder.scenario}.
 *
 * @param entries its lines, in order
 */
public record Scenario(List<Entry> entries) {

  /** A line of a scenario. */
  public sealed interface Entry permits Step, Remark {}

  /**
   * A fault and its time.
   *
   * @param trigger when
   * @param fault what
   */
  public record Step(Trigger trigger, Fault fault) implements Entry {}

  /**
   * A remark, or an empty line.
   *
   * @param text one line, without blanks at its end; empty for an empty line
   */
  public record Remark(String text) implements Entry {
    /**
     * Checks the text, and strips blanks from its ends.
     *
     * @param text one line
     */
    public Remark {
      if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        throw new IllegalArgumentException("a remark is one line, without control characters");
      }
      text = text.strip();
    }
  }

  /**
   * Copies the list.
   *
   * @param entries its lines, in order
   */
  public Scenario {
    entries = List.copyOf(entries);
  }

  /**
   * Makes a scenario of faults.
   *
   * @param steps the faults and their times
   * @return the scenario
   */
  public static Scenario of(Step... steps) {
    return new Scenario(List.of(steps));
  }

  /**
   * Reads a scenario.
   *
   * @param text the text, with any line ends
   * @return the scenario
   * @throws ScenarioFormatException if the text is none; says where and what is expected
   */
  public static Scenario parse(String text) {
    return new Scenario(ScenarioParser.parse(text));
  }

  /**
   * Reads a scenario from a file.
   *
   * @param file the file, in UTF-8
   * @return the scenario
   * @throws ScenarioFormatException if the file holds none; says where and what is expected
   * @throws ScenarioFileException if the file cannot be read
   */
  public static Scenario read(Path file) {
    try {
      return parse(ScenarioParser.decode(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ScenarioFileException(file, e);
    }
  }

  /**
   * The faults, without the remarks.
   *
   * @return the steps, in order
   */
  public List<Step> steps() {
    return entries.stream()
        .filter(Step.class::isInstance)
        .map(Step.class::cast)
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Prints the scenario.
   *
   * @return its text, with line feeds as line ends
   */
  public String print() {
    return entries.stream().map(entry -> print(entry) + "\n").collect(Collectors.joining());
  }

  private static String print(Entry entry) {
    if (entry instanceof Step step) {
      return TriggerNotation.print(step.trigger()) + " " + FaultNotation.print(step.fault());
    }
    String remark = ((Remark) entry).text();
    return remark.isEmpty() ? "" : "# " + remark;
  }
}
