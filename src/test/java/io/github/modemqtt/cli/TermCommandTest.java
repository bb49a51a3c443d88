package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.TcpPort;
import io.github.modemqtt.transport.TransportTarget;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The terminal as a script sees it: lines in, lines out. */
@Timeout(60)
class TermCommandTest {
  private static final String SECRET = "hidden-99";
  private static final Pattern TIMES =
      Pattern.compile("^[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3} ", Pattern.MULTILINE);

  @TempDir Path folder;
  private TcpPort port;
  private EmulatedModule module;

  @BeforeEach
  void bind() {
    port = TcpPort.bind("127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    if (module != null) {
      module.close();
    }
    port.close();
  }

  private void startModule(UnaryOperator<EmulatedModuleBuilder> options) {
    module =
        options
            .apply(
                RecordedModules.builder(port)
                    .firmwareDelays(FirmwareDelays.NONE)
                    .registrationDelay(Duration.ZERO))
            .build();
    module.start();
  }

  private Cli.Result talk(String... lines) throws InterruptedException {
    byte[] input = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return Cli.runWithInput(input, "term", "--modem", port.name());
  }

  private static void assertShown(String expected, Cli.Result result) {
    assertEquals(0, result.exitCode(), result.everything());
    String shown = result.out();
    assertEquals(expected, shown.substring(shown.indexOf('\n') + 1));
    assertFalse(result.everything().contains("\u001B"), "escape sequences");
    assertEquals("", result.err());
  }

  @Test
  void answersAreShownWithTheirMeaning() throws InterruptedException {
    startModule(builder -> builder);

    Cli.Result result =
        talk("AT+CMEE=1", "AT+CEREG?", "AT+CFUN?", "AT+CGATT?", "AT+NOSUCH", "AT+ECMTDISC=0");

    assertTrue(result.out().startsWith("* connected to " + port.name() + "\n"), result.out());
    assertShown(
        """
        > AT+CMEE=1
        OK
        > AT+CEREG?
        +CEREG: 0,1  -- registered, home
        OK
        > AT+CFUN?
        +CFUN: 1  -- all on
        OK
        > AT+CGATT?
        +CGATT: 1  -- attached
        OK
        > AT+NOSUCH
        ERROR
        > AT+ECMTDISC=0
        +CME ERROR: 3  -- operation not allowed; check values and state: an ECMT command gives\
         this for every refusal, such as not connected or a value out of range
        """,
        result);
  }

  @Test
  void whatShowsCanBeSwitched() throws InterruptedException {
    startModule(builder -> builder);

    Cli.Result result =
        talk(
            "/timestamps on",
            "AT",
            "/timestamps off",
            "/hex on",
            "AT",
            "/hex off",
            "/echo off",
            "AT");

    assertEquals(2, TIMES.matcher(result.out()).results().count(), result.out());
    assertShown(
        """
        * timestamps on
        > AT
        OK
        * timestamps off
        * hex on
        > AT
        > 41 54 0D                                         AT.
        < 0D 0A 4F 4B 0D 0A                                ..OK..
        OK
        * hex off
        * echo off
        OK
        """,
        new Cli.Result(
            result.exitCode(),
            result.bytes(),
            TIMES.matcher(result.out()).replaceAll(""),
            result.err()));
  }

  @Test
  void aSessionWithABrokerIsMadeOfShortcutsAndRecorded() throws Exception {
    MosquittoBroker.assumeInstalled();
    Path file = folder.resolve("a.transcript");
    String broker;
    Cli.Result result;
    try (MosquittoBroker mosquitto = MosquittoBroker.start();
        MosquittoSubscription subscriber = mosquitto.clients().subscribe("out/#", 2)) {
      startModule(builder -> builder.broker("127.0.0.1", mosquitto.port()));
      broker = "/open 127.0.0.1 " + mosquitto.port();
      result = session(file, broker);
      assertEquals("hello world", subscriber.next().text());
      assertEquals("by hand", subscriber.next().text());
    }
    CarefulDriver.close(module);
    String shown = result.out();

    assertEquals(0, result.exitCode(), result.everything());
    assertTrue(shown.contains("> AT+ECMTCONN=0,\"dev\",\"bob\",\"*********\"\nOK\n"), shown);
    assertTrue(shown.contains("\n+ECMTCONN: 0,0,0  -- connected\n"), shown);
    assertTrue(shown.contains("\n+ECMTSUB: 0,1,0,1  -- subscribed\n"), shown);
    assertTrue(shown.contains("\n+ECMTPUB: 0,2,0  -- published\n"), shown);
    assertTrue(shown.contains("\n> (7 bytes and Ctrl-Z)\nOK\n"), shown);
    assertTrue(shown.contains(",hello world  -- message on out/1, 11 bytes\n"), shown);
    assertFalse(shown.contains(SECRET), shown);
    assertFalse(Files.readString(file).contains(SECRET));
    replays(file, broker);
  }

  private Cli.Result session(Path file, String open) throws InterruptedException {
    return talk(
        "/record " + file,
        open,
        "/connect dev bob " + SECRET,
        "/subscribe out/1 1",
        "/publish out/1 'hello world' 1",
        "/wait 1",
        "AT+ECMTPUB=0,0,0,0,\"out/2\"",
        "by hand\u001A",
        "/disconnect",
        "/record off");
  }

  /** The same lines, to the module of the transcript. */
  private void replays(Path file, String open) throws InterruptedException {
    Cli replay = Cli.start("replay", "--tcp", "0", file.toString());
    replay.err().await("Ctrl-C ends it.\n", 1);
    String target =
        Pattern.compile("tcp://127\\.0\\.0\\.1:[0-9]+")
            .matcher(replay.err().text() + replay.out().text())
            .results()
            .findFirst()
            .orElseThrow()
            .group();
    String lines =
        String.join(
            "\n",
            open,
            "/connect dev bob xxxxxx-99",
            "/subscribe out/1 1",
            "/publish out/1 'hello world' 1",
            "/wait 2",
            "AT+ECMTPUB=0,0,0,0,\"out/2\"",
            "by hand\u001A",
            "/disconnect",
            "");
    Cli.Result again = Cli.runWithInput(lines.getBytes(UTF_8), "term", "--modem", target);
    Cli.Result replayed = replay.end();

    assertEquals(0, replayed.exitCode(), replayed.everything() + again.everything());
    assertTrue(again.out().contains("+ECMTDISC: 0,0  -- disconnected"), again.everything());
  }

  @Test
  void dataCanBeCancelledAndGivenAsBytes() throws Exception {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker mosquitto = MosquittoBroker.start();
        MosquittoSubscription subscriber = mosquitto.clients().subscribe("out/#", 1)) {
      startModule(builder -> builder.broker("127.0.0.1", mosquitto.port()));
      Cli.Result result =
          talk(
              "/open 127.0.0.1 " + mosquitto.port(),
              "/connect dev",
              "AT+ECMTPUB=0,0,0,0,\"out/1\"",
              "never sent",
              "\u001B",
              "AT+ECMTPUB=0,0,0,0,\"out/2\"",
              "/data hex 4100FF",
              "AT+ECMTPUB=0,0,0,0,\"out/3\"",
              "two",
              "lines\u001A",
              "/data cancel");

      assertEquals(0, result.exitCode(), result.everything());
      assertEquals(List.of("out/2"), List.of(subscriber.next().topic()));
      assertTrue(result.out().contains("> (0 bytes and ESC)\nOK\n"), result.out());
      assertTrue(result.out().contains("> (9 bytes and Ctrl-Z)\nOK\n"), result.out());
      assertTrue(result.out().contains("* the module does not wait for data\n"), result.out());
    }
  }

  @Test
  void whoLeavesInTheDataDoesNotLeaveTheModuleWaiting() throws Exception {
    startModule(builder -> builder);

    Cli.Result left = talk("AT+ECMTPUB=0,0,0,0,\"t\"", "half of it");

    assertTrue(
        left.out().contains("* nothing is sent: the data has no end\n> (0 bytes and ESC)\nOK\n"),
        left.everything());
    assertShown("> AT+CFUN?\n+CFUN: 1  -- all on\nOK\n", talk("AT+CFUN?"));
  }

  @Test
  void linesOfAFileAreSentOneAfterTheOther() throws Exception {
    startModule(builder -> builder);
    Path file = Files.writeString(folder.resolve("a.at"), "# a remark\nAT\n\nAT+CFUN?\n");

    assertShown(
        """
        > AT
        OK
        > AT+CFUN?
        +CFUN: 1  -- all on
        OK
        """,
        talk("/send " + file));
  }

  @Test
  void wrongUseIsToldAndNothingIsSent() throws Exception {
    startModule(builder -> builder);
    Path file = Files.writeString(folder.resolve("there"), "");

    assertShown(
        """
        * there is no /frobnicate; /help lists what there is
        * it is /open HOST PORT
        * PORT is 'x', which is no number (it is /open HOST PORT)
        * 'maybe' is neither on nor off (it is /hex on|off)
        * FILE is there already; choose another name (it is /record FILE|off)
        * nothing is recorded
        * PORT is no serial port (it is /baud RATE)
        * the module does not wait for data
        """
            .replace("FILE is", file + " is")
            .replace("PORT is no serial", port.name() + " is no serial"),
        talk(
            "/frobnicate",
            "/open a",
            "/open a x",
            "/hex maybe",
            "/record " + file,
            "/record off",
            "/baud 9600",
            "/data hex 00"));
    assertEquals(List.of(), module.commands());
  }

  @Test
  void helpNamesParametersAndLocalCommands() throws Exception {
    startModule(builder -> builder);

    String all = talk("/help").out();
    String one = talk("/help AT+CEREG").out();

    assertTrue(all.contains("\n  /publish TOPIC PAYLOAD [QOS]     Publishes.\n"), all);
    assertTrue(all.contains("\n  AT+CSQ                   Signal quality"), all);
    assertTrue(one.contains("\n  AT+CEREG=<mode>\n    mode  0-5  URCs: 0 none"), one);
  }

  @Test
  void aPortThatVanishesIsWaitedForAndTheSessionGoesOn() throws Exception {
    startModule(builder -> builder);
    PipedOutputStream typed = new PipedOutputStream();
    Cli terminal = Cli.startWithInput(new PipedInputStream(typed), "term", "--modem", port.name());
    type(typed, "AT+CMEE=2");
    terminal.out().await("OK\n", 1);

    module.inject(new Fault.PortGone(Duration.ofMillis(1500)));
    terminal.out().await("! the port is gone: ", 1);
    terminal.out().await("* the port is back: " + port.name(), 1);
    type(typed, "AT+CMEE?");
    typed.close();
    Cli.Result result = terminal.end();

    assertEquals(0, result.exitCode(), result.everything());
    assertTrue(
        result.out().endsWith("> AT+CMEE?\n+CMEE: 2  -- errors with a text\nOK\n"), result.out());
  }

  private static void type(PipedOutputStream to, String line) throws IOException {
    to.write((line + "\n").getBytes(UTF_8));
    to.flush();
  }

  @Test
  void reconnectOpensThePortAnew() throws Exception {
    startModule(builder -> builder);
    PipedOutputStream typed = new PipedOutputStream();
    Cli terminal = Cli.startWithInput(new PipedInputStream(typed), "term", "--modem", port.name());
    terminal.out().await("* connected to ", 1);
    type(typed, "/reconnect");
    terminal.out().await("* connected to ", 2);
    type(typed, "AT");
    type(typed, "/quit");
    Cli.Result result = terminal.end();

    assertEquals(0, result.exitCode(), result.everything());
    assertFalse(result.out().contains("gone"), result.out());
    assertTrue(result.out().endsWith("> AT\nOK\n"), result.out());
  }

  @Test
  void theRateOfASerialPortIsChanged() throws Exception {
    ModuleOnPty.assumeSupported();
    try (ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), builder -> builder)) {
      PipedOutputStream typed = new PipedOutputStream();
      Cli terminal =
          Cli.startWithInput(new PipedInputStream(typed), "term", "--modem", modem.target());
      terminal.out().await("@115200\n", 1);
      type(typed, "/baud 9600");
      terminal.out().await("@9600\n", 1);
      type(typed, "AT");
      typed.close();
      Cli.Result result = terminal.end();

      assertEquals(0, result.exitCode(), result.everything());
      assertTrue(result.out().endsWith("> AT\nOK\n"), result.out());
    }
  }

  @Test
  void whatAMessageHoldsEndsNoCommand() throws Exception {
    startModule(builder -> builder);
    PipedOutputStream typed = new PipedOutputStream();
    Cli terminal = Cli.startWithInput(new PipedInputStream(typed), "term", "--modem", port.name());
    type(typed, "AT");
    terminal.out().await("\nOK\n", 1); // the module has seen that there is somebody
    module.injectUrc("+ECMTRECV: 0,0,\"t\",a\u001B[31m\r\nOK");
    terminal.out().await("\nOK\n", 2);
    typed.close();
    Cli.Result result = terminal.end();

    assertFalse(result.out().contains("no command waits"), result.out());
    assertFalse(result.out().contains("\u001B"), result.out());
    assertTrue(result.out().contains("a\\x1B[31m  -- message on t, 6 bytes\nOK\n"), result.out());
  }

  @Test
  void withoutAPortTheExitCodeIsFour() throws InterruptedException {
    String target = port.name();
    port.close();

    Cli.Result result = Cli.run("term", "--modem", target);

    assertEquals(4, result.exitCode(), result.everything());
    assertTrue(TransportTarget.parse(target).toString().equals(target));
  }
}
