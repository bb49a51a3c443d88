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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The module in one process, its user in another. */
@Timeout(60)
class EmulateCommandTest {
  private static final int ENDED_BY_SIGTERM = 143;
  private static final Pattern TCP = Pattern.compile("on (tcp://127\\.0\\.0\\.1:[0-9]+); Ctrl-C");

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
      assertEquals("", emulator.out());
      assertEquals(1, emulator.err().text().lines().count(), emulator.err().text());
    }
  }

  @Test
  void eachTcpConnectionGetsAModuleOfItsOwn() throws IOException, InterruptedException {
    try (ChildCli emulator =
        ChildCli.start(
            "emulate",
            "--tcp",
            "0",
            "--broker",
            "embedded",
            "--registration-delay",
            "0",
            "--no-delays")) {
      String target = tcpTarget(emulator);
      Cli sub = Cli.start("sub", "-d", "--modem", target, "-t", "talk", "-q", "1", "-C", "1");
      sub.awaitSubscribed();

      Cli.Result pub = Cli.run("pub", "--modem", target, "-t", "talk", "-m", "hi", "-q", "1");

      assertEquals("0|", pub.exitCode() + "|" + pub.err());
      assertEquals("hi\n", sub.end().out());
      assertEquals(ENDED_BY_SIGTERM, emulator.interrupt());
      assertEquals(2, emulator.err().text().lines().count(), emulator.err().text());
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
                tcpTarget(emulator),
                "-t",
                "a",
                "-i",
                "dev-1",
                "--will-topic",
                "will",
                "--will-payload",
                "gone")) {
      sub.err().await("< +ECMTSUB: ", 1);

      assertEquals(ENDED_BY_SIGTERM, sub.interrupt());

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

      assertEquals(ENDED_BY_SIGTERM, sub.interrupt());

      broker.clients().publish("end", new byte[0], 1, false);
      assertTrue(broker.log().contains("Received DISCONNECT from dev-2"), broker.log());
      assertFalse(sub.err().text().contains("modemqtt: "), sub.err().text());
    }
  }

  private static String tcpTarget(ChildCli emulator) throws InterruptedException {
    emulator.err().await("Ctrl-C ends it.\n", 1);
    Matcher matcher = TCP.matcher(emulator.err().text());
    assertTrue(matcher.find(), emulator.err().text());
    return matcher.group(1);
  }
}
