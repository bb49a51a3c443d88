package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many modules live in one process. */
@Timeout(120)
class ManyModulesTest {
  private static final int MODULES = 1000;

  @Test
  void aThousandModulesAreConnectedAtOnce() throws Exception {
    List<EmulatedModule> modules = new ArrayList<>();
    List<HostEnd> hosts = new ArrayList<>();
    try (ScriptedBroker broker = new ScriptedBroker()) {
      for (int i = 0; i < MODULES; i++) {
        MemoryTransport.Pair line = MemoryTransport.pair("m" + i);
        EmulatedModuleBuilder builder =
            RecordedModules.builder(line.module())
                .broker(broker.address())
                .identity(ModuleIdentity.numbered(i))
                .registrationDelay(Duration.ZERO)
                .firmwareDelays(FirmwareDelays.NONE);
        hosts.add(HostEnd.of(line, builder));
        EmulatedModule module = builder.build();
        modules.add(module);
        module.start();
      }
      for (HostEnd host : hosts) {
        host.answers("AT+CREG?", "+CREG: 0,1");
        host.send(EcmtTest.OPEN + "\r");
      }
      for (HostEnd host : hosts) {
        host.expectLine("OK").expectLine("+ECMTOPEN: 0,0").send(EcmtTest.CONNECT + "\r");
      }
      for (HostEnd host : hosts) {
        host.expectLine("OK").expectLine("+ECMTCONN: 0,0,0");
      }
    } finally {
      modules.forEach(EmulatedModule::close);
    }
  }
}
