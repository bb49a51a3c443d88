package io.github.modemqtt.modem;

import java.time.OffsetDateTime;
import java.util.Optional;

/** A {@link NetworkView} in the making. Not thread-safe. */
final class NetworkDraft {
  private Optional<Learned<Registration>> registration = Optional.empty();
  private Optional<Learned<CurrentOperator>> operator = Optional.empty();
  private Optional<Learned<RadioSignal>> signal = Optional.empty();
  private Optional<Learned<PdpAddress>> address = Optional.empty();
  private Optional<Learned<Boolean>> radioConnected = Optional.empty();
  private Optional<Learned<OffsetDateTime>> networkTime = Optional.empty();
  private Optional<Learned<PowerStatus>> power = Optional.empty();
  private Optional<Learned<Imei>> imei = Optional.empty();
  private Optional<Learned<Imsi>> imsi = Optional.empty();
  private Optional<Learned<Iccid>> iccid = Optional.empty();

  NetworkDraft() {}

  NetworkDraft(NetworkView view) {
    registration = view.registration();
    operator = view.operator();
    signal = view.signal();
    address = view.address();
    radioConnected = view.radioConnected();
    networkTime = view.networkTime();
    power = view.power();
    imei = view.imei();
    imsi = view.imsi();
    iccid = view.iccid();
  }

  NetworkView build() {
    return new NetworkView(
        registration,
        operator,
        signal,
        address,
        radioConnected,
        networkTime,
        power,
        imei,
        imsi,
        iccid);
  }

  /** The timers of power saving stand in it, if the module prints them at all. */
  void registration(Registration value) {
    registration = learned(value);
    if (value.activeTime().isPresent() || value.periodicUpdate().isPresent()) {
      power(powerStatus().withTimersOf(value));
    }
  }

  void operator(CurrentOperator value) {
    operator = learned(value);
  }

  void signal(RadioSignal value) {
    signal = learned(value);
  }

  void address(PdpAddress value) {
    address = learned(value);
  }

  /** Which context the address belongs to; 0, the EC616's own, as long as none is known. */
  int contextId() {
    return address.map(known -> known.value().contextId()).orElse(0);
  }

  void radioConnected(boolean value) {
    radioConnected = learned(value);
  }

  void networkTime(OffsetDateTime value) {
    networkTime = learned(value);
  }

  void power(PowerStatus value) {
    power = learned(value);
  }

  PowerStatus powerStatus() {
    return power.map(Learned::value).orElse(PowerStatus.UNKNOWN);
  }

  void imei(String digits) {
    imei = learned(new Imei(digits));
  }

  void imsi(String digits) {
    imsi = learned(new Imsi(digits));
  }

  void iccid(String digits) {
    iccid = learned(new Iccid(digits));
  }

  private static <T> Optional<Learned<T>> learned(T value) {
    return Optional.of(Learned.now(value));
  }
}
