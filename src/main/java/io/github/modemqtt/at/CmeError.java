package io.github.modemqtt.at;

import java.util.Optional;

/**
 * What a {@code +CME ERROR} number means: 27.007 section 9.2, with the EC616's own use of it.
 *
 * @param code the number
 * @param meaning its name
 * @param advice what the user can do
 */
public record CmeError(int code, String meaning, String advice) {
  private static final String SEE_MANUAL = "look the number up in the module's manual";
  private static final String SIM = "check the SIM card";

  /**
   * Explains a final result code.
   *
   * @param result the result
   * @return the explanation, or empty if it is no numeric {@code +CME ERROR}
   */
  public static Optional<CmeError> of(FinalResult result) {
    return result.kind() == FinalResult.Kind.CME_ERROR && result.code().isPresent()
        ? Optional.of(of(result.code().getAsInt()))
        : Optional.empty();
  }

  /**
   * Explains a number.
   *
   * @param code the number
   * @return the explanation; an unknown number gets a general one
   */
  public static CmeError of(int code) {
    return switch (code) {
      case 0 -> error(code, "phone failure", "restart the module");
      case 1 -> error(code, "no connection to phone", "restart the module");
      case 3 ->
          error(
              code,
              "operation not allowed",
              "check values and state: an ECMT command gives this for every refusal, such as not"
                  + " connected or a value out of range");
      case 4 -> error(code, "operation not supported", "the firmware does not have this command");
      case 10 -> error(code, "SIM not inserted", "insert a SIM card, then restart the module");
      case 11 -> error(code, "SIM PIN required", "unlock the card with AT+CPIN=\"<pin>\"");
      case 12 -> error(code, "SIM PUK required", "unlock the card with PUK and a new PIN");
      case 13 -> error(code, "SIM failure", SIM);
      case 14 -> error(code, "SIM busy", "try again in a moment");
      case 15 -> error(code, "SIM wrong", SIM);
      case 16 -> error(code, "incorrect password", "check the PIN; three wrong ones lock the card");
      case 17 -> error(code, "SIM PIN2 required", SIM);
      case 18 -> error(code, "SIM PUK2 required", SIM);
      case 20 -> error(code, "memory full", "restart the module");
      case 21 -> error(code, "invalid index", SEE_MANUAL);
      case 22 -> error(code, "not found", SEE_MANUAL);
      case 23 -> error(code, "memory failure", "restart the module");
      case 30 -> error(code, "no network service", "check antenna and coverage");
      case 31 -> error(code, "network timeout", "check coverage, then try again");
      case 32 -> error(code, "network not allowed, emergency calls only", "check the contract");
      case 50 -> error(code, "incorrect parameters", "check the values against the manual");
      case 51 -> error(code, "command implemented but currently disabled", SEE_MANUAL);
      case 52 -> error(code, "command aborted by user", "try again");
      case 53 -> error(code, "not attached to the network", "wait for registration");
      case 60 -> error(code, "system failure", "restart the module");
      case 302 -> error(code, "module busy", "try again in a moment");
      case 303 -> error(code, "not powered on", "switch the radio on with AT+CFUN=1");
      case 304 -> error(code, "packet data network not active", "wait for an address");
      case 308 -> error(code, "module failure", "restart the module");
      default -> error(code, "error " + code, SEE_MANUAL);
    };
  }

  private static CmeError error(int code, String meaning, String advice) {
    return new CmeError(code, meaning, advice);
  }
}
