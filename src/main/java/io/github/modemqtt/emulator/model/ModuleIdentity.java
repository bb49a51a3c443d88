package io.github.modemqtt.emulator.model;

/**
 * The numbers that make one module and its SIM card different from another.
 *
 * @param imei 15 digits, the last of them a Luhn check digit
 * @param serialNumber the answer to {@code AT+CGSN=0}
 * @param imsi 15 digits
 * @param iccid 19 or 20 digits
 */
public record ModuleIdentity(String imei, String serialNumber, String imsi, String iccid) {
  /** A type allocation code of the range 001, which is for test equipment. */
  private static final String TEST_TAC = "00100100";

  /** Test network 001-01 of ITU-T E.212. */
  private static final String TEST_PLMN = "00101";

  /** An issuer number of the telecom range (89) with an unassigned country code. */
  private static final String TEST_ISSUER = "8999901";

  /**
   * Checks the IMEI and the IMSI.
   *
   * @param imei 15 digits, the last of them a Luhn check digit
   * @param serialNumber the answer to {@code AT+CGSN=0}
   * @param imsi 15 digits
   * @param iccid 19 or 20 digits
   */
  public ModuleIdentity {
    if (!imei.matches("[0-9]{15}") || luhnDigit(imei.substring(0, 14)) != imei.charAt(14)) {
      throw new IllegalArgumentException(
          "IMEI must be 15 digits with a Luhn check digit, not " + imei);
    }
    if (!imsi.matches("[0-9]{15}")) {
      throw new IllegalArgumentException("IMSI must be 15 digits, not " + imsi);
    }
  }

  /**
   * A fictional but well-formed identity.
   *
   * @param number tells one module from another: 0 to 999,999
   * @return the identity
   */
  public static ModuleIdentity numbered(int number) {
    if (number < 0 || number > 999_999) {
      throw new IllegalArgumentException("number must be 0 to 999999, not " + number);
    }
    String digits = String.format("%06d", number);
    String imei = TEST_TAC + digits;
    String iccid = TEST_ISSUER + "000000" + digits;
    return new ModuleIdentity(
        imei + luhnDigit(imei),
        "EMU" + digits,
        TEST_PLMN + "0000" + digits,
        iccid + luhnDigit(iccid));
  }

  private static char luhnDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
