package io.github.modemqtt.modem;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a module's network, and since when: a snapshot.
 *
 * <p>Each value is what the module said last; one that it never said is empty. Numbers of persons
 * and things are not in the text form.
 *
 * @param registration the registration. {@link RegistrationState#meaning} says it in words; 6 and 7
 *     are "SMS only", which some NB-IoT networks say of a full one, see {@link
 *     BringUpOptions#acceptSmsOnly}
 * @param operator the operator: {@code AT+COPS?}
 * @param signal strength and quality of the radio signal
 * @param address the address of the packet data context
 * @param radioConnected whether the network keeps a radio connection to the module: {@code
 *     AT+CSCON?}
 * @param networkTime the time as the module or network told it, with the zone
 * @param power how the module saves power; only what was asked for or reported
 * @param imei the equipment
 * @param imsi the subscriber
 * @param iccid the SIM card
 */
public record NetworkView(
    Optional<Learned<Registration>> registration,
    Optional<Learned<CurrentOperator>> operator,
    Optional<Learned<RadioSignal>> signal,
    Optional<Learned<PdpAddress>> address,
    Optional<Learned<Boolean>> radioConnected,
    Optional<Learned<OffsetDateTime>> networkTime,
    Optional<Learned<PowerStatus>> power,
    Optional<Learned<Imei>> imei,
    Optional<Learned<Imsi>> imsi,
    Optional<Learned<Iccid>> iccid) {
  /** Nothing is known. */
  public static final NetworkView UNKNOWN = new NetworkDraft().build();

  /**
   * Whether the module was registered when it last said something about that.
   *
   * @return true for every kind of registration, also for SMS only
   */
  public boolean isRegistered() {
    return registration.filter(known -> known.value().state().isRegistered()).isPresent();
  }

  /**
   * The IPv4 address, without which there is no MQTT.
   *
   * @return the address in dotted decimal; empty if there is none or it is not known
   */
  public Optional<String> ipv4() {
    return address.flatMap(known -> known.value().ipv4());
  }

  /** Whether another view says the same, whenever it was learned. */
  boolean saysTheSameAs(NetworkView other) {
    return values().equals(other.values());
  }

  private List<Optional<?>> values() {
    List<Optional<?>> values = new ArrayList<>();
    for (Optional<? extends Learned<?>> known :
        List.of(
            registration,
            operator,
            signal,
            address,
            radioConnected,
            networkTime,
            power,
            imei,
            imsi,
            iccid)) {
      values.add(known.map(Learned::value));
    }
    return values;
  }
}
