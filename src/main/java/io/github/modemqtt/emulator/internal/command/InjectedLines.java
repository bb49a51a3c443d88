package io.github.modemqtt.emulator.internal.command;

import io.github.modemqtt.emulator.model.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lines that wait for their moment; each is said once. */
final class InjectedLines {
  private final Map<Fault.Moment, List<String>> lines = new EnumMap<>(Fault.Moment.class);

  void add(String text, Fault.Moment moment) {
    lines.computeIfAbsent(moment, any -> new ArrayList<>()).add(text);
  }

  List<String> take(Fault.Moment moment) {
    List<String> taken = lines.remove(moment);
    return taken == null ? List.of() : taken;
  }
}
