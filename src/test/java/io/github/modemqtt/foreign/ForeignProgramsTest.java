package io.github.modemqtt.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import io.github.modemqtt.testsupport.Programs;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.TcpPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of the distribution use a module in software as they use a real one. */
@Timeout(120)
class ForeignProgramsTest {
  private static final ModuleIdentity IDENTITY = ModuleIdentity.numbered(7);
  private static final String CHAT_PREAMBLE =
      """
      TIMEOUT 10
      ABORT ERROR
      ABORT +CME
      '' AT
      """;
  private static final String CHAT_OPEN =
      """
      OK 'AT+ECMTOPEN=0,"broker.example",1883'
      '+ECMTOPEN: 0,0' 'AT+ECMTCONN=0,"dev","user","word"'
      '+ECMTCONN: 0,0,0' %s
      """;

  /** Without a blank between them, its words would be one. */
  private static final String CHAT_PUBLISH =
      """
      'AT+ECMTPUB=0,1,1,0,"t","hello from chat"'
      '+ECMTPUB: 0,1,0' 'AT+ECMTDISC=0'
      '+ECMTDISC: 0,0' \\c
      """;

  private static final String PYTHON =
      """
      import sys, serial
      with serial.serial_for_url(sys.argv[1], 115200, timeout=10) as line:
          for dialogue in sys.argv[2:]:
              command, result = dialogue.split(' -> ')
              line.write(command.encode() + b'\\r')
              end = b'\\r\\n' + result.encode() + b'\\r\\n'
              answer = line.read_until(end)
              if not answer.endswith(end):
                  sys.exit(command + ' was answered with ' + repr(answer))
      """;

  @TempDir Path folder;

  private Path link;
  private EmulatedModule module;

  @BeforeEach
  void preparePort() {
    assumeTrue(PseudoTerminal.isSupported(), "no pseudo-terminals on this platform");
    link = folder.resolve("modem");
  }

  private void startModule(int brokerPort) {
    startModule(PtyPort.at(link), brokerPort);
  }

  private void startModule(ModulePort port, int brokerPort) {
    module =
        RecordedModules.builder(port)
            .identity(IDENTITY)
            .broker("127.0.0.1", brokerPort)
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .build();
    module.start();
  }

  @AfterEach
  void stopModule() {
    if (module != null) {
      module.close();
    }
  }

  @Test
  void chatOpensConnectsAndPublishes() throws Exception {
    Programs.assumeInstalled("chat", "ppp");
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("t", 1)) {
      startModule(broker.port());

      chat(CHAT_PREAMBLE + CHAT_OPEN.formatted(CHAT_PUBLISH));

      assertEquals("hello from chat", subscriber.next().text());
      CarefulDriver.close(module);
    }
  }

  @Test
  void pyserialOpensConnectsAndPublishes() throws Exception {
    pyserialPublishes(PtyPort.at(link), link.toString());
  }

  @Test
  void pyserialOpensConnectsAndPublishesOverTcp() throws Exception {
    TcpPort port = TcpPort.bind("127.0.0.1", 0);
    pyserialPublishes(port, "socket://127.0.0.1:" + port.port());
  }

  private void pyserialPublishes(ModulePort port, String url) throws IOException {
    String python = assumePythonWithSerial();
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("t", 1)) {
      startModule(port, broker.port());

      python(
          python,
          url,
          "AT -> OK",
          "AT+ECMTOPEN=0,\"broker.example\",1883 -> +ECMTOPEN: 0,0",
          "AT+ECMTCONN=0,\"dev\",\"user\",\"word\" -> +ECMTCONN: 0,0,0",
          "AT+ECMTPUB=0,9,1,0,\"t\",\"hello from python\" -> +ECMTPUB: 0,9,0",
          "AT+ECMTDISC=0 -> +ECMTDISC: 0,0");

      assertEquals("hello from python", subscriber.next().text());
      CarefulDriver.close(module);
    }
  }

  @Test
  void oneProgramPublishesOverTheConnectionThatAnotherHasMade() throws Exception {
    Programs.assumeInstalled("chat", "ppp");
    String python = assumePythonWithSerial();
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("t", 1)) {
      startModule(broker.port());

      chat(CHAT_PREAMBLE + CHAT_OPEN.formatted("\\c"));
      python(
          python,
          link.toString(),
          "AT+ECMTCONN? -> +ECMTCONN:0,3",
          "AT+ECMTPUB=0,9,1,0,\"t\",\"hello\" -> +ECMTPUB: 0,9,0");

      assertEquals("hello", subscriber.next().text());
    }
  }

  @Test
  void gammuIdentifiesTheModule() throws Exception {
    Programs.assumeInstalled("gammu", "gammu");
    startModule(1);
    Path configuration = folder.resolve("gammurc");
    Files.writeString(
        configuration, "[gammu]\ndevice = " + link + "\nconnection = at115200\nlogformat = none\n");

    Programs.Result result =
        Programs.run(
            List.of(Programs.require("gammu"), "-c", configuration.toString(), "identify"),
            new byte[0]);

    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains("+CGMI:\"eigencomm\""), result.output());
    assertTrue(result.output().contains("EC616S_EMULATED V0.1"), result.output());
    assertTrue(result.output().contains(": " + IDENTITY.imei()), result.output());
  }

  @Test
  void picocomPassesWhatIsPipedIntoIt() throws Exception {
    Programs.assumeInstalled("picocom", "picocom");
    startModule(1);

    Programs.Result result =
        Programs.run(
            List.of(
                Programs.require("picocom"),
                "--quiet",
                "--nolock",
                "--baud",
                "115200",
                "--exit-after",
                "1000",
                link.toString()),
            "AT+CGSN\r".getBytes());

    assertEquals("0|\r\n" + IDENTITY.imei() + "\r\n\r\nOK\r\n", text(result));
  }

  private static String text(Programs.Result result) {
    return result.exitCode() + "|" + result.output();
  }

  /** A person types, and reads the screen. */
  @ParameterizedTest
  @CsvSource({
    "tio,     Connected,      tio -b 115200 %s",
    "minicom, Press CTRL-A Z, minicom -o -b 115200 -D %s"
  })
  void aTerminalProgramShowsTheAnswer(String program, String ready, String command)
      throws Exception {
    Programs.assumeInstalled(program, program);
    Programs.assumeInstalled("tmux", "tmux");
    startModule(1);

    try (TerminalScreen screen =
        TerminalScreen.run(folder.resolve("tmux"), command.formatted(link))) {
      screen.awaitText(ready);
      screen.type("AT+CGSN");
      screen.awaitText(IDENTITY.imei());
      screen.awaitText("OK");
    }
  }

  /** Its standard input and output are the port. */
  private void chat(String script) throws IOException {
    Path file = folder.resolve("script.chat");
    Files.writeString(file, script);
    Programs.Result result =
        Programs.run(
            List.of(
                Programs.require("sh"),
                "-c",
                "exec \"$1\" -v -s -S -f \"$2\" <\"$3\" >\"$3\"",
                "sh",
                Programs.require("chat"),
                file.toString(),
                link.toString()),
            new byte[0]);
    assertEquals(0, result.exitCode(), result.output());
  }

  private void python(String python, String url, String... dialogues) throws IOException {
    Path program = folder.resolve("program.py");
    Files.writeString(program, PYTHON);
    List<String> command =
        Stream.concat(Stream.of(python, program.toString(), url), Stream.of(dialogues)).toList();
    Programs.Result result = Programs.run(command, new byte[0]);
    assertEquals("0|", text(result));
  }

  /** The distribution's own comes first, because its packages are not another one's. */
  private static String assumePythonWithSerial() {
    Optional<String> python =
        Stream.concat(Stream.of("/usr/bin/python3"), Programs.find("python3").stream())
            .filter(path -> Files.isExecutable(Path.of(path)))
            .filter(
                path ->
                    Programs.run(List.of(path, "-c", "import serial"), new byte[0]).exitCode() == 0)
            .findFirst();
    assumeTrue(
        python.isPresent(), "pyserial is not installed (Debian: apt-get install python3-serial)");
    return python.orElseThrow();
  }
}
