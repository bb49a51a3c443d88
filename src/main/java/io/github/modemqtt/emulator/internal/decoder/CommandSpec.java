package io.github.modemqtt.emulator.internal.decoder;

import java.time.Duration;
import java.util.List;

/**
 * What the decoder must know of one command.
 *
 * @param name the name with its prefix character, such as {@code +CSQ}; a basic command's letters,
 *     or one blank for {@code AT} alone
 * @param kind how it is written
 * @param parameters its parameters in order
 * @param guard how long it may run before the decoder answers {@code ERROR} for it
 */
public record CommandSpec(String name, Kind kind, List<ParameterSpec> parameters, Duration guard) {

  /** The guard time of a command that has none of its own. */
  public static final Duration DEFAULT_GUARD = Duration.ofSeconds(5);

  /** How a command is written. */
  public enum Kind {
    /** {@code ATE0}. */
    BASIC,
    /** An extended command that may be read. */
    PARAMETER,
    /** An extended command without read form: {@code ?} is a syntax error. */
    ACTION
  }

  /**
   * Copies the list.
   *
   * @param name the name with its prefix character, such as {@code +CSQ}; a basic command's
   *     letters, or one blank for {@code AT} alone
   * @param kind how it is written
   * @param parameters its parameters in order
   * @param guard how long it may run before the decoder answers {@code ERROR} for it
   */
  public CommandSpec {
    parameters = List.copyOf(parameters);
  }

  /**
   * A basic command with the default guard time.
   *
   * @param name its letters
   * @param parameters its parameter, if it has one
   * @return the command
   */
  public static CommandSpec basic(String name, ParameterSpec... parameters) {
    return new CommandSpec(name, Kind.BASIC, List.of(parameters), DEFAULT_GUARD);
  }

  /**
   * An extended command that may be read, with the default guard time.
   *
   * @param name its name, such as {@code +CREG}
   * @param parameters its parameters
   * @return the command
   */
  public static CommandSpec parameter(String name, ParameterSpec... parameters) {
    return new CommandSpec(name, Kind.PARAMETER, List.of(parameters), DEFAULT_GUARD);
  }

  /**
   * An extended command without read form, with the default guard time.
   *
   * @param name its name, such as {@code +CSQ}
   * @param parameters its parameters
   * @return the command
   */
  public static CommandSpec action(String name, ParameterSpec... parameters) {
    return new CommandSpec(name, Kind.ACTION, List.of(parameters), DEFAULT_GUARD);
  }

  /**
   * The same command with another guard time.
   *
   * @param seconds the time
   * @return the command
   */
  public CommandSpec guardSeconds(int seconds) {
    return new CommandSpec(name, kind, parameters, Duration.ofSeconds(seconds));
  }
}
