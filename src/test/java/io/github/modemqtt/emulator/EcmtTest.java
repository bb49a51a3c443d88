package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A module without waits, a scripted broker, and the way to the states of the context. */
@Timeout(60)
abstract class EcmtTest {
  static final String OPEN = "AT+ECMTOPEN=0,\"broker.example\",1883";
  static final String CONNECT = "AT+ECMTCONN=0,\"dev1\",\"user\",\"pass\"";

  private final Semaphore gate = new Semaphore(1);
  ManualClock clock;
  ScriptedBroker broker;
  EmulatedModule module;
  HostEnd host;

  @BeforeEach
  void start() throws Exception {
    clock = new ManualClock();
    broker = new ScriptedBroker();
    start(FirmwareDelays.NONE);
  }

  void start(FirmwareDelays delays) throws Exception {
    start(delays, ModuleProfile.EC616);
  }

  void start(FirmwareDelays delays, ModuleProfile profile) throws Exception {
    if (module != null) {
      module.close();
    }
    MemoryTransport.Pair line = MemoryTransport.pair("ecmt");
    EmulatedModuleBuilder builder =
        RecordedModules.builder(line.module())
            .brokers(this::locate)
            .clock(clock)
            .profile(profile)
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(delays);
    host = HostEnd.of(line, builder);
    module = builder.build();
    module.start();
    clock.advance(Duration.ZERO);
  }

  private InetSocketAddress locate(String name, int port) {
    try {
      gate.acquire();
      gate.release();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return broker.address();
  }

  /** From now on, TCP connections stay under way. */
  void holdConnections() throws Exception {
    gate.acquire();
  }

  void releaseConnections() {
    gate.release();
  }

  /** Sends a command and waits until the module has run it, for tests that move the clock. */
  void sendAndSettle(String command) throws Exception {
    host.send(command + "\r");
    String taken;
    do {
      taken = module.takeCommand(Duration.ofSeconds(10)).orElseThrow();
    } while (!taken.equals(command));
    clock.settle();
  }

  @AfterEach
  void stop() {
    gate.release();
    module.close();
    broker.close();
    clock.close();
  }

  void open() throws Exception {
    host.ok(OPEN).expectLine("+ECMTOPEN: 0,0");
    broker.accept();
  }

  void connect() throws Exception {
    host.ok(CONNECT).expectLine("+ECMTCONN: 0,0,0");
    broker.take(MqttMessageType.CONNECT);
  }

  void openAndConnect() throws Exception {
    open();
    connect();
  }
}
