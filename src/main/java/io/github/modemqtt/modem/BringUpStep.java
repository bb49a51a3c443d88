package io.github.modemqtt.modem;

/** The steps of {@link BringUp}, in their order. */
public enum BringUpStep {
  /** Find out whether the module answers. */
  SYNCHRONIZE,
  /** Switch the echo off and numbered errors on. */
  CONFIGURE,
  /** Ask the module who it is. */
  IDENTIFY,
  /** Switch the radio on. */
  RADIO,
  /** Look at the SIM card, and enter the PIN. */
  SIM,
  /** Wait until the network has taken the module. */
  REGISTER,
  /** Wait until the module has an address. */
  ADDRESS,
  /** Switch the reports of the network on or off; left out unless wanted. */
  REPORTS,
  /** Set how the module saves power; left out unless wanted. */
  POWER,
  /** Done. */
  READY
}
