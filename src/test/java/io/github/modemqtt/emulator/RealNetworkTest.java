package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slow network in front of a real TCP connection, on this machine's clock. */
@Timeout(60)
class RealNetworkTest {
  private static final Duration ROUND_TRIP = Duration.ofMillis(40);

  private ScriptedBroker broker;
  private EmulatedModule module;
  private HostEnd host;

  @BeforeEach
  void connect() throws Exception {
    broker = new ScriptedBroker();
    MemoryTransport.Pair line = MemoryTransport.pair("real");
    EmulatedModuleBuilder builder =
        RecordedModules.builder(line.module())
            .broker(broker.address())
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(FirmwareDelays.NONE)
            .network(
                NetworkModel.IDEAL.withRoundTrip(ROUND_TRIP).withJitter(Duration.ofMillis(10)));
    host = HostEnd.of(line, builder);
    module = builder.build();
    module.start();
    host.ok("AT").ok("AT+ECMTOPEN=0,\"broker.example\",1883").expectLine("+ECMTOPEN: 0,0");
    broker.accept();
    host.ok("AT+ECMTCONN=0,\"dev1\",\"user\",\"pass\"").expectLine("+ECMTCONN: 0,0,0");
    broker.take(MqttMessageType.CONNECT);
  }

  @AfterEach
  void stop() {
    module.close();
    broker.close();
  }

  @Test
  void aBurstOfMessagesArrivesWholeAndInOrder() {
    String payload = "x".repeat(500);
    for (int i = 0; i < 300; i++) {
      broker.publish("t", (i + payload).getBytes(), MqttQoS.AT_MOST_ONCE, 0);
    }
    for (int i = 0; i < 300; i++) {
      host.expectLine("+ECMTRECV: 0,0,\"t\"," + i + payload);
    }
    host.nothingMore();
  }

  @Test
  void disconnectArrivesBeforeTheConnectionEnds() throws Exception {
    host.ok("AT+ECMTCLOSE=0").expectLine("+ECMTCLOSE: 0,0");
    broker.take(MqttMessageType.DISCONNECT);
  }
}
