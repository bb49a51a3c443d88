package io.github.modemqtt.cli;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.transport.ModulePort;
import java.util.ArrayList;
import java.util.List;

/** The modules in software of one process, numbered from 1, each with its port. */
final class ModuleRack implements AutoCloseable {
  /** A module and its port. */
  private record Slot(ModulePort port, EmulatedModule module) {}

  private final List<Slot> slots = new ArrayList<>();

  /** Takes a module that was not started; closes it and its port in the end. */
  synchronized void add(ModulePort port, EmulatedModule module) {
    slots.add(new Slot(port, module));
  }

  synchronized void start() {
    slots.forEach(slot -> slot.module().start());
  }

  synchronized AuditReport report() {
    List<AuditReport.Part> parts = new ArrayList<>();
    for (Slot slot : slots) {
      EmulatedModule module = slot.module();
      parts.add(
          new AuditReport.Part(
              parts.size() + 1, slot.port().name(), module.audit(), module.furtherAuditEntries()));
    }
    return new AuditReport(parts);
  }

  @Override
  public synchronized void close() {
    slots.forEach(slot -> slot.module().close());
  }
}
