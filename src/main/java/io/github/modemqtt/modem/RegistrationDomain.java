package io.github.modemqtt.modem;

/** The three registrations that a module can have, one command each. */
public enum RegistrationDomain {
  /** {@code +CREG}: circuit-switched, or the only one. 27.007 section 7.2. */
  CIRCUIT_SWITCHED("+CREG"),
  /** {@code +CGREG}: GPRS and UMTS packet-switched. 27.007 section 10.1.20. */
  PACKET_SWITCHED("+CGREG"),
  /** {@code +CEREG}: LTE and NB-IoT. 27.007 section 10.1.22. */
  EVOLVED_PACKET("+CEREG");

  private final String command;

  RegistrationDomain(String command) {
    this.command = command;
  }

  /**
   * The name of the command.
   *
   * @return the name with its plus sign
   */
  public String command() {
    return command;
  }
}
