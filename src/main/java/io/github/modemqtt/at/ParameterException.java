package io.github.modemqtt.at;

import io.github.modemqtt.ModemException;

/**
 * A value cannot stand in a command line, and was refused before a byte was written.
 *
 * <p>Quotes and control characters would end the parameter or the command early, so that the rest
 * would run as commands of its own.
 */
public final class ParameterException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The name of the parameter. */
  private final String parameter;

  /**
   * Creates the failure.
   *
   * @param parameter the parameter's name
   * @param problem what is wrong with the value, without the value if it is a secret
   * @param remedy what to give instead
   */
  public ParameterException(String parameter, String problem, String remedy) {
    super("The " + parameter + " " + problem, remedy);
    this.parameter = parameter;
  }

  /**
   * The parameter's name.
   *
   * @return the name, such as {@code client id}
   */
  public String parameter() {
    return parameter;
  }
}
