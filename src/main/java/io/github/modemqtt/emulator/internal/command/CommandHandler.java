package io.github.modemqtt.emulator.internal.command;

import io.github.modemqtt.emulator.internal.decoder.BadParameterException;
import io.github.modemqtt.emulator.internal.decoder.Operation;
import io.github.modemqtt.emulator.internal.decoder.Parameters;

/** Runs a command, in the module's own time. */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Runs the command. It may answer now or later.
   *
   * @param operation which form
   * @param parameters the parameters of the set form
   * @param reply takes the answer
   * @throws BadParameterException if a value is not allowed
   */
  void run(Operation operation, Parameters parameters, Reply reply);
}
