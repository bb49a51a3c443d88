package io.github.modemqtt.modem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link BringUp} goes about it.
 *
 * @param pin entered once if the SIM card asks for it; {@code null} if there is none
 * @param simTimeout how long the SIM card may be busy
 * @param registrationTimeout how long the network may take; 30 to 60 s are usual, minutes the first
 *     time
 * @param addressTimeout how long the address may take after that
 * @param pollInterval how long to wait between two questions of one kind; a URC ends it early
 * @param acceptSmsOnly whether a registration "for SMS only" counts; some NB-IoT networks call a
 *     full one so
 * @param networkReports whether the module's reports of the network are switched on or off
 * @param power how the module is to save power
 */
public record BringUpOptions(
    @Nullable Pin pin,
    Duration simTimeout,
    Duration registrationTimeout,
    Duration addressTimeout,
    Duration pollInterval,
    boolean acceptSmsOnly,
    NetworkReports networkReports,
    PowerOptions power) {

  /** No PIN; 10 s for the SIM card, 120 s for the network, 30 s for the address; polls each 1 s. */
  public static final BringUpOptions DEFAULTS =
      new BringUpOptions(
          null,
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          true,
          NetworkReports.UNCHANGED,
          PowerOptions.UNCHANGED);

  /**
   * Checks the times.
   *
   * @param pin the PIN, or {@code null}
   * @param simTimeout how long the SIM card may be busy
   * @param registrationTimeout how long the network may take
   * @param addressTimeout how long the address may take
   * @param pollInterval how long to wait between two questions
   * @param acceptSmsOnly whether a registration "for SMS only" counts
   * @param networkReports whether reports are switched
   * @param power how the module is to save power
   * @throws IllegalArgumentException if one is not positive
   */
  public BringUpOptions {
    requirePositive("simTimeout", simTimeout);
    requirePositive("registrationTimeout", registrationTimeout);
    requirePositive("addressTimeout", addressTimeout);
    requirePositive("pollInterval", pollInterval);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be positive");
    }
  }

  /**
   * The same options with a PIN.
   *
   * @param value the PIN
   * @return the options
   */
  public BringUpOptions withPin(Pin value) {
    return new BringUpOptions(
        value,
        simTimeout,
        registrationTimeout,
        addressTimeout,
        pollInterval,
        acceptSmsOnly,
        networkReports,
        power);
  }

  /**
   * The same options with another time for the SIM card.
   *
   * @param value how long the card may be busy
   * @return the options
   */
  public BringUpOptions withSimTimeout(Duration value) {
    return new BringUpOptions(
        pin,
        value,
        registrationTimeout,
        addressTimeout,
        pollInterval,
        acceptSmsOnly,
        networkReports,
        power);
  }

  /**
   * The same options with another time for the registration.
   *
   * @param value how long the network may take
   * @return the options
   */
  public BringUpOptions withRegistrationTimeout(Duration value) {
    return new BringUpOptions(
        pin, simTimeout, value, addressTimeout, pollInterval, acceptSmsOnly, networkReports, power);
  }

  /**
   * The same options with another time for the address.
   *
   * @param value how long the address may take
   * @return the options
   */
  public BringUpOptions withAddressTimeout(Duration value) {
    return new BringUpOptions(
        pin,
        simTimeout,
        registrationTimeout,
        value,
        pollInterval,
        acceptSmsOnly,
        networkReports,
        power);
  }

  /**
   * The same options with another interval.
   *
   * @param value how long to wait between two questions
   * @return the options
   */
  public BringUpOptions withPollInterval(Duration value) {
    return new BringUpOptions(
        pin,
        simTimeout,
        registrationTimeout,
        addressTimeout,
        value,
        acceptSmsOnly,
        networkReports,
        power);
  }

  /**
   * The same options with another opinion on registrations "for SMS only".
   *
   * @param value whether they count
   * @return the options
   */
  public BringUpOptions withAcceptSmsOnly(boolean value) {
    return new BringUpOptions(
        pin,
        simTimeout,
        registrationTimeout,
        addressTimeout,
        pollInterval,
        value,
        networkReports,
        power);
  }

  /**
   * The same options with the module's reports switched on or off, or left alone.
   *
   * @param value what to do; nothing unless set. The EC616 stores it
   * @return the options
   */
  public BringUpOptions withNetworkReports(NetworkReports value) {
    return new BringUpOptions(
        pin,
        simTimeout,
        registrationTimeout,
        addressTimeout,
        pollInterval,
        acceptSmsOnly,
        value,
        power);
  }

  /**
   * The same options with power saving.
   *
   * @param value what to ask for; nothing unless set. The EC616 stores it
   * @return the options
   */
  public BringUpOptions withPower(PowerOptions value) {
    return new BringUpOptions(
        pin,
        simTimeout,
        registrationTimeout,
        addressTimeout,
        pollInterval,
        acceptSmsOnly,
        networkReports,
        value);
  }
}
