package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The module that {@code --modem} names: a real one, or one in software inside this process. */
final class Module implements AutoCloseable {
  private static final Duration PUBLISH_TIME = Duration.ofMinutes(2);

  private static final String EMULATOR = "emulator";

  private final @Nullable TransportTarget target;
  private final OptionalInt emulatedRate;
  private @Nullable EmulatedModule emulated;

  private Module(@Nullable TransportTarget target, OptionalInt emulatedRate) {
    this.target = target;
    this.emulatedRate = emulatedRate;
  }

  static Module of(ModemOptions options) {
    return of(options, OptionalInt.empty());
  }

  /** The same; a module in software has a line of this rate. */
  static Module of(ModemOptions options, OptionalInt emulatedRate) {
    return new Module(
        options.modem.equals(EMULATOR) ? null : TransportTarget.parse(options.modem), emulatedRate);
  }

  boolean isOnSerialPort() {
    return target instanceof TransportTarget.Serial;
  }

  /** Makes the host's end of a line to the module; starts the module if it is one in software. */
  Transport newTransport() {
    if (target != null) {
      return target.newTransport();
    }
    MemoryTransport.Pair line = MemoryTransport.pair(EMULATOR);
    EmulatedModuleBuilder module = EmulatedModule.builder(line.module());
    emulatedRate.ifPresent(module::lineRate);
    emulated = module.build();
    emulated.start();
    return line.host();
  }

  /** Adds the line, the dialogue if it is wanted, and who hears of changes. */
  static ModemMqttClient.Builder configure(
      ModemMqttClient.Builder builder,
      Module module,
      ModemOptions options,
      Streams streams,
      ClientListener listener) {
    return builder
        .transport(module::newTransport)
        .atListener(listener(options, streams))
        .reconnector(Reconnector.UNLESS_LINE_LOST)
        .outbox(OutboxOptions.DEFAULTS.withTimeToLive(PUBLISH_TIME))
        .listener(listener);
  }

  static AtListener listener(ModemOptions options, Streams streams) {
    return options.debug ? new Dialogue(streams::say, Paint.of(streams)) : AtListener.NONE;
  }

  @Override
  public void close() {
    if (emulated != null) {
      emulated.close();
    }
  }
}
