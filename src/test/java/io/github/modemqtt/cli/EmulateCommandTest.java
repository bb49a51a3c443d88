package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The module in one process, its user in another. */
@Timeout(60)
class EmulateCommandTest {
  private static final int AUDIT_FOUND = 5;
  private static final int ENDED_BY_SIGTERM = 143;
  private static final Pattern TCP =
      Pattern.compile("Module [0-9]+: (tcp://127\\.0\\.0\\.1:[0-9]+)\n");

  @TempDir Path folder;

  @Test
  void aModuleOnASerialPortServesOtherProcesses() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    Path link = folder.resolve("modem");
    try (MosquittoBroker broker = MosquittoBroker.start();
        ChildCli emulator =
            ChildCli.start(
                "emulate",
                "--pty",
                link.toString(),
                "--broker",
                "localhost:" + broker.port(),
                "--registration-delay",
                "0",
                "--no-delays");
        MosquittoSubscription subscriber = broker.clients().subscribe("out", 1)) {
      emulator.err().await("Ctrl-C ends it.\n", 1);

      Cli sub = Cli.start("sub", "-d", "--modem", link.toString(), "-t", "in", "-C", "1");
      sub.awaitSubscribed();
      broker.clients().publish("in", "to the module, grüß".getBytes(UTF_8), 1, false);
      assertEquals("to the module, grüß\n", sub.end().out());

      Cli.Result pub =
          Cli.run("pub", "--modem", link.toString(), "-t", "out", "-m", "from it", "-q", "2");
      assertEquals("0|", pub.exitCode() + "|" + pub.err());
      assertEquals("from it", subscriber.next().text());

      assertEquals(ENDED_BY_SIGTERM, emulator.interrupt());
      assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS), "the link is still there");
      assertEquals("Module 1 (" + link + "): the audit found nothing\n", emulator.out());
      assertEquals(2, emulator.err().text().lines().count(), emulator.err().text());
    }
  }

  @Test
  void eachTcpPortHasAModuleOfItsOwn() throws IOException, InterruptedException {
    try (ChildCli emulator =
        ChildCli.start(
            "emulate",
            "--tcp",
            "0",
            "--count",
            "2",
            "--broker",
            "embedded",
            "--registration-delay",
            "0",
            "--no-delays")) {
      List<String> targets = tcpTargets(emulator);
      Cli sub =
          Cli.start("sub", "-d", "--modem", targets.get(0), "-t", "talk", "-q", "1", "-C", "1");
      sub.awaitSubscribed();

      Cli.Result pub =
          Cli.run("pub", "--modem", targets.get(1), "-t", "talk", "-m", "hi", "-q", "1");

      assertEquals("0|", pub.exitCode() + "|" + pub.err());
      assertEquals("hi\n", sub.end().out());
      assertEquals(ENDED_BY_SIGTERM, emulator.interrupt());
      assertEquals(4, emulator.err().text().lines().count(), emulator.err().text());
    }
  }

  @Test
  void anInterruptedSubDisconnectsInOrderAndSilently() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ChildCli emulator =
            ChildCli.start(
                "emulate",
                "--tcp",
                "0",
                "--broker",
                "localhost:" + broker.port(),
                "--registration-delay",
                "0",
                "--no-delays");
        MosquittoSubscription all = broker.clients().subscribe("#", 1);
        ChildCli sub =
            ChildCli.start(
                "sub",
                "-d",
                "--modem",
                tcpTargets(emulator).get(0),
                "-t",
                "a",
                "-i",
                "dev-1",
                "--will-topic",
                "will",
                "--will-payload",
                "gone")) {
      sub.err().await("< +ECMTSUB: ", 1);

      assertEquals(0, sub.interrupt());

      broker.clients().publish("end", new byte[0], 1, false);
      assertEquals("end", all.next().topic());
      assertTrue(broker.log().contains("Received DISCONNECT from dev-1"), broker.log());
      assertFalse(sub.err().text().contains("modemqtt: "), sub.err().text());
      assertEquals("", sub.out());
    }
  }

  @Test
  void anInterruptedSubOnASerialPortDisconnectsToo() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli sub =
            ChildCli.start("sub", "-d", "--modem", modem.target(), "-t", "a", "-i", "dev-2")) {
      sub.err().await("< +ECMTSUB: ", 1);

      assertEquals(0, sub.interrupt());

      broker.clients().publish("end", new byte[0], 1, false);
      assertTrue(broker.log().contains("Received DISCONNECT from dev-2"), broker.log());
      assertFalse(sub.err().text().contains("modemqtt: "), sub.err().text());
    }
  }

  @Test
  void severalSerialPortsHaveTheirNumbersAndTheirAuditIsTold() throws Exception {
    ModuleOnPty.assumeSupported();
    Path link = folder.resolve("modem");
    try (ChildCli emulator =
        ChildCli.start("emulate", "--pty", link.toString(), "--count", "2", "--json")) {
      emulator.err().await("Ctrl-C ends it.\n", 1);
      assertTrue(emulator.err().text().contains("Module 2: " + link + "2 (/dev/pts/"));

      Cli.run("at", "--modem", link + "2", "AT+ECSLEEP=HIB2");

      assertEquals(AUDIT_FOUND, emulator.interrupt());
      assertFalse(Files.exists(folder.resolve("modem1"), LinkOption.NOFOLLOW_LINKS));
      String report = emulator.out();
      assertTrue(
          report.startsWith(
              "[{\"module\":1,\"port\":\""
                  + link
                  + "1\",\"found\":0,\"entries\":[]},{\"module\":2,\"port\":\""
                  + link
                  + "2\",\"found\":1,\"entries\":[{\"kind\":\"POWER_TEST\",\"time\":\"20"),
          report);
      assertTrue(report.contains("\"command\":\"AT+ECSLEEP=HIB2\""), report);
      assertTrue(report.endsWith("\"}]}]\n"), report);
    }
  }

  @Test
  void whatTheAuditFoundIsToldAsText() throws Exception {
    try (ChildCli emulator = ChildCli.start("emulate", "--tcp", "0", "--profile", "ec616-ref")) {
      Cli.run("at", "--modem", tcpTargets(emulator).get(0), "AT+ECSLEEP=HIB2");

      assertEquals(AUDIT_FOUND, emulator.interrupt());
      assertTrue(emulator.out().contains("): the audit found 1\n  20"), emulator.out());
      assertTrue(emulator.out().contains("Z POWER_TEST AT+ECSLEEP=HIB2\n    "), emulator.out());
    }
  }

  @Test
  void itEndsByItself() throws Exception {
    Cli.Result ended = Cli.run("emulate", "--tcp", "0", "--for", "1", "--json");

    assertEquals(0, ended.exitCode(), ended.everything());
    assertTrue(ended.err().endsWith("\nEnds after 1 s, or by Ctrl-C.\n"), ended.err());
    assertTrue(ended.out().endsWith(",\"found\":0,\"entries\":[]}]\n"), ended.out());
  }

  @Test
  void theNetworkAndTheLineCanBeSlow() throws Exception {
    try (ChildCli emulator =
        ChildCli.start(
            "emulate",
            "--tcp",
            "0",
            "--broker",
            "embedded",
            "--network",
            "300",
            "--line-rate",
            "115200",
            "--registration-delay",
            "0",
            "--no-delays")) {
      String target = tcpTargets(emulator).get(0);
      long start = System.nanoTime();
      publish(target, "localhost", "slowly");
      long roundTrips = (System.nanoTime() - start) / 300_000_000L;

      assertTrue(roundTrips >= 4, "name, TCP, CONNECT and DISCONNECT take one each");
    }
  }

  @Test
  void aScenarioLetsThingsGoWrong() throws Exception {
    Path file = folder.resolve("bad.scenario");
    Files.writeString(file, "after every +CGMR inject \"+X: 1\" before-ok\n");
    try (ChildCli emulator =
        ChildCli.start("emulate", "--tcp", "0", "--scenario", file.toString())) {
      String target = tcpTargets(emulator).get(0);

      Cli.Result result = Cli.run("at", "-d", "--modem", target, "AT+CGMR");

      assertTrue(result.err().contains("< +X: 1"), result.everything());
    }
  }

  @Test
  void whatIsWrongWithAScenarioIsToldWithItsPlace() throws Exception {
    Path file = folder.resolve("bad.scenario");
    Files.writeString(file, "\nat 1s explode\n");

    Cli.Result result = Cli.run("emulate", "--tcp", "0", "--scenario", file.toString());

    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("line 2, column 7: expected a fault"), result.err());
  }

  @Test
  void aMappedHostLeadsToItsBrokerAndOthersToTheCommonOne() throws Exception {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker mapped = MosquittoBroker.start();
        MosquittoBroker common = MosquittoBroker.start();
        MosquittoSubscription atMapped = mapped.clients().subscribe("t", 1);
        MosquittoSubscription atCommon = common.clients().subscribe("t", 1);
        ChildCli emulator =
            ChildCli.start(
                "emulate",
                "--tcp",
                "0",
                "--broker",
                "127.0.0.1:" + common.port(),
                "--map",
                "Broker.example=localhost:" + mapped.port(),
                "--registration-delay",
                "0",
                "--no-delays")) {
      String target = tcpTargets(emulator).get(0);
      publish(target, "broker.example", "to the mapped one");
      publish(target, "other.example", "to the common one");

      assertEquals("to the mapped one", atMapped.next().text());
      assertEquals("to the common one", atCommon.next().text());
    }
  }

  private static void publish(String target, String host, String text) throws InterruptedException {
    Cli.Result result =
        Cli.run("pub", "--modem", target, "-h", host, "-t", "t", "-m", text, "-q", "1");
    assertEquals("0|", result.exitCode() + "|" + result.err());
  }

  private static List<String> tcpTargets(ChildCli emulator) throws InterruptedException {
    emulator.err().await("Ctrl-C ends it.\n", 1);
    String lines = emulator.err().text();
    List<String> targets = TCP.matcher(lines).results().map(match -> match.group(1)).toList();
    assertFalse(targets.isEmpty(), lines);
    return targets;
  }
}
