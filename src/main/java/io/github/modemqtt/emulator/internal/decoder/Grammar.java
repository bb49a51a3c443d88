package io.github.modemqtt.emulator.internal.decoder;

import org.jspecify.annotations.Nullable;

/** The commands that the decoder knows. */
@FunctionalInterface
public interface Grammar {

  /**
   * Finds a command.
   *
   * @param name the name as it was received
   * @param basic whether it is a basic command
   * @return the command, or {@code null} if there is none of that name in any case
   */
  @Nullable CommandSpec find(String name, boolean basic);
}
