package io.github.modemqtt.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.EmulatedModule;
import java.util.List;

/** The driver must not do to a module what the module's audit finds. */
public final class CarefulDriver {
  private CarefulDriver() {}

  /** Closes a module, and fails if its audit found something. */
  public static void close(EmulatedModule module) {
    module.close();
    assertEquals(List.of(), module.audit());
  }
}
