package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.ecmt.EcmtProfile;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client with modules of different firmware builds, and a broker. */
@Timeout(60)
class ModuleProfilesTest {
  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final MemoryTransport.Pair line = MemoryTransport.pair("profile");
  private final EmbeddedBroker broker = EmbeddedBroker.start();

  @AfterEach
  void stop() {
    broker.close();
  }

  static Stream<Arguments> profiles() {
    return Stream.of(
            ModuleProfile.EC616,
            ModuleProfile.EC616_OLD,
            ModuleProfile.EC616_REF,
            ModuleProfile.EC616_PLAIN_ERRORS,
            ModuleProfile.EC626,
            ModuleProfile.EC616.withEcho(true).withBootLines("ECRDY", "+IP: 10.0.0.2"))
        .map(profile -> Arguments.argumentSet(profile.name() + profile.bootLines(), profile));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void connectsAndReceivesWhatItPublishes(ModuleProfile profile) throws Exception {
    EmulatedModule module = module(profile);
    try (ModemMqttClient client = client(profile)) {
      client.open();
      client.connect();
      client.subscribe("a/+", Qos.AT_LEAST_ONCE, received::add);
      client.publish("a/b", "{\"c\": \"d: e\"}", Qos.AT_LEAST_ONCE);

      Message message = received.poll(15, TimeUnit.SECONDS);
      assertEquals("{\"c\": \"d: e\"}", message.payloadAsText());
      assertTrue(client.modemStatus().orElseThrow().address().ipv4().isPresent());
    }
    CarefulDriver.close(module);
  }

  private EmulatedModule module(ModuleProfile profile) {
    EmulatedModule module =
        RecordedModules.builder(line.module())
            .profile(profile)
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .broker(broker.host(), broker.port())
            .build();
    module.start();
    return module;
  }

  private ModemMqttClient client(ModuleProfile profile) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .clientId("profile")
        .profile(
            profile.equals(ModuleProfile.EC616_OLD) ? EcmtProfile.EC616_OLD : EcmtProfile.EC616)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(50))
        .build();
  }
}
