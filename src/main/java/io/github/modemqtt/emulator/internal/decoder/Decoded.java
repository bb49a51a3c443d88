package io.github.modemqtt.emulator.internal.decoder;

/** What {@link LineDecoder#next()} found. */
public sealed interface Decoded {

  /**
   * A command to run.
   *
   * @param spec which one
   * @param operation which form
   * @param parameters its parameters, empty unless it is the set form
   */
  record Command(CommandSpec spec, Operation operation, Parameters parameters) implements Decoded {}

  /** The rest of the line is dropped; {@code ERROR} is due. */
  record SyntaxError() implements Decoded {}

  /** Nothing was left in the line buffer; no answer is due. */
  record Nothing() implements Decoded {}
}
