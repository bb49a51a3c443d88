package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.Signal;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor, and modules in software with one complaint each. */
@Timeout(90)
class ProbeCommandTest {
  private static final String SECRET = "open-sesame-42";

  private static EmbeddedBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.builder().credentials("alice", SECRET).start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void needsPseudoTerminals() {
    ModuleOnPty.assumeSupported();
  }

  private String link() {
    return folder.resolve("modem").toString();
  }

  private ModuleOnPty module(UnaryOperator<EmulatedModuleBuilder> options) {
    return ModuleOnPty.start(folder.resolve("modem"), options);
  }

  private ModuleOnPty healthy() {
    return module(builder -> builder.broker(broker.host(), broker.port()));
  }

  private Cli.Result probe(String... more) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("probe", "--modem", link()));
    args.addAll(List.of("--registration-timeout", "1"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private Cli.Result probeBroker(String... more) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("-h", "192.0.2.1", "-u", "alice"));
    args.addAll(List.of(more));
    return probe(args.toArray(String[]::new));
  }

  /** What differs from run to run is left out. */
  private String stable(Cli.Result result) {
    return result
        .out()
        .replace(link(), "MODEM")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("\\b\\d+ ms", "N ms");
  }

  private static String line(Cli.Result result, String check) {
    return result
        .out()
        .lines()
        .filter(line -> line.substring(9).startsWith(check + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + check + " in " + result.everything()));
  }

  private static void assertFinding(
      Cli.Result result, String verdict, String check, String text, String remedy) {
    String line = line(result, check);
    assertTrue(line.startsWith(verdict + " "), line);
    assertTrue(line.contains(text), line);
    assertTrue(line.contains("; "), "no remedy: " + line);
    assertTrue(line.substring(line.indexOf("; ")).contains(remedy), line);
  }

  private static void assertSkipped(Cli.Result result, String... checks) {
    for (String check : checks) {
      assertTrue(line(result, check).startsWith("skipped "), line(result, check));
    }
  }

  @Test
  void aHealthyModuleAndBrokerAreAllOk() throws InterruptedException {
    try (ModuleOnPty modem = healthy()) {
      Cli.Result result = probeBroker("-P", SECRET, "-t", "doctor", "--baud", "9600");

      assertEquals(
          """
          ok       answer          answers AT on MODEM at 9600 baud
          ok       echo            off
          ok       module          eigencomm EC616S EC616S_EMULATED V0.1
          ok       imei            001001000000015
          ok       mqtt            profile EC616
          ok       radio           on
          ok       sim             ready, ICCID 89999010000000000013
          ok       registration    registered at home
          ok       signal          [###-] good, RSSI -73 dBm, RSRP -88 dBm, RSRQ -8.0 dB
          ok       operator        00101, NB-IoT
          ok       address         10.0.0.2, APN iot
          ok       clock           TIME, as here
          ok       open            192.0.2.1:1883 in N ms
          ok       connect         accepted in N ms
          ok       subscribe       doctor (the module does not tell whether the broker granted it) in N ms
          ok       publish-qos-0   16 bytes sent in N ms, back in N ms
          ok       publish-qos-1   16 bytes acknowledged in N ms, back in N ms
          ok       publish-qos-2   16 bytes acknowledged in N ms, back in N ms
          ok       publish-256     256 bytes acknowledged in N ms, back in N ms
          ok       publish-largest 1026 bytes acknowledged in N ms, back in N ms
          ok       disconnect      done in N ms
          """,
          stable(result));
      assertEquals("0|", result.exitCode() + "|" + result.err());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void withoutASimCardTheRestIsSkipped() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.sim(SimCard.absent()))) {
      Cli.Result result = probe("--baud", "9600");

      assertEquals(
          """
          ok       answer          answers AT on MODEM at 9600 baud
          ok       echo            off
          ok       module          eigencomm EC616S EC616S_EMULATED V0.1
          ok       imei            001001000000015
          ok       mqtt            profile EC616
          ok       radio           on
          failure  sim             The module finds no SIM card: AT+CPIN? was answered with +CME ERROR: 10 (SIM not inserted); insert a SIM card the right way round, then restart the module
          skipped  signal          no usable SIM card
          skipped  registration    no usable SIM card
          skipped  operator        no usable SIM card
          skipped  address         no usable SIM card
          skipped  clock           no usable SIM card
          """,
          stable(result));
      assertEquals("1|", result.exitCode() + "|" + result.err());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aPinIsAskedForAndEnteredIfGiven() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.sim(SimCard.locked("1234")))) {
      Cli.Result without = probe();
      assertFinding(without, "failure", "sim", "asks for its PIN", "give the PIN");
      assertSkipped(without, "registration", "address");
      assertEquals(1, without.exitCode());

      Cli.Result wrong = probe("--pin", "9999", "-d");
      assertFinding(wrong, "failure", "sim", "did not take the PIN", "three wrong ones");
      assertFalse(wrong.everything().contains("9999"));

      assertEquals(0, probe("--pin", "1234").exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aModuleThatSearchesIsWaitedForAndThenNotTriedFurther() throws InterruptedException {
    try (ModuleOnPty modem = module(EmulatedModuleBuilder::neverRegisters)) {
      Cli.Result result = probeBroker("-P", SECRET);

      assertFinding(result, "failure", "registration", "searching", "antenna");
      assertSkipped(result, "operator", "address", "clock", "open", "publish-qos-1", "disconnect");
      assertEquals(1, result.exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aWeakSignalIsAWarningWithAnExitCodeOfItsOwn() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.signal(new Signal(4, 99, 10, 25)))) {
      Cli.Result result = probe();

      assertFinding(
          result, "warning", "signal", "[#---] weak, RSSI -105 dBm, RSRP -116 dBm", "antenna");
      assertEquals(6, result.exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void withoutAnAddressTheApnIsNamed() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.networkAddress("0.0.0.0"))) {
      Cli.Result result = probeBroker("-P", SECRET);

      assertFinding(result, "failure", "address", "no IPv4 address", "check the APN");
      assertTrue(line(result, "address").contains("APN iot"), line(result, "address"));
      assertSkipped(result, "open", "disconnect");
      assertEquals(1, result.exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aBrokerThatCannotBeReachedIsToldAndTheRestSkipped()
      throws IOException, InterruptedException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    try (ModuleOnPty modem = module(builder -> builder.broker("127.0.0.1", closedPort))) {
      Cli.Result result = probeBroker("-P", SECRET);

      assertFinding(result, "failure", "open", "192.0.2.1:1883", "mobile network");
      assertSkipped(result, "connect", "publish-qos-0", "disconnect");
      assertEquals(1, result.exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aBrokerThatRefusesIsToldWithItsCodeAndWithoutThePassword() throws InterruptedException {
    try (ModuleOnPty modem = healthy()) {
      Cli.Result result = probeBroker("-P", "wrong-" + SECRET, "-d");

      assertFinding(result, "failure", "connect", "refused", "user name and password");
      assertSkipped(result, "subscribe", "disconnect");
      assertFalse(result.everything().contains(SECRET), result.err());
      assertEquals(1, result.exitCode());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aPortOnWhichNothingAnswersIsCode3() throws InterruptedException {
    try (PseudoTerminal nobody = PseudoTerminal.open(folder.resolve("modem"))) {
      assertTrue(nobody.link().isPresent());

      Cli.Result result = probe("--baud", "9600", "--answer-timeout", "1");

      assertFinding(result, "failure", "answer", "no answer to AT at 9600 baud", "wiring");
      assertEquals("3|1", result.exitCode() + "|" + result.out().lines().count());
    }
  }

  @Test
  void aPortThatIsNotThereIsCode4() throws InterruptedException {
    Cli.Result result = probe();

    assertFinding(result, "failure", "port", "No serial port " + link(), "modemqtt ports");
    assertEquals("4|1", result.exitCode() + "|" + result.out().lines().count());
  }

  @Test
  void echoAndFormOfErrorsAreAfterwardsAsTheyWere() throws InterruptedException {
    ModuleProfile vendors = ModuleProfile.EC616_PLAIN_ERRORS.withEcho(true);
    try (ModuleOnPty modem =
        module(builder -> builder.broker(broker.host(), broker.port()).profile(vendors))) {
      Cli.Result result = probeBroker("-P", SECRET, "-d");

      assertEquals(0, result.exitCode(), result.everything());
      assertEquals("ok       echo            on; the driver switches it off", line(result, "echo"));
      assertFalse(result.everything().contains(SECRET), result.err());
      List<String> commands = modem.module().commands();
      assertEquals(
          List.of("AT+CMEE=1", "ATE0", "ATE1", "AT+CMEE=0"),
          commands.stream().filter(c -> c.matches("ATE.|AT\\+CMEE=.")).toList());
      assertTrue(
          commands.stream()
              .noneMatch(
                  c -> c.matches("AT(Q|&|\\+IPR=|\\+CFUN=|\\+CGATT=|\\+COPS=|\\+CGDCONT=).*")),
          commands.toString());
    }
  }

  @Test
  void aProbeThatIsInterruptedSetsTheModuleBackAndClosesTheBroker() throws Exception {
    ModuleProfile vendors = ModuleProfile.EC616_PLAIN_ERRORS.withEcho(true);
    try (ServerSocket silentBroker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ModuleOnPty modem =
            module(
                builder ->
                    builder.broker("127.0.0.1", silentBroker.getLocalPort()).profile(vendors));
        ChildCli probe =
            ChildCli.start("probe", "-d", "--modem", link(), "-h", "192.0.2.1", "-i", "probe-1")) {
      probe.err().await("> AT+ECMTCONN=", 1);

      int exitCode = probe.interrupt();

      assertEquals(143, exitCode, probe.err().text());
      List<String> commands = modem.module().commands();
      assertEquals(
          List.of("AT+CMEE=1", "ATE0", "ATE1", "AT+CMEE=0"),
          commands.stream().filter(c -> c.matches("ATE.|AT\\+CMEE=.")).toList());
      assertTrue(commands.contains("AT+ECMTCLOSE=0"), commands.toString());
      assertTrue(probe.out().endsWith(" ms\n"), probe.out());
      assertFalse(probe.out().contains("failure"), probe.out());
    }
  }

  @Test
  void plainErrorsDoNotHideTheMissingCard() throws InterruptedException {
    try (ModuleOnPty modem =
        module(
            builder -> builder.sim(SimCard.absent()).profile(ModuleProfile.EC616_PLAIN_ERRORS))) {
      assertFinding(probe(), "failure", "sim", "finds no SIM card", "insert");
      assertEquals("AT+CMEE=0", last(modem.module().commands()));
    }
  }

  private static String last(List<String> list) {
    return list.get(list.size() - 1);
  }

  @Test
  void jsonIsOneObjectWithAllFindings() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.signal(new Signal(4, 99, 10, 25)))) {
      Cli.Result result = probe("--json", "--baud", "9600");

      assertEquals(1, result.out().lines().count());
      Map<String, Object> report = Json.object(result.out());
      assertEquals(modem.target(), report.get("target"));
      assertEquals("warning", report.get("worst"));
      assertEquals(6L, report.get("exitCode"));
      assertEquals(6, result.exitCode());
      Map<String, Object> signal =
          Json.objects(report, "findings").stream()
              .filter(finding -> finding.get("check").equals("signal"))
              .findFirst()
              .orElseThrow();
      assertEquals("warning", signal.get("result"));
      assertEquals(1L, signal.get("bars"));
      assertEquals(-116L, signal.get("rsrpDbm"));
      assertTrue(signal.get("remedy").toString().contains("antenna"));
    }
  }
}
