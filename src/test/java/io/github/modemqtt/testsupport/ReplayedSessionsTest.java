package io.github.modemqtt.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.testsupport.RecordedLine.Chunk;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That every session of the tests is recorded, and that a replay which differs is noticed. */
@Timeout(60)
class ReplayedSessionsTest {
  private static final List<Chunk> CHUNKS =
      List.of(host("AT\r"), module("\r\nOK\r\n"), host("AT+CFUN?\r"), module("\r\n+CFUN: 1\r\n"));
  private static final String RECORDING =
      """
      0.000 > AT
      0.001 < OK
      0.002 > AT+CFUN?
      0.003 < +CFUN: 1
      """;

  /**
   * A test that makes a module in another way is not checked.
   *
   * <p>The one exception is an example for users, which shows what they have. Not checked are also
   * the modules that the command line makes by itself ({@code demo}, {@code --modem emulator}) and
   * those of another process.
   */
  @Test
  void allTestsMakeTheirModulesSoThatTheirSessionsAreRecorded() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(RecordedModules.class.getName())
        .and()
        .doNotHaveSimpleName("ModuleInSoftwareTest")
        .should()
        .callMethod(EmulatedModule.class, "builder", Transport.class)
        .because("RecordedModules.builder also records the session")
        .check(new ClassFileImporter().importPath(Path.of("target/test-classes")));
  }

  @Test
  void theExtensionIsToldOfEveryTest() {
    assertTrue(
        ReplayedSessions.test().startsWith("ReplayedSessionsTest.theExtensionIsToldOfEveryTest"),
        ReplayedSessions.test());
  }

  @Test
  void aSessionIsReplayedAfterTheTest() {
    int before = ReplayedSessions.replayed();
    MemoryTransport.Pair line = MemoryTransport.pair("replayed");
    try (Transport host = line.host();
        EmulatedModule module = RecordedModules.builder(line.module()).build()) {
      host.open();
      module.start();
      host.write("AT\r".getBytes(US_ASCII), 0, 3);
      host.read(new byte[16], 0, 16, Duration.ofSeconds(10));
    }

    new ReplayedSessions().afterEach(null);

    assertEquals(before + 1, ReplayedSessions.replayed());
  }

  @Test
  void whatIsTheSameAgainPasses() {
    new SessionReplay("a session", CHUNKS, RECORDING).check();
  }

  @Test
  void aRecordingThatStoppedIsNoticed() {
    fails("0.000 > AT\n0.001 < OK\n", "a session does not replay");
    fails(RECORDING.substring(0, RECORDING.indexOf("0.003")), "the module said 18 bytes");
  }

  @Test
  void anotherByteIsNoticed() {
    fails(RECORDING.replace("AT+CFUN?", "AT+CFUN"), "a session does not replay");
    fails(RECORDING.replace("+CFUN: 1", "+CFUN: 12"), "in the replay 19");
  }

  @Test
  void anotherFileIsNoticedAndTheLineIsShown() {
    AssertionError failure =
        fails(
            RECORDING.replace("0.001 < OK", "0.001 <| \\r\\nOK\\r\\n"),
            "not true that its recording is printed as it was recorded; line 2");
    assertTrue(failure.getMessage().contains("\n- 0.001 <| \\r\\nOK\\r\\n\n+ 0.001 < OK\n"));
    String identity = "0.000 < +CGSN: 861234567890123\n";
    assertThrows(
        AssertionError.class,
        () ->
            new SessionReplay(
                    "a session", List.of(module("\r\n+CGSN: 861234567890123\r\n")), identity)
                .check());
  }

  private static AssertionError fails(String recording, String message) {
    AssertionError failure =
        assertThrows(
            AssertionError.class, () -> new SessionReplay("a session", CHUNKS, recording).check());
    assertTrue(failure.getMessage().contains(message), failure::getMessage);
    return failure;
  }

  private static Chunk host(String text) {
    return new Chunk(true, text.getBytes(US_ASCII));
  }

  private static Chunk module(String text) {
    return new Chunk(false, text.getBytes(US_ASCII));
  }
}
