package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.emulator.scenario.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets the faults of scenarios happen. Runs in the module's own time. */
final class ScenarioPlayer {
  private final ModuleTime time;
  private final Consumer<Fault> module;
  private final List<Waiting> waiting = new ArrayList<>();

  /** A fault that waits for a command line. */
  private record Waiting(Trigger.After trigger, Fault fault) {}

  ScenarioPlayer(ModuleTime time, Consumer<Fault> module) {
    this.time = time;
    this.module = module;
  }

  void play(Scenario scenario) {
    for (Scenario.Step step : scenario.steps()) {
      Fault fault = step.fault();
      if (step.trigger() instanceof Trigger.At at) {
        after(at.time(), fault);
      } else if (step.trigger() instanceof Trigger.Every every) {
        repeat(every.period(), fault);
      } else if (step.trigger() instanceof Trigger.After after) {
        waiting.add(new Waiting(after, fault));
      }
    }
  }

  private void after(Duration delay, Fault fault) {
    if (delay.isZero()) {
      module.accept(fault);
    } else {
      time.after(delay, () -> module.accept(fault));
    }
  }

  private void repeat(Duration period, Fault fault) {
    time.after(
        period,
        () -> {
          repeat(period, fault);
          module.accept(fault);
        });
  }

  /** Before the command runs. */
  void commandReceived(String line) {
    List<Waiting> due = waiting.stream().filter(step -> step.trigger().matches(line)).toList();
    for (Waiting step : due) {
      if (!step.trigger().eachTime()) {
        waiting.removeIf(other -> other == step);
      }
      after(step.trigger().delay(), step.fault());
    }
  }
}
