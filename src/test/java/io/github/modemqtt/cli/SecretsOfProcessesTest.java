package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.transport.TcpTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commands as processes of their own, with everything logged: no secret is in their output, their
 * logs, or the list of processes.
 */
@Timeout(120)
class SecretsOfProcessesTest {
  private static final String USER = "alice";
  private static final List<String> TALKATIVE =
      List.of(
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
          "-Dorg.slf4j.simpleLogger.log.io.netty=trace",
          "-Dorg.slf4j.simpleLogger.log.org.apache.activemq=trace");
  private static final Pattern TCP = Pattern.compile("tcp://127\\.0\\.0\\.1:([0-9]+)");

  private static MosquittoBroker broker;

  @TempDir Path folder;
  private Path passwordFile;
  private Path pinFile;

  @BeforeAll
  static void startBroker() {
    MosquittoBroker.assumeInstalled();
    broker = MosquittoBroker.start(USER, Canary.PASSWORD);
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void writeSecrets() throws IOException {
    ModuleOnPty.assumeSupported();
    passwordFile = Files.writeString(folder.resolve("password"), Canary.PASSWORD + "\n");
    pinFile = Files.writeString(folder.resolve("pin"), Canary.PIN + "\n");
  }

  private ModuleOnPty lockedModule() {
    return ModuleOnPty.start(
        folder.resolve("modem"),
        builder -> builder.broker("127.0.0.1", broker.port()).sim(SimCard.locked(Canary.PIN)));
  }

  /** The ways that leave nothing in the list of processes. */
  enum Way {
    FILE,
    VARIABLE,
    OPTION_FILE
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordAndAPinAreUsedAndSeenNowhere(Way way) throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("sub", "-d", "--modem", "MODEM", "-t", "x"));
    args.addAll(List.of("-u", USER));
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", folder.resolve("none").toString());
    switch (way) {
      case FILE -> {
        args.addAll(List.of("--password-file", passwordFile.toString()));
        args.addAll(List.of("--pin-file", pinFile.toString()));
      }
      case VARIABLE ->
          variables = Map.of("MODEMQTT_PASSWORD", Canary.PASSWORD, "MODEMQTT_PIN", Canary.PIN);
      case OPTION_FILE -> {
        Files.writeString(
            folder.resolve("modemqtt"), "-P " + Canary.PASSWORD + "\n--pin " + Canary.PIN + "\n");
        variables = Map.of("XDG_CONFIG_HOME", folder.toString());
      }
    }
    try (ModuleOnPty modem = lockedModule()) {
      args.replaceAll(arg -> arg.equals("MODEM") ? modem.target() : arg);
      try (ChildCli sub = ChildCli.start(variables, TALKATIVE, args.toArray(String[]::new))) {
        sub.err().await("< +ECMTSUB: ", 1);
        Canary.assertNotInProcessList(sub);
        Cli.Result second = Cli.run("at", "--modem", modem.target(), "AT");
        assertEquals(ExitCode.NO_PORT, second.exitCode(), second.err());
        assertTrue(second.err().contains("in use by"), second.err());
        sub.interrupt();

        Canary.assertNotIn(sub);
        assertTrue(sub.err().text().contains("AT+ECMTCONN=0,"), sub.err().text());
      }
      assertTrue(modem.module().commands().stream().anyMatch(l -> l.contains(Canary.PASSWORD)));
      assertTrue(modem.module().commands().stream().anyMatch(l -> l.contains(Canary.PIN)));
    }
  }

  @Test
  void aPersonWhoIsAskedTypesUnseen() throws IOException, InterruptedException {
    Tmux.assumeInstalled();
    Path transcript = folder.resolve("a.transcript");
    Files.writeString(transcript, "> AT+CPIN=\"\\{pin1:8}\"\n< +CME ERROR: 3\n");
    try (ModuleOnPty modem =
        ModuleOnPty.start(
            folder.resolve("modem"), builder -> builder.broker("127.0.0.1", broker.port()))) {
      String[] sub = {"sub", "-d", "--modem", modem.target(), "-t", "x", "-u", USER, "-W", "1"};
      try (Tmux terminal = Tmux.start(folder, "screen-256color", sub)) {
        terminal.await("Password of " + USER + ":");
        terminal.type(Canary.PASSWORD).press("Enter");
        Canary.assertNotIn("the screen", terminal.await("exit=27"));
      }
      String[] run = {"run", "-d", transcript.toString(), "--modem", modem.target()};
      try (Tmux terminal = Tmux.start(folder, "screen-256color", run)) {
        terminal.await("Value of pin1:");
        terminal.type(Canary.PIN).press("Enter");
        Canary.assertNotIn("the screen", terminal.await("exit=0"));
      }
      assertTrue(modem.module().commands().stream().anyMatch(l -> l.contains(Canary.PASSWORD)));
      assertTrue(modem.module().commands().stream().anyMatch(l -> l.contains(Canary.PIN)));
    }
  }

  @Test
  void aRefusedPasswordIsNotInTheStackTraceEither() throws IOException, InterruptedException {
    Files.writeString(passwordFile, Canary.WRONG_PASSWORD + "\nsecond line\n");
    try (ModuleOnPty modem = lockedModule();
        ChildCli pub =
            ChildCli.start(
                Map.of("MODEMQTT_PIN", Canary.PIN),
                TALKATIVE,
                "pub",
                "-d",
                "--modem",
                modem.target(),
                "-t",
                "x",
                "-m",
                "1",
                "-u",
                USER,
                "--password-file",
                passwordFile.toString())) {
      assertEquals(ExitCode.FAILED, pub.end(), pub.err().text());

      assertTrue(pub.err().text().contains("MqttRefusedException"), pub.err().text());
      Canary.assertNotIn(pub);
    }
  }

  @Test
  void aWrongPinIsNotInTheStackTraceEither() throws IOException, InterruptedException {
    try (ModuleOnPty modem =
            ModuleOnPty.start(
                folder.resolve("modem"), builder -> builder.sim(SimCard.locked("1111")));
        ChildCli pub =
            ChildCli.start(
                Map.of(),
                TALKATIVE,
                "pub",
                "-d",
                "--modem",
                modem.target(),
                "-t",
                "x",
                "-m",
                "1",
                "--pin-file",
                pinFile.toString())) {
      assertEquals(ExitCode.FAILED, pub.end(), pub.err().text());

      assertTrue(pub.err().text().contains("PinRejectedException"), pub.err().text());
      Canary.assertNotIn(pub);
    }
  }

  @Test
  void runTakesPlaceholdersFromFilesAndVariables() throws IOException, InterruptedException {
    Path transcript = folder.resolve("a.transcript");
    Files.writeString(
        transcript,
        "> ATE1\n< OK\n> AT+CPIN=\"\\{pin1:8}\"\n< OK\n"
            + "> AT+ECMTCONN=0,\"i\",\"u\",\"\\{password1:8}\"\n< +CME ERROR: 3\n");
    try (ChildCli run =
        ChildCli.start(
            Map.of("MODEMQTT_SET_PASSWORD1", Canary.PASSWORD),
            TALKATIVE,
            "run",
            "-d",
            "--json",
            transcript.toString(),
            "--modem",
            "emulator",
            "--set-file",
            "pin1=" + pinFile)) {
      Canary.assertNotInProcessList(run);
      assertEquals(ExitCode.FAILED, run.end(), run.err().text()); // the emulator has no PIN

      assertTrue(run.err().text().contains("AT+ECMTCONN=0,"), run.err().text());
      Canary.assertNotIn(run);
    }
  }

  /** With the echo on, a broken quote, and a password of several lines. */
  @Test
  void theModuleInSoftwareKeepsWhatHostsSendForItself() throws IOException, InterruptedException {
    try (ChildCli emulator =
        ChildCli.start(
            Map.of(),
            TALKATIVE,
            "emulate",
            "--tcp",
            "0",
            "--no-delays",
            "--registration-delay",
            "0",
            "--broker",
            "127.0.0.1:" + broker.port(),
            "--json")) {
      emulator.err().await("Ctrl-C ends it.\n", 1);
      Matcher port = TCP.matcher(emulator.err().text());
      assertTrue(port.find(), emulator.err().text());
      String password = Canary.PASSWORD;
      say(
          Integer.parseInt(port.group(1)),
          "ATE1\r",
          "AT+CPIN=\"" + Canary.PIN + "\"\r",
          "AT+CLCK=\"SC\",1,\"" + Canary.PIN + "\"\r",
          "AT+ECMTCFG=\"aliauth\",0,\"key\",\"name\",\"" + password + "\"\r",
          "AT + ECMTCFG = \"ssl\",\"psk\",\"" + password + "\",\"me\"\r",
          "AT+ECMTOPEN=0,\"h\",1883\r",
          "AT+ECMTCONN = 0,\"i\",\"" + USER + "\",\"" + password + "\"\r",
          "AT+ECMTCONN=0,\"i\",\"u\",\"" + password + "\"x\"" + password + "\"\r");
      emulator.interrupt();

      assertTrue(emulator.out().contains("PASSWORD_ECHOED"), emulator.out());
      assertTrue(emulator.out().contains("INJECTION_SUSPECTED"), emulator.out());
      Canary.assertNotIn(emulator);
    }
  }

  private static void say(int port, String... lines) {
    byte[] buffer = new byte[4096];
    try (TcpTransport host = new TcpTransport("127.0.0.1", port)) {
      host.open();
      for (String line : lines) {
        byte[] bytes = line.getBytes(UTF_8);
        host.write(bytes, 0, bytes.length);
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().matches("(?s).*\r\n(OK|[^\r]*ERROR[^\r]*)\r\n.*")) {
          int count = host.read(buffer, 0, buffer.length, Duration.ofSeconds(10));
          assertTrue(count > 0, "no answer to " + line);
          answer.append(new String(buffer, 0, count, UTF_8));
        }
      }
    }
  }

  @Test
  void theDemoLogsNoPassword() throws IOException, InterruptedException {
    try (ChildCli demo = ChildCli.start(Map.of(), TALKATIVE, "demo")) {
      assertEquals(0, demo.end(), demo.err().text());

      assertTrue(demo.out().contains("\"demo\",\"***\""), demo.out());
      assertFalse(demo.out().contains("never-shown"), demo.out());
      assertFalse(demo.err().text().contains("never-shown"), demo.err().text());
    }
  }
}
