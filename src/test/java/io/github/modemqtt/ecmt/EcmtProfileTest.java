package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What firmware builds are, and what can be seen of them from outside. */
@Timeout(30)
class EcmtProfileTest {

  static Stream<Arguments> modules() {
    return Stream.of(
        arguments(ModuleProfile.EC616, EcmtProfile.EC616),
        arguments(ModuleProfile.EC616_OLD, EcmtProfile.EC616), // they look the same
        arguments(ModuleProfile.EC616_REF, EcmtProfile.EC616_REF));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aProbeSeesHowTheModuleSpells(ModuleProfile firmware, EcmtProfile expected) {
    MemoryTransport.Pair line = MemoryTransport.pair("probe");
    EmulatedModule emulator =
        RecordedModules.builder(line.module())
            .profile(firmware)
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .build();
    emulator.start();
    try (AtChannel channel = AtChannel.open(line.host(), QuickTimes.CHANNEL, new AtListener() {})) {
      EcmtProbe probe = Eventually.get(EcmtProfile.probe(channel));

      assertEquals(expected, probe.profile());
      assertTrue(probe.model().contains("EC616S"), probe.model());
      assertTrue(probe.settings().contains("keepalive"), probe.settings()::toString);
    }
    CarefulDriver.close(emulator);
  }

  @Test
  void aModuleWithoutAModelNameIsProbedToo() {
    try (ScriptedLink link = new ScriptedLink(PATIENT)) {
      link.script
          .on("AT+CGMM", "ERROR")
          .on("AT+ECMTSUB=?", "+ECMTSUB:(0),<msgID>,\"<topic>\",<qos>", "OK")
          .on("AT+ECMTCFG=?", "+ECMTCFG:\"version\",(0),(3,4)\r\n+ECMTCFG:\"will\",(0)", "OK");

      EcmtProbe probe = Eventually.get(EcmtProfile.probe(link.channel));

      assertEquals(new EcmtProbe("", false, List.of("version", "will")), probe);
    }
  }

  @Test
  void aProbeFailsWithTheLine() {
    ScriptedLink link = new ScriptedLink(PATIENT);
    link.close();

    assertInstanceOf(
        ChannelClosedException.class, Eventually.failure(EcmtProfile.probe(link.channel)));
  }

  @Test
  void noBuildHasProvenTlsUnlessTheUserSaysSo() {
    for (EcmtProfile profile :
        List.of(EcmtProfile.EC616, EcmtProfile.EC616_OLD, EcmtProfile.EC616_REF)) {
      assertTrue(profile.tlsFault() != null && !profile.tlsFault().isEmpty(), profile.name());
      assertEquals(null, profile.withProvenTls().tlsFault());
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PATIENT.withOpenRetries(-1));
    assertThrows(IllegalArgumentException.class, () -> PATIENT.withOpenRetries(11));
    assertThrows(
        IllegalArgumentException.class, () -> PATIENT.withReopenPause(Duration.ofMillis(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> PATIENT.withSecondResultWait(Duration.ofMillis(-1)));
  }
}
