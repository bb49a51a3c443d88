package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until a network has taken the module and given it an address. One use. */
final class NetworkAccess {
  private final AtChannel channel;
  private final Polling polling;
  private final BringUpOptions options;
  private final BringUpListener listener;

  private RegistrationDomain domain = RegistrationDomain.EVOLVED_PACKET;
  private @Nullable Registration last;
  private @Nullable CommandRejectedException addressRefusal;

  NetworkAccess(
      AtChannel channel, Polling polling, BringUpOptions options, BringUpListener listener) {
    this.channel = channel;
    this.polling = polling;
    this.options = options;
    this.listener = listener;
  }

  Registration awaitRegistration() {
    return polling
        .until(options.registrationTimeout(), "AT" + domain.command() + "?", this::askRegistration)
        .orElseThrow(this::notRegistered);
  }

  private Optional<Registration> askRegistration() {
    Registration now = readRegistration();
    Registration before = last;
    last = now;
    if (before == null || before.state() != now.state()) {
      listener.onStep(BringUpStep.REGISTER, now.state().meaning());
    }
    return isEnough(now.state()) ? Optional.of(now) : Optional.empty();
  }

  private boolean isEnough(RegistrationState state) {
    return state.isRegistered() && (options.acceptSmsOnly() || !state.isSmsOnly());
  }

  /** A module that does not know +CEREG has the older command. */
  private Registration readRegistration() {
    try {
      return channel.execute(new NetworkCommands.ReadRegistration(domain));
    } catch (CommandRejectedException e) {
      if (domain == RegistrationDomain.CIRCUIT_SWITCHED) {
        throw e;
      }
      domain = RegistrationDomain.CIRCUIT_SWITCHED;
      return channel.execute(new NetworkCommands.ReadRegistration(domain));
    }
  }

  private RuntimeException notRegistered() {
    SignalQuality signal = readSignal().orElse(null);
    Registration registration = last;
    if (registration == null) {
      return new NotRegisteredException(
          RegistrationState.UNKNOWN, signal, options.registrationTimeout());
    }
    return registration.state() == RegistrationState.DENIED
        ? new NetworkDeniedException(registration, signal, options.registrationTimeout())
        : new NotRegisteredException(registration.state(), signal, options.registrationTimeout());
  }

  Optional<SignalQuality> readSignal() {
    try {
      return Optional.of(channel.execute(new NetworkCommands.ReadSignalQuality()));
    } catch (CommandRejectedException | ReplyFormatException e) {
      return Optional.empty();
    }
  }

  PdpAddress awaitAddress() {
    return polling
        .until(options.addressTimeout(), "AT+CGPADDR", this::askAddress)
        .orElseThrow(() -> new NoAddressException(options.addressTimeout(), addressRefusal));
  }

  /** MQTT uses the first context of the module, so that one's address is preferred. */
  private Optional<PdpAddress> askAddress() {
    List<PdpAddress> addresses;
    try {
      addresses = channel.execute(new PacketCommands.ReadAddresses());
      addressRefusal = null;
    } catch (CommandRejectedException e) {
      addressRefusal = e;
      return Optional.empty();
    }
    return addresses.stream()
        .filter(address -> address.ipv4().isPresent())
        .min(Comparator.comparingInt(PdpAddress::contextId));
  }
}
