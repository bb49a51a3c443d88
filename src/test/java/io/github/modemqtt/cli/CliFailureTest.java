package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is told in one line, and by the exit code. */
@Timeout(60)
class CliFailureTest {
  private static final String SECRET = "open-sesame-42";

  @TempDir Path folder;

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

  private Cli.Result pub(String... more) throws InterruptedException {
    String[] args = new String[more.length + 5];
    System.arraycopy(
        new String[] {"pub", "--modem", link(), "-t", "topic"},
        0,
        args,
        0,
        args.length - more.length);
    System.arraycopy(more, 0, args, args.length - more.length, more.length);
    return Cli.run(args);
  }

  private static void assertFailed(int exitCode, String reason, Cli.Result result) {
    assertEquals(exitCode, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("modemqtt: "), result.err());
    assertTrue(result.err().contains(reason), result.err());
    assertTrue(result.err().contains("; "), "no remedy: " + result.err());
    assertFalse(result.err().contains("unexpected failure"), result.err());
  }

  // ---- 4: the port ----

  @Test
  void aMissingPortIsCode4() throws InterruptedException {
    assertFailed(4, "No serial port " + link(), pub("-m", "x"));
    assertFailed(4, "No serial port " + link(), Cli.run("at", "--modem", link(), "AT"));
    assertFailed(4, "No serial port " + link(), Cli.run("sub", "--modem", link(), "-t", "x"));
  }

  @Test
  void aBusyPortIsCode4() throws InterruptedException {
    try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("modem"));
        Transport module = terminal.transport();
        Transport other = TransportTarget.parse(link()).newTransport()) {
      module.open();
      other.open();

      assertFailed(4, "is in use", pub("-m", "x"));
    }
  }

  @Test
  void aTcpPortThatNobodyServesIsCode4() throws IOException, InterruptedException {
    assertFailed(
        4, "Connection refused", Cli.run("at", "--modem", "tcp://127.0.0.1:" + closedPort(), "AT"));
  }

  @Test
  void aLinkThatCannotBeMadeIsAFailure() throws InterruptedException {
    assertFailed(1, "Cannot make the link", Cli.run("emulate", "--pty", folder + "/none/modem"));
    assertFailed(1, "not a symbolic link", Cli.run("emulate", "--pty", folder.toString()));
  }

  @Test
  void aTcpPortThatIsTakenIsCode4() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFailed(4, "Cannot listen", Cli.run("emulate", "--tcp", "" + taken.getLocalPort()));
    }
  }

  // ---- 3: no answer ----

  @Test
  void aSilentPortIsCode3() throws InterruptedException {
    try (PseudoTerminal nobody = PseudoTerminal.open(folder.resolve("modem"))) {
      assertTrue(nobody.link().isPresent());

      assertFailed(3, "does not answer", pub("-m", "x", "--answer-timeout", "1"));
    }
  }

  // ---- 1: module, network, broker ----

  @Test
  void aModuleWithoutSimCardIsCode1() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.sim(SimCard.absent()))) {
      assertFailed(1, "SIM", pub("-m", "x"));
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aPinThatIsMissingOrWrongIsCode1() throws InterruptedException {
    try (ModuleOnPty modem = module(builder -> builder.sim(SimCard.locked("1234")))) {
      assertFailed(1, "PIN", pub("-m", "x"));
      Cli.Result wrong = pub("-m", "x", "--pin", "9876", "-d");

      assertEquals(1, wrong.exitCode());
      assertFalse(wrong.everything().contains("9876"), wrong.err());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aModuleThatFindsNoNetworkIsCode1() throws InterruptedException {
    try (ModuleOnPty modem = module(EmulatedModuleBuilder::neverRegisters)) {
      assertFailed(1, "registered", pub("-m", "x", "--registration-timeout", "1"));
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void aBrokerThatRefusesConnectionsIsCode1() throws IOException, InterruptedException {
    int port = closedPort();
    try (ModuleOnPty modem = module(builder -> builder.broker("127.0.0.1", port))) {
      assertFailed(1, "cannot reach the broker broker.example:1884", pubToExample());
      assertEquals(link(), modem.target());
    }
  }

  private Cli.Result pubToExample() throws InterruptedException {
    return pub("-m", "x", "-h", "broker.example", "-p", "1884");
  }

  @Test
  void aWrongPasswordIsCode1() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start("alice", SECRET);
        ModuleOnPty modem = module(builder -> builder.broker("127.0.0.1", broker.port()))) {
      Cli.Result result = pub("-m", "x", "-u", "alice", "-P", "not-" + SECRET);

      assertFailed(1, "refuse", result);
      assertFalse(result.everything().contains(SECRET), result.err());
      assertEquals(link(), modem.target());
    }
  }

  @Test
  void theRightPasswordIsMaskedInTheDialogue() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start("alice", SECRET);
        ModuleOnPty modem = module(builder -> builder.broker("127.0.0.1", broker.port()))) {
      Cli.Result result = pub("-m", "x", "-d", "-u", "alice", "-P", SECRET, "-i", "dev-1");

      assertEquals(0, result.exitCode(), result.err());
      assertEquals("", result.out());
      assertTrue(
          result.err().contains("> AT+ECMTCONN=0,\"dev-1\",\"alice\",\"***\"\n"), result.err());
      assertTrue(result.err().contains("< +ECMTCONN: 0,0,0\n"), result.err());
      assertFalse(result.err().contains(SECRET), result.err());
      assertTrue(modem.module().commands().stream().anyMatch(line -> line.contains(SECRET)));
    }
  }

  // ---- 1: the payload ----

  @Test
  void aPayloadThatIsTooLongIsToldBeforeThePortIsOpened() throws InterruptedException {
    assertFailed(1, "1200 bytes", pub("-m", "x".repeat(1200)));
  }

  @Test
  void aFileThatCannotBeReadIsToldByName() throws InterruptedException {
    Path missing = folder.resolve("missing.bin");
    assertFailed(1, missing + ": there is no such file", pub("-f", missing.toString()));
    assertFailed(1, folder + ": it is a folder", pub("-f", folder.toString()));
    assertFailed(
        1,
        missing + ": there is no such file",
        Cli.run("at", "--modem", link(), "--file", missing.toString()));
  }

  @Test
  void aLineThatIsTooLongEndsPub() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      byte[] input = ("x".repeat(1200) + "\n").getBytes(UTF_8);

      assertFailed(
          1,
          "1200 bytes",
          Cli.runWithInput(input, "pub", "--modem", modem.target(), "-t", "a", "-l"));
    }
  }

  @Test
  void aPortThatIsLostBetweenTwoLinesIsCode4() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      PipedOutputStream lines = new PipedOutputStream();
      Cli pub =
          Cli.startWithInput(
              new PipedInputStream(lines), "pub", "--modem", link(), "-t", "a", "-l", "-q", "1");
      try (MosquittoSubscription subscriber = broker.clients().subscribe("a", 1)) {
        lines.write("one\n".getBytes(UTF_8));
        lines.flush();
        assertEquals("one", subscriber.next().text());
      }

      modem.unplug();
      lines.write("two\n".getBytes(UTF_8));
      lines.close();

      assertFailed(4, "Lost " + link(), pub.end());
    }
  }

  // ---- sub ----

  @Test
  void subEndsWithCode27WhenItsTimeIsOver() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      Cli.Result result = Cli.run("sub", "--modem", modem.target(), "-t", "a", "-W", "1");

      assertEquals("27||", result.exitCode() + "|" + result.out() + "|" + result.err());
    }
  }

  @Test
  void subSaysThatTheConnectionIsLostAndGoesOn() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      Cli sub =
          Cli.start("sub", "-C", "1", "-d", "--modem", modem.target(), "-t", "a").awaitSubscribed();

      modem.module().reset(); // the report alone is not believed, it could be a payload's text
      modem.module().injectUrc("+ECMTDISC: 0,0");
      broker.clients().publish("a", "x".getBytes(UTF_8), 1, true);

      Cli.Result result = sub.end();
      assertEquals("0|x\n", result.exitCode() + "|" + result.out(), result.err());
      assertTrue(result.err().contains("modemqtt: The link to the broker is lost"), result.err());
    }
  }

  @Test
  void subEndsWhenNobodyReadsItsOutput() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      broker.clients().publish("a", "x".getBytes(UTF_8), 1, true);
      WatchedOutput err = new WatchedOutput();

      int exitCode =
          Main.run(
              InputStream.nullInputStream(),
              new PrintStream(new ClosedPipe(), false, UTF_8),
              new PrintStream(err, true, UTF_8),
              false,
              "sub",
              "--modem",
              modem.target(),
              "-t",
              "a");

      assertEquals("0|", exitCode + "|" + err.text());
    }
  }

  /** As standard output is after {@code | head -1}. */
  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
