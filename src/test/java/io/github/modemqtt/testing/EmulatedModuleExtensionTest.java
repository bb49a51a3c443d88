package io.github.modemqtt.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.SimMissingException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testing.EmulatedModule.Profile;
import io.github.modemqtt.testing.EmulatedModule.Start;
import io.github.modemqtt.testsupport.Eventually;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

@Timeout(120)
class EmulatedModuleExtensionTest {

  @EmulatedModule
  static class Parameters {
    @Test
    void theClientIsConnectedAndThePeerHearsIt(ModemMqttClient client, BrokerPeer peer) {
      assertEquals(ClientState.CONNECTED, client.state());
      client.publish("t", "21.5", Qos.AT_LEAST_ONCE);
      assertEquals("21.5", peer.take("t").payloadAsText());
    }

    @Test
    void thePeerPublishesAtEachQos(ModemMqttClient client, BrokerPeer peer) throws Exception {
      for (Qos qos : Qos.values()) {
        CompletableFuture<String> came = new CompletableFuture<>();
        client.subscribe("c/+", Qos.EXACTLY_ONCE, m -> came.complete(m.payloadAsText()));
        peer.publish("c/" + qos.level(), qos.name().getBytes(), qos, false);
        assertEquals(qos.name(), came.get(10, TimeUnit.SECONDS));
      }
      assertEquals(Optional.empty(), peer.take("#", Duration.ZERO));
    }

    @Test
    void thePeerTakesByFilterAndLeavesTheRest(ModemMqttClient client, BrokerPeer peer) {
      for (Qos qos : Qos.values()) {
        client.publish("a/" + qos.level(), "x", qos);
      }
      assertEquals("a/2", peer.take("a/2").topic().value());
      assertEquals("a/0", peer.take("a/+").topic().value());
      assertEquals("a/1", peer.take("#").topic().value());
    }

    @Test
    void theModuleTellsWhatItHeard(
        ModemMqttClient client, io.github.modemqtt.emulator.EmulatedModule module) {
      assertTrue(module.commands().contains("AT+ECMTOPEN=0,\"broker.example\",1883"));
      assertTrue(client.modemStatus().isPresent());
    }

    @Test
    void theBenchHasAllOfThem(
        ModuleBench bench,
        ModemMqttClient client,
        io.github.modemqtt.emulator.EmulatedModule module,
        BrokerPeer peer,
        BrokerAddress broker) {
      assertSame(client, bench.client());
      assertSame(module, bench.module());
      assertSame(peer, bench.peer());
      assertEquals(broker, bench.broker());
    }

    @Test
    void whoAsksForNothingGetsNothing() {}
  }

  @Test
  void givesItsParameters() {
    Run.of(Parameters.class).passed(6);
  }

  @EmulatedModule(client = Start.CLOSED)
  static class Places {
    private BrokerAddress before;

    @BeforeEach
    void remember(BrokerAddress broker) {
      before = broker;
    }

    @Test
    void aMethodTakesTheAnnotationOfItsClass(ModemMqttClient client, BrokerAddress broker) {
      assertEquals(ClientState.CLOSED, client.state());
      assertEquals(before, broker);
    }

    @Test
    @EmulatedModule(client = Start.OPEN)
    void theAnnotationOfTheMethodGoesFirst(ModemMqttClient client) {
      assertEquals(ClientState.READY, client.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void parametersOfAllKindsGoTogether(String topic, ModemMqttClient client) {
      assertEquals(1, topic.length());
      assertEquals(ClientState.CLOSED, client.state());
    }

    @Nested
    class Inner {
      @Test
      void aNestedClassTakesTheAnnotationAroundIt(ModemMqttClient client) {
        assertEquals(ClientState.CLOSED, client.state());
      }

      @Nested
      @EmulatedModule
      class InnerMost {
        @Test
        void aNestedClassMayHaveItsOwn(ModemMqttClient client) {
          assertEquals(ClientState.CONNECTED, client.state());
        }
      }
    }

    @AfterEach
    void theBrokerIsStillThere(BrokerPeer peer) {
      peer.publish("end", "now");
    }
  }

  static class Inherited extends Places {}

  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Test
  @EmulatedModule(client = Start.OPEN)
  @interface OpenTest {}

  static class Composed {
    @OpenTest
    void anAnnotationMayBeMadeOfIt(ModemMqttClient client) {
      assertEquals(ClientState.READY, client.state());
    }
  }

  @Test
  void worksWhereverJunitTakesAnnotations() {
    Run.of(Places.class).passed(7);
    Run.of(Inherited.class).passed(5 + 2);
    Run.of(Composed.class).passed(1);
  }

  static class Profiles {
    @ParameterizedTest
    @EnumSource(Profile.class)
    void eachConstantIsTheProfileOfItsName(Profile profile) {
      assertEquals(profile.name(), profile.profile().name());
    }

    @Test
    @EmulatedModule(profile = Profile.EC616_REF)
    void theModuleHasTheProfile(ModemMqttClient client, BrokerPeer peer) {
      client.publish("t", "x", Qos.AT_LEAST_ONCE);
      assertEquals("x", peer.take("t").payloadAsText());
    }
  }

  static class WithPin implements ModuleSetup {
    @Override
    public void module(EmulatedModuleBuilder module) {
      module.sim(SimCard.locked("1234")).identity(ModuleIdentity.numbered(7));
    }

    @Override
    public void client(ModemMqttClient.Builder client) {
      client.bringUp(QuickTimes.BRING_UP.withPin(new Pin("1234")));
    }
  }

  static class Setups {
    @Test
    @EmulatedModule(setup = WithPin.class)
    void aSetupChangesModuleAndClient(ModemMqttClient client) {
      assertTrue(client.modemStatus().orElseThrow().identity().imei().orElseThrow().contains("7"));
    }
  }

  @Test
  void takesProfilesAndSetups() {
    Run.of(Profiles.class).passed(6);
    Run.of(Setups.class).passed(1);
  }

  @EmulatedModule
  static class Isolation {
    @RepeatedTest(30)
    void nobodyHearsAnybodyElse(ModemMqttClient client, BrokerPeer peer) throws Exception {
      CompletableFuture<String> came = new CompletableFuture<>();
      client.subscribe("t", Qos.AT_LEAST_ONCE, m -> came.complete(m.payloadAsText()));
      String own = Thread.currentThread() + " " + System.nanoTime();
      client.publish("t", own.getBytes(), Qos.AT_LEAST_ONCE, true);
      assertEquals(own, came.get(10, TimeUnit.SECONDS));
      assertEquals(own, peer.take("#").payloadAsText());
      assertEquals(Optional.empty(), peer.take("#", Duration.ZERO));
    }
  }

  @Test
  void testsInParallelShareNothing() {
    Run.inParallel(Isolation.class, 8).passed(30);
  }

  @Test
  void leavesNoThreadBehind() {
    Run.of(Isolation.class).passed(30);

    Eventually.holds("no thread of a test is left", () -> threadsOfTests().isEmpty());
  }

  private static List<String> threadsOfTests() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                Stream.of("at-reader", "at-writer", "modemqtt-callbacks", "emulator-line")
                    .anyMatch(name::contains))
        .toList();
  }

  record PowerTest() implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECSLEEP=1");
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.lines().size();
    }
  }

  static class Careless {
    @Test
    @EmulatedModule
    void putsTheChipDown(AtChannel channel) {
      channel.submit(new PowerTest());
      channel.submit(new PowerTest());
      Eventually.failure(channel.submit(new PowerTest()));
    }
  }

  static class CarelessOnPurpose {
    @Test
    @EmulatedModule(audit = false)
    void putsTheChipDown(AtChannel channel) {
      new Careless().putsTheChipDown(channel);
    }
  }

  @Test
  void aTestFailsForWhatTheAuditFound() {
    Throwable failure = Run.of(Careless.class).failure();

    assertEquals(AssertionFailedError.class, failure.getClass());
    assertTrue(failure.getMessage().contains("POWER_TEST at 'AT+ECSLEEP"), failure::getMessage);
    Run.of(CarelessOnPurpose.class).passed(1);
  }

  static class NoCard implements ModuleSetup {
    @Override
    public void module(EmulatedModuleBuilder module) {
      module.sim(SimCard.absent());
    }
  }

  static class CannotOpen {
    @Test
    @EmulatedModule(setup = NoCard.class)
    void getsNoClient(ModemMqttClient client) {
      throw new AssertionError("got " + client);
    }
  }

  @Test
  void aTestWhoseClientCannotOpenSaysWhy() {
    Throwable failure = Run.of(CannotOpen.class).failure();

    assertTrue(failure.getMessage().contains("SIM"), failure::getMessage);
    assertInstanceOf(SimMissingException.class, failure.getCause());
    Eventually.holds("no thread of a test is left", () -> threadsOfTests().isEmpty());
  }

  static class Both {
    @Test
    @EmulatedModule
    void asksForClientAndChannel(AtChannel channel, ModemMqttClient client) {
      throw new AssertionError(channel + " and " + client);
    }
  }

  static class ForAll {
    @BeforeAll
    static void asksForAllTests(ModemMqttClient client) {
      throw new AssertionError("got " + client);
    }

    @Test
    @EmulatedModule
    void isNotReached() {}
  }

  static class Fails {
    @Test
    @EmulatedModule
    void byItself(ModemMqttClient client) {
      throw new IllegalArgumentException("its own");
    }
  }

  static class DoesNotApply {
    @Test
    @EmulatedModule
    void here(AtChannel channel) {
      new Careless().putsTheChipDown(channel);
      abort("not here");
    }
  }

  @Test
  void whatCannotBeGivenIsRefused() {
    assertTrue(Run.of(Both.class).failure().getMessage().contains("not both"));
    assertTrue(Run.of(ForAll.class).failure().getMessage().contains("No ParameterResolver"));
  }

  @Test
  void aTestsOwnEndStaysItsOwn() {
    assertEquals("its own", Run.of(Fails.class).failure().getMessage());
    assertEquals(1, Run.of(DoesNotApply.class).aborted());
  }
}
