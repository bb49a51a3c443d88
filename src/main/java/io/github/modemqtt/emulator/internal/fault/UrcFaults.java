package io.github.modemqtt.emulator.internal.fault;

import io.github.modemqtt.emulator.internal.command.Urcs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets single URCs get lost, late or doubled. Used in the module's own time only. */
public final class UrcFaults implements Urcs {
  private final Urcs urcs;
  private final List<Pending> pending = new ArrayList<>();

  /** What happens to the first URC with a prefix, instead of its being sent. */
  private record Pending(String prefix, Consumer<String> action) {}

  /**
   * Creates a way without faults.
   *
   * @param urcs where the URCs go
   */
  public UrcFaults(Urcs urcs) {
    this.urcs = urcs;
  }

  /**
   * Plans a fault.
   *
   * @param prefix how the URC starts
   * @param action what happens to the first such URC, instead of its being sent
   */
  public void next(String prefix, Consumer<String> action) {
    pending.add(new Pending(prefix, action));
  }

  @Override
  public void send(String text) {
    for (Pending fault : pending) {
      if (text.startsWith(fault.prefix())) {
        pending.remove(fault);
        fault.action().accept(text);
        return;
      }
    }
    urcs.send(text);
  }
}
