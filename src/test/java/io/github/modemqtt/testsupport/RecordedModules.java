package io.github.modemqtt.testsupport;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.transport.Transport;

/**
 * Modules in software whose sessions are recorded; {@link ReplayedSessions} replays them after the
 * test.
 */
public final class RecordedModules {
  private RecordedModules() {}

  /** As {@link EmulatedModule#builder}. */
  public static EmulatedModuleBuilder builder(Transport line) {
    return EmulatedModule.builder(recorded(line));
  }

  /** The same module's end of a line, which is recorded. */
  public static Transport recorded(Transport line) {
    return ReplayedSessions.record(line);
  }
}
