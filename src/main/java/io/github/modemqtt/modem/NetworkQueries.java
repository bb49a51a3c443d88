package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks a module about its network, one question after the other, so that whatever else waits for
 * the line waits for one of them at most. What the module does not know is left out.
 */
final class NetworkQueries {
  private final AtChannel channel;
  private final Consumer<Consumer<NetworkDraft>> results;

  /** The results are given as changes of a draft, each as soon as it is there. */
  NetworkQueries(AtChannel channel, Consumer<Consumer<NetworkDraft>> results) {
    this.channel = channel;
    this.results = results;
  }

  CompletableFuture<Void> everything() {
    return registrationAndAddress()
        .thenCompose(done -> ask(new NetworkCommands.ReadOperator(), NetworkDraft::operator))
        .thenCompose(done -> signal())
        .thenCompose(done -> ask(new NetworkCommands.ReadClock(), NetworkQueries::clock))
        .thenCompose(done -> ask(new GeneralCommands.ReadImei(), NetworkDraft::imei))
        .thenCompose(done -> ask(new SimCommands.ReadImsi(), NetworkDraft::imsi))
        .thenCompose(done -> ask(new SimCommands.ReadIccid(), NetworkDraft::iccid));
  }

  /** What a URC may have claimed. */
  CompletableFuture<Void> registrationAndAddress() {
    return registration()
        .thenCompose(done -> ask(new PacketCommands.ReadAddresses(), NetworkQueries::addresses))
        .thenCompose(
            done -> ask(new NetworkCommands.ReadRadioConnection(), NetworkDraft::radioConnected));
  }

  /** A module that does not know +CEREG has the older command. */
  private CompletableFuture<Void> registration() {
    return maybe(new NetworkCommands.ReadRegistration(RegistrationDomain.EVOLVED_PACKET))
        .thenCompose(
            answer -> {
              if (answer.isPresent()) {
                take(answer, NetworkDraft::registration);
                return CompletableFuture.completedFuture(null);
              }
              return ask(
                  new NetworkCommands.ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED),
                  NetworkDraft::registration);
            });
  }

  CompletableFuture<Void> signal() {
    return maybe(new NetworkCommands.ReadSignalQuality())
        .thenCompose(
            quality ->
                maybe(new NetworkCommands.ReadExtendedSignalQuality())
                    .thenCompose(extended -> signal(quality, extended)));
  }

  private CompletableFuture<Void> signal(
      Optional<SignalQuality> quality, Optional<ExtendedSignalQuality> extended) {
    return maybe(new NetworkCommands.ReadLayerStatus())
        .thenAccept(
            (Optional<Map<String, Map<String, String>>> layers) ->
                results.accept(draft -> draft.signal(RadioSignal.of(quality, extended, layers))));
  }

  /** The clock of the EC616 shows UTC, and its zone beside. */
  private static void clock(NetworkDraft draft, ModuleClock clock) {
    draft.networkTime(clock.asUtc().atOffset(clock.zone().orElse(ZoneOffset.UTC)));
  }

  /** As in the bring-up, the first context that has an address is the one of MQTT. */
  private static void addresses(NetworkDraft draft, List<PdpAddress> addresses) {
    draft.address(
        addresses.stream()
            .filter(address -> address.ipv4().isPresent())
            .min(Comparator.comparingInt(PdpAddress::contextId))
            .orElseGet(() -> new PdpAddress(draft.contextId(), List.of())));
  }

  private <T> CompletableFuture<Void> ask(
      AtCommand<T> query, BiConsumer<NetworkDraft, ? super T> taker) {
    return maybe(query).thenAccept(answer -> take(answer, taker));
  }

  private <T> void take(Optional<T> answer, BiConsumer<NetworkDraft, ? super T> taker) {
    answer.ifPresent(value -> results.accept(draft -> taker.accept(draft, value)));
  }

  private <T> CompletableFuture<Optional<T>> maybe(AtCommand<T> query) {
    Function<T, Optional<T>> present = Optional::of;
    return channel
        .submit(query)
        .thenApply(present)
        .exceptionally(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause instanceof CommandRejectedException
                  || cause instanceof ReplyFormatException) {
                return Optional.empty();
              }
              throw failure instanceof CompletionException known
                  ? known
                  : new CompletionException(failure);
            });
  }
}
