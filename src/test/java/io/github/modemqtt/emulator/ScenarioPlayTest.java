package io.github.modemqtt.emulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the faults of a scenario happen, on a clock that the test moves. */
class ScenarioPlayTest extends EcmtTest {
  private static final Duration TICK = Duration.ofMillis(1);

  private void play(String text) throws Exception {
    module.play(Scenario.parse(text));
    clock.settle();
  }

  @Test
  void atATimeOnce() throws Exception {
    play("at 10s inject \"+X: 1\" now");
    clock.advance(Duration.ofSeconds(10).minus(TICK));
    host.nothingMore();
    clock.advance(TICK);
    host.expectLine("+X: 1");
    clock.advance(Duration.ofSeconds(60));
    host.nothingMore();
  }

  @Test
  void againAndAgain() throws Exception {
    play("every 30s inject \"+X: 1\" now");
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(30).minus(TICK));
      host.nothingMore();
      clock.advance(TICK);
      host.expectLine("+X: 1");
    }
  }

  @Test
  void afterTheNextCommandOnlyAndBeforeItsAnswer() throws Exception {
    play("after +ECMTOPEN inject \"+X: 1\" before-ok");
    host.nothingMore();
    host.send(OPEN + "\r").expectLine("+X: 1").expectLine("OK").expectLine("+ECMTOPEN: 0,0");
    host.ok(OPEN).nothingMore();
  }

  @Test
  void afterEachCommand() throws Exception {
    play("after every AT+CGATT inject \"+X: 1\" before-ok");
    for (int i = 0; i < 3; i++) {
      host.send("AT+CGATT?\r").expectLine("+CGATT: 1").expectLine("+X: 1").expectLine("OK");
    }
    host.nothingMore();
  }

  @Test
  void someTimeAfterACommand() throws Exception {
    play("5s after +ECMTCONN drop-link");
    openAndConnect();
    clock.advance(Duration.ofSeconds(5).minus(TICK));
    host.nothingMore();
    clock.advance(TICK);
    host.expectLine("+ECMTSTAT: 0,1").expectLine("+ECMTCONN: 0,0,0").nothingMore();
  }

  @Test
  void aResetDoesNotStopIt() throws Exception {
    play("after AT+CGMR reset\nat 5s inject \"+X: 1\" now");
    host.send("AT+CGMR\r").expectLine("+CGMR:\"EC616S_EMULATED V0.1\"").expectLine("OK");
    clock.settle();
    clock.advance(Duration.ofSeconds(5));
    host.expectLine("+X: 1").nothingMore();
  }

  @Test
  void severalForTheSameCommandHappenInOrder() throws Exception {
    play("after +CSQ inject \"+X: 1\" before-ok\nafter +CSQ inject \"+X: 2\" before-ok");
    host.send("AT+CSQ=?\r").expect("\r\n+CSQ: (0-31,99),(0-7,99)\r\n");
    host.expectLine("+X: 1").expectLine("+X: 2").expectLine("OK").nothingMore();
  }

  @Test
  void whatTheBuilderHasBeginsWithTheModule() throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("scenario");
    EmulatedModuleBuilder builder =
        RecordedModules.builder(line.module())
            .clock(clock)
            .firmwareDelays(FirmwareDelays.NONE)
            .scenario(Scenario.parse("at 1s inject \"+X: 1\" now"));
    HostEnd other = HostEnd.of(line, builder);
    try (EmulatedModule started = builder.build()) {
      clock.advance(Duration.ofSeconds(10));
      started.start();
      clock.settle();
      clock.advance(Duration.ofSeconds(1));
      other.expectLine("+X: 1").nothingMore();
    }
  }

  @Test
  void onlyAPortCanComeBack() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> module.inject(new Fault.PortGone(Duration.ofSeconds(1))));
    assertTrue(failure.getMessage().contains("ModulePort"), failure.getMessage());

    Scenario scenario = Scenario.parse("at 1s port-gone 1s");
    assertThrows(IllegalArgumentException.class, () -> module.play(scenario));
    EmulatedModuleBuilder builder =
        RecordedModules.builder(MemoryTransport.pair("x").module()).scenario(scenario);
    assertThrows(IllegalArgumentException.class, builder::build);
  }
}
