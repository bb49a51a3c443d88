package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.TcpPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The terminal as a person sees it. */
@Timeout(90)
class TermOnTerminalTest {
  private static final String TERMINAL = "screen-256color";
  private static final String PROMPT = "modem> ";
  private static final String SECRET = "hidden-99";

  /** Not cleaned up: a terminal that is killed may still be writing its history. */
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private ModulePort port;
  private EmulatedModule module;

  @BeforeEach
  void startModule() {
    Tmux.assumeInstalled();
    start(TcpPort.bind("127.0.0.1", 0));
  }

  private void start(ModulePort bound) {
    port = bound;
    module =
        RecordedModules.builder(port)
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .build();
    module.start();
  }

  @AfterEach
  void stopModule() {
    if (module != null) {
      module.close();
      port.close();
    }
  }

  private Tmux open(String terminal) throws IOException {
    Tmux tmux = Tmux.start(folder, terminal, "term", "--modem", port.name());
    tmux.await("* connected to ");
    return tmux;
  }

  private Tmux open() throws IOException {
    Tmux tmux = open(TERMINAL);
    tmux.await(PROMPT.strip());
    return tmux;
  }

  @Test
  void answersAreColouredAndExplained() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+CEREG?").press("Enter").await("+CEREG: 0,1  registered, home\nOK\n");
      assertTrue(tmux.colours().contains("\u001B[2mregistered, home"), tmux.colours());
      tmux.type("AT+NOSUCH").press("Enter").await("\nERROR\n");
      assertTrue(tmux.colours().contains("\u001B[31mERROR"), tmux.colours());
    }
  }

  @Test
  void nothingIsColouredForWhoWantsNoColours() throws IOException {
    try (Tmux tmux = open(TERMINAL + " NO_COLOR=1")) {
      tmux.type("AT+NOSUCH").press("Enter").await("\nERROR\n");
      tmux.type("AT+CEREG?").press("Enter").await("+CEREG: 0,1  registered, home\nOK\n");
      assertFalse(tmux.colours().contains("\u001B[3"), tmux.colours());
      assertFalse(tmux.colours().contains("\u001B[2m"), tmux.colours());
    }
  }

  @Test
  void whoLeavesInTheDataDoesNotLeaveTheModuleWaiting() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+ECMTPUB=0,0,0,0,\"t\"").press("Enter").await("waits for data");
      tmux.type("half").press("Enter").press("C-d").await("exit=0");
    }
    try (Tmux tmux = open()) {
      tmux.type("AT+CFUN?").press("Enter").await("all on");
    }
  }

  @Test
  void parametersAreExplainedWhileTyping() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+ECMTPUB=").await("\n> connection  0  the connection\n  msgid  0-65535");
      tmux.type("0,1,").await("\n> qos  0-2  0 at most, 1 at least, 2 exactly once\n");
      String after = tmux.press("C-c").type("AT").press("Enter").await("\nOK\n");
      assertFalse(after.contains("exactly once"), after);
      assertEquals(List.of("AT"), module.commands());
    }
  }

  @Test
  void namesAreCompleted() throws IOException {
    try (Tmux tmux = open()) {
      String choices = tmux.type("AT+CE").press("Tab").await("AT+CESQ");
      assertTrue(choices.contains("AT+CEDRXS") && choices.contains("AT+CEREG"), choices);
      tmux.press("C-c").type("AT+ECMTSU").press("Tab").await("AT+ECMTSUB=");
      tmux.press("C-c").type("/pub").press("Tab").await("/publish");
    }
  }

  @Test
  void whatComesByItselfAppearsAboveTheLineThatIsTyped() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+CFU").await("> AT+CFU");
      module.injectUrc("+CEREG: 5");
      tmux.await("+CEREG: 5  registered, roaming\nmodem> AT+CFU");
      tmux.type("N?").press("Enter").await("modem> AT+CFUN?\n+CFUN: 1  all on\nOK\n");
    }
  }

  @Test
  void secretsAreStarsAndStayOutOfTheHistory() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+ECMTCONN=0,\"a\",\"b\",\"" + SECRET + "\"");
      String typed = tmux.await("\"a\",\"b\",\"*********\"");
      assertFalse(typed.contains(SECRET), typed);
      tmux.press("Enter").await("+CME ERROR: 3");
      tmux.type("/connect dev bob").press("Enter").await("Password:");
      tmux.type(SECRET).await("Password: *********");
      String shown = tmux.press("Enter").await("AT+ECMTCONN=0,\"dev\",\"bob\",\"*********\"");
      assertFalse(shown.contains(SECRET), shown);
      tmux.type("AT+CFUN?").press("Enter").await("all on");
      tmux.press("C-d").await("exit=0");
    }
    String history = Files.readString(folder.resolve("modemqtt/term_history"));
    assertEquals("/connect dev bob\nAT+CFUN?\n", history);
    try (Tmux tmux = open()) {
      tmux.press("Up").await("modem> AT+CFUN?");
    }
  }

  @Test
  void dataIsTypedAfterThePromptOfTheModule() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+ECMTPUB=0,0,0,0,\"t\"").press("Enter").await(">  the module waits for data");
      tmux.type("two").press("Enter").type("lines").press("C-z");
      tmux.await("> (9 bytes and Ctrl-Z)\n+CME ERROR: 3");
      tmux.type("AT+ECMTPUB=0,0,0,0,\"u\"").press("Enter");
      tmux.press("Escape").await("> (0 bytes and ESC)\nOK\n");
    }
  }

  @Test
  void aPortThatIsUnpluggedIsWaitedFor() throws IOException {
    Assumptions.assumeTrue(PseudoTerminal.isSupported(), "no pseudo-terminals on this platform");
    stopModule();
    start(PtyPort.at(folder.resolve("modem")));
    try (Tmux tmux = open()) {
      tmux.type("AT+CMEE=2").press("Enter").await("OK\n");
      module.inject(new Fault.PortGone(Duration.ofSeconds(2)));
      tmux.await("! the port is gone: ");
      tmux.await("(no port) modem>");
      tmux.type("AT").press("Enter").await("* not sent: the port is away");
      tmux.await("* the port is back: ");
      tmux.type("AT+CMEE?").press("Enter").await("+CMEE: 2  errors with a text\nOK\n");
    }
  }

  @Test
  void aCommandThatTakesLongShowsTheSecondsAndLetsOthersWait() throws IOException {
    try (Tmux tmux = open()) {
      module.mute(true);
      tmux.type("AT+COPS=?").press("Enter").await("(2 s) modem>");
      tmux.type("AT").press("Enter").await("* waits for the answer to AT+COPS=?");
      assertEquals(List.of("AT+COPS=?"), module.commands());
    }
  }

  @Test
  void ctrlCLeavesAtAnEmptyLine() throws IOException {
    try (Tmux tmux = open()) {
      tmux.type("AT+C").press("C-c").await("modem>\n");
      tmux.press("C-c").await("exit=0");
    }
  }

  @Test
  void aDumbTerminalGetsLinesWithoutEscapeSequences() throws IOException {
    try (Tmux tmux = open("dumb")) {
      tmux.type("AT+CFUN?").press("Enter").await("\n+CFUN: 1  -- all on\nOK\n");
      tmux.type("/quit").press("Enter").await("exit=0");
      assertEquals(
          "* connected to " + port.name() + "\nAT+CFUN?\n+CFUN: 1  -- all on\nOK\n/quit\nexit=0\n",
          tmux.screen());
    }
  }

  @Test
  void theHistoryIsForItsOwnerOnly() throws IOException {
    try (Tmux tmux = open()) {
      tmux.press("C-d").await("exit=0");
    }
    Path file = folder.resolve("modemqtt/term_history");
    Eventually.holds("the history is there", () -> Files.exists(file));
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals(
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
          Files.getPosixFilePermissions(file));
    }
  }
}
