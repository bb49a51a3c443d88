package io.github.modemqtt.at;

import java.util.Optional;

/**
 * What a {@code +CME ERROR} number means: 27.007 section 9.2, with the EC616's own use and numbers.
 *
 * @param code the number
 * @param meaning its name
 * @param advice what the user can do
 */
public record CmeError(int code, String meaning, String advice) {
  private static final int LOWEST_NETWORK = 30;
  private static final int LOWEST_PACKET_DATA = 100;
  private static final int LOWEST_MODULE = 300;

  private static final String SEE_MANUAL = "look the number up in the module's manual";
  private static final String SIM = "check the SIM card";
  private static final String LOCK = "the module is locked to another card or network: unlock it";
  private static final String AGAIN = "try again in a moment";
  private static final String VALUES = "check the values against the manual";
  private static final String COVERAGE = "check antenna and coverage, then try again";
  private static final String CONTRACT = "ask the operator what the contract allows";
  private static final String APN = "check the APN and its login with the operator";
  private static final String CONTEXT = "check the packet data contexts with AT+CGDCONT?";
  private static final String LINE = "check baud rate, framing and wiring of the line";
  private static final String REFUSED =
      "check values and state: an ECMT command gives this for every refusal, such as not connected"
          + " or a value out of range";

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
    if (code < LOWEST_NETWORK) {
      return deviceAndSim(code);
    }
    if (code < LOWEST_PACKET_DATA) {
      return networkAndValues(code);
    }
    return code < LOWEST_MODULE ? packetData(code) : module(code);
  }

  /** 0 to 29: the device, the card, texts. */
  private static CmeError deviceAndSim(int code) {
    return switch (code) {
      case 0 -> error(code, "phone failure", "restart the module");
      case 1 -> error(code, "no connection to phone", "restart the module");
      case 2 -> error(code, "phone adaptor link reserved", SEE_MANUAL);
      case 3 -> error(code, "operation not allowed", REFUSED);
      case 4 -> error(code, "operation not supported", "the firmware does not have this command");
      case 5 -> error(code, "PH-SIM PIN required", LOCK);
      case 6 -> error(code, "PH-FSIM PIN required", LOCK);
      case 7 -> error(code, "PH-FSIM PUK required", LOCK);
      case 10 -> error(code, "SIM not inserted", "insert a SIM card, then restart the module");
      case 11 -> error(code, "SIM PIN required", "unlock the card with AT+CPIN=\"<pin>\"");
      case 12 -> error(code, "SIM PUK required", "unlock the card with PUK and a new PIN");
      case 13 -> error(code, "SIM failure", SIM);
      case 14 -> error(code, "SIM busy", AGAIN);
      case 15 -> error(code, "SIM wrong", SIM);
      case 16 -> error(code, "incorrect password", "check the PIN; three wrong ones lock the card");
      case 17 -> error(code, "SIM PIN2 required", SIM);
      case 18 -> error(code, "SIM PUK2 required", SIM);
      case 20 -> error(code, "memory full", "restart the module");
      case 21 -> error(code, "invalid index", VALUES);
      case 22 -> error(code, "not found", VALUES);
      case 23 -> error(code, "memory failure", "restart the module");
      case 24 -> error(code, "text string too long", VALUES);
      case 25 -> error(code, "invalid characters in text string", VALUES);
      case 26 -> error(code, "dial string too long", VALUES);
      case 27 -> error(code, "invalid characters in dial string", VALUES);
      default -> unknown(code);
    };
  }

  /** 30 to 99: the network, locks, values. */
  private static CmeError networkAndValues(int code) {
    return switch (code) {
      case 30 -> error(code, "no network service", COVERAGE);
      case 31 -> error(code, "network timeout", COVERAGE);
      case 32 -> error(code, "network not allowed, emergency calls only", CONTRACT);
      case 40 -> error(code, "network personalisation PIN required", LOCK);
      case 41 -> error(code, "network personalisation PUK required", LOCK);
      case 42 -> error(code, "network subset personalisation PIN required", LOCK);
      case 43 -> error(code, "network subset personalisation PUK required", LOCK);
      case 44 -> error(code, "service provider personalisation PIN required", LOCK);
      case 45 -> error(code, "service provider personalisation PUK required", LOCK);
      case 46 -> error(code, "corporate personalisation PIN required", LOCK);
      case 47 -> error(code, "corporate personalisation PUK required", LOCK);
      case 48 -> error(code, "hidden key required", LOCK);
      case 49 -> error(code, "EAP method not supported", SIM);
      case 50 -> error(code, "incorrect parameters", VALUES);
      case 51 -> error(code, "command implemented but currently disabled", SEE_MANUAL);
      case 52 -> error(code, "command aborted by user", "try again");
      case 53 -> error(code, "not attached to the network", "wait for registration");
      case 54 -> error(code, "restricted to emergency calls only", CONTRACT);
      case 55 ->
          error(
              code,
              "operation not allowed, functionality restricted",
              "switch the radio on with AT+CFUN=1");
      case 56 -> error(code, "fixed dial numbers only", SIM);
      case 57 -> error(code, "temporarily out of service, in other use", AGAIN);
      case 58 -> error(code, "language or alphabet not supported", VALUES);
      case 59 -> error(code, "unexpected data value", VALUES);
      case 60 -> error(code, "system failure", "restart the module");
      case 61 -> error(code, "data missing", VALUES);
      case 62 -> error(code, "call barred", CONTRACT);
      case 63 -> error(code, "message waiting indication subscription failure", SEE_MANUAL);
      default -> unknown(code);
    };
  }

  /** 100 to 299: rejections of the network, mostly 3GPP TS 24.301's causes and 100. */
  private static CmeError packetData(int code) {
    return switch (code) {
      case 100 -> error(code, "unknown error", "check values and state, then restart the module");
      case 103 -> error(code, "illegal MS", CONTRACT);
      case 106 -> error(code, "illegal ME", CONTRACT);
      case 107 -> error(code, "GPRS services not allowed", CONTRACT);
      case 108 -> error(code, "GPRS and other services not allowed", CONTRACT);
      case 111 -> error(code, "PLMN not allowed", CONTRACT);
      case 112 -> error(code, "location area not allowed", CONTRACT);
      case 113 -> error(code, "roaming not allowed in this location area", CONTRACT);
      case 114 -> error(code, "GPRS services not allowed in this PLMN", CONTRACT);
      case 115 -> error(code, "no suitable cells in location area", COVERAGE);
      case 122 -> error(code, "congestion", AGAIN);
      case 126 -> error(code, "insufficient resources", AGAIN);
      case 127 -> error(code, "missing or unknown APN", APN);
      case 128 -> error(code, "unknown PDP address or type", APN);
      case 129 -> error(code, "user authentication failed", APN);
      case 130 -> error(code, "activation rejected by the gateway", APN);
      case 131 -> error(code, "activation rejected, unspecified", APN);
      case 132 -> error(code, "service option not supported", CONTRACT);
      case 133 -> error(code, "requested service option not subscribed", CONTRACT);
      case 134 -> error(code, "service option temporarily out of order", AGAIN);
      case 140 -> error(code, "feature not supported", CONTRACT);
      case 141 -> error(code, "semantic error in the TFT operation", CONTEXT);
      case 142 -> error(code, "syntactical error in the TFT operation", CONTEXT);
      case 143 -> error(code, "unknown PDP context", CONTEXT);
      case 144 -> error(code, "semantic errors in packet filters", CONTEXT);
      case 145 -> error(code, "syntactical errors in packet filters", CONTEXT);
      case 146 -> error(code, "PDP context without TFT already activated", CONTEXT);
      case 148 -> error(code, "unspecified GPRS error", AGAIN);
      case 149 -> error(code, "PDP authentication failure", APN);
      case 150 -> error(code, "invalid mobile class", SEE_MANUAL);
      case 171 ->
          error(
              code,
              "last PDN disconnection not allowed",
              "leave the last context active, or detach with AT+CGATT=0");
      case 172 -> error(code, "semantically incorrect message", AGAIN);
      case 173 -> error(code, "mandatory information element error", AGAIN);
      case 174 -> error(code, "information element not there or not implemented", AGAIN);
      case 175 -> error(code, "conditional information element error", AGAIN);
      case 176 -> error(code, "protocol error, unspecified", AGAIN);
      case 177 -> error(code, "operator determined barring", CONTRACT);
      case 178 -> error(code, "maximum number of PDP contexts reached", CONTEXT);
      case 179 -> error(code, "APN not supported in this radio access and PLMN", APN);
      case 180 -> error(code, "bearer control mode violation", CONTEXT);
      case 181 -> error(code, "unsupported QCI value", CONTEXT);
      case 182 -> error(code, "user data over the control plane is congested", AGAIN);
      default -> unknown(code);
    };
  }

  /** From 300: the EC616's own; from 512 those of builds with the reference command set. */
  private static CmeError module(int code) {
    return switch (code) {
      case 302 -> error(code, "module busy", AGAIN);
      case 303 -> error(code, "not powered on", "switch the radio on with AT+CFUN=1");
      case 304 -> error(code, "packet data network not active", "wait for an address");
      case 305 -> error(code, "packet data network not valid", CONTEXT);
      case 306 -> error(code, "packet data network type not valid", CONTEXT);
      case 307 -> error(code, "packet data network parameters missing", CONTEXT);
      case 308 -> error(code, "module failure", "restart the module");
      case 309 -> error(code, "APN or type is there already", CONTEXT);
      case 512 -> error(code, "parameter not configured", "configure what the command needs first");
      case 513 -> error(code, "TUP not registered", "restart the module");
      case 514 -> error(code, "AT internal error", "restart the module");
      case 522 -> error(code, "UART parity error", LINE);
      case 523 -> error(code, "UART framing error", LINE);
      case 524 ->
          error(code, "minimum functionality, radio off", "switch the radio on with AT+CFUN=1");
      case 531 -> error(code, "SIM PIN blocked", "unlock the card with PUK and a new PIN");
      case 532 -> error(code, "SIM PUK blocked", "replace the SIM card");
      case 537 ->
          error(code, "back-off timer running", "wait: the network wants no requests for a while");
      default -> family(code);
    };
  }

  private static CmeError family(int code) {
    if (code >= 310 && code <= 313) {
      return error(
          code,
          "module internal error, or SIM PIN disabled",
          "restart the module, or check the PIN settings of the card");
    }
    if (code >= 401 && code <= 500) {
      return error(code, "socket service error", "check address, port and state of the socket");
    }
    if (code >= 515 && code <= 521) {
      return error(code, "packet data context in the wrong state", CONTEXT);
    }
    if (code >= 525 && code <= 530) {
      return error(code, "command aborted or in conflict", AGAIN);
    }
    if (code >= 533 && code <= 536) {
      return error(code, "reference command set error", SEE_MANUAL);
    }
    return unknown(code);
  }

  private static CmeError unknown(int code) {
    return error(code, "error " + code, SEE_MANUAL);
  }

  private static CmeError error(int code, String meaning, String advice) {
    return new CmeError(code, meaning, advice);
  }
}
