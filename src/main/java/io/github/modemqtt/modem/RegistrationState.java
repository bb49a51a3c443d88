package io.github.modemqtt.modem;

/** Whether a module is registered in a network: the {@code <stat>} of 27.007 section 10.1.22. */
public enum RegistrationState {
  /** Not registered, and not looking for a network. */
  NOT_SEARCHING(0, "not searching"),
  /** Registered at home. */
  HOME(1, "registered at home"),
  /** Not registered, but looking for a network. */
  SEARCHING(2, "searching"),
  /** The network refused the registration. */
  DENIED(3, "denied"),
  /** Unknown, for example out of coverage; also a number that 27.007 does not have. */
  UNKNOWN(4, "unknown, perhaps out of coverage"),
  /** Registered in a foreign network. */
  ROAMING(5, "registered, roaming"),
  /** Registered at home for "SMS only"; some NB-IoT networks report a full registration so. */
  HOME_SMS_ONLY(6, "registered at home, SMS only"),
  /** Registered in a foreign network for "SMS only". */
  ROAMING_SMS_ONLY(7, "registered, roaming, SMS only"),
  /** Attached for emergency calls only. */
  EMERGENCY_ONLY(8, "emergency calls only"),
  /** Registered at home, circuit-switched fallback not preferred. */
  HOME_NO_FALLBACK(9, "registered at home, fallback not preferred"),
  /** Registered in a foreign network, circuit-switched fallback not preferred. */
  ROAMING_NO_FALLBACK(10, "registered, roaming, fallback not preferred");

  private final int code;
  private final String meaning;

  RegistrationState(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /**
   * Finds a state by its number.
   *
   * @param code the number that the module sent
   * @return the state, {@link #UNKNOWN} for a number that is not in this list
   */
  public static RegistrationState of(int code) {
    for (RegistrationState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /**
   * The number in the command's answer.
   *
   * @return the code
   */
  public int code() {
    return code;
  }

  /**
   * The state for people.
   *
   * @return some words such as {@code searching}
   */
  public String meaning() {
    return meaning;
  }

  /**
   * Whether the module is registered, be it for SMS only.
   *
   * @return true for 1, 5, 6, 7, 9 and 10
   */
  public boolean isRegistered() {
    return switch (this) {
      case HOME, ROAMING, HOME_NO_FALLBACK, ROAMING_NO_FALLBACK -> true;
      case HOME_SMS_ONLY, ROAMING_SMS_ONLY -> true;
      case NOT_SEARCHING, SEARCHING, DENIED, UNKNOWN, EMERGENCY_ONLY -> false;
    };
  }

  /**
   * Whether the registration is for SMS only.
   *
   * @return true for 6 and 7
   */
  public boolean isSmsOnly() {
    return this == HOME_SMS_ONLY || this == ROAMING_SMS_ONLY;
  }
}
