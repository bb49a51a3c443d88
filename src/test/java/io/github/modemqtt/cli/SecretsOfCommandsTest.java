package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.TcpPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command is given, and whatever goes wrong: no secret is in what it writes. */
@Timeout(90)
class SecretsOfCommandsTest {
  private static final String PASSWORD = Canary.PASSWORD;
  private static final String PIN = Canary.PIN;
  private static final String CONNECT = "AT+ECMTCONN=0,\"id\",\"bob\",\"" + PASSWORD + "\"";
  private static final ModuleIdentity IDENTITY = ModuleIdentity.numbered(271_828);

  @TempDir Path folder;
  private Path passwordFile;
  private TcpPort port;
  private EmulatedModule module;

  @BeforeEach
  void prepare() throws IOException {
    port = TcpPort.bind("127.0.0.1", 0);
    passwordFile = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  @AfterEach
  void close() {
    if (module != null) {
      module.close();
    }
    port.close();
  }

  /** Its hosts may be careless: what they do to it is not looked at. */
  private void start(UnaryOperator<EmulatedModuleBuilder> options) {
    module =
        options
            .apply(
                RecordedModules.builder(port)
                    .identity(IDENTITY)
                    .firmwareDelays(FirmwareDelays.NONE)
                    .registrationDelay(Duration.ZERO))
            .build();
    module.start();
  }

  private void start() {
    start(builder -> builder);
  }

  private Cli.Result run(String... words) throws InterruptedException {
    String[] args =
        Arrays.stream(words)
            .map(
                word ->
                    word.replace("MODULE", port.name())
                        .replace("PWFILE", passwordFile.toString())
                        .replace("FOLDER", folder.toString()))
            .toArray(String[]::new);
    Cli.Result result = Cli.run(args);
    Canary.assertNotIn(result);
    return result;
  }

  // ---- wrong usage, with a secret next to it ----

  private static String[] call(String... words) {
    return words;
  }

  static Stream<List<String>> wrongCalls() {
    String[] pub = {"pub", "--modem", "MODULE", "-t", "t", "-m", "x", "-u", "bob"};
    String[] run = {"run", "at-scripts/connect-publish.transcript", "--modem", "MODULE"};
    return Stream.of(
            with(pub, "-P", "my", PASSWORD),
            with(pub, "-P" + PASSWORD, "more", PASSWORD),
            with(pub, "--pw=" + PASSWORD, PASSWORD),
            with(pub, "--pasword", PASSWORD),
            with(pub, "--pasword=" + PASSWORD),
            with(pub, "-P", PASSWORD, "--port", "x"),
            with(pub, "-P", "-" + PASSWORD),
            with(pub, "-P", PASSWORD, "--password-file", "PWFILE"),
            with(pub, "-P", PASSWORD + "\""),
            with(pub, "-P", PASSWORD + "\u0007"),
            with(pub, "-P", PASSWORD.repeat(20)),
            with(pub, "-P", "," + PASSWORD),
            with(pub, "-L", "mqtt://bob:" + PASSWORD + "@h/t"),
            with(pub, "-L", "mqtt://bob:c4nary@h:x/t"),
            with(pub, "-L", "mqtt://bob:c4nary@/t"),
            with(pub, "-L", "http://bob:c4nary@h/t"),
            with(pub, "--url", "mqtts://bob:c4nary@h/t"),
            with(pub, "--password-file", "FOLDER/none"),
            with(pub, "--password-file", "FOLDER"),
            with(pub, "-P", PASSWORD, "--pin", PIN + "x"),
            with(pub, "-P", PASSWORD, "--pin", PIN + PIN),
            with(pub, "-P", PASSWORD, "--pin-file", "PWFILE"),
            with(pub, "--modem", "tcp://bob:" + PASSWORD + "@h:1"),
            with(run, "--set", PASSWORD),
            with(run, "--set=" + PASSWORD),
            with(run, "--set", "password1=" + PASSWORD, PASSWORD),
            with(run, "--set", "password1=" + PASSWORD + "\n"),
            with(run, "--set", "id1=" + PASSWORD),
            with(run, "--set", "other=" + PASSWORD),
            with(run, "--set-file", "password1=FOLDER/none"),
            with(run, "--set", "password1=" + PASSWORD, "--timeout", "x"),
            call("probe", "--modem", "MODULE", "-h", "h", "-u", "bob", "-P", PASSWORD + "\""),
            call(
                "probe", "--modem", "MODULE", "-h", "h", "-u", "bob", "-P", PASSWORD, "--baud",
                "1"),
            call("probe", "--modem", "MODULE", "--pin", PIN + "x"),
            call("bench", "--modem", "MODULE", "-u", "bob", "-P", PASSWORD, "-n", "0"),
            call("sub", "--modem", "MODULE", "-t", "t", "-u", "bob", "-P", PASSWORD, "-C", "x"),
            call("at", "--modem", "MODULE", "+ECMTCONN=0,\"i\",\"u\",\"" + PASSWORD + "\""),
            call("at", "--modem", "MODULE", CONNECT, "--frobnicate"),
            call("at", "--modem", "MODULE", CONNECT + "\u00e9"),
            call("at", "--modem", "MODULE", "AT+CPIN=" + PIN, "--timeout", "x"),
            call("record", "--modem", "MODULE", "--tcp", "0", "--redact", "(" + PASSWORD, "x"),
            call("record", "--modem", "MODULE", "--tcp", "0", "--redact", PASSWORD, "x", "y"),
            call("record", "--modem", "MODULE", "--tcp", "0", "--redact-file", "PWFILE", "x"),
            call("import", "--redact", "(" + PASSWORD, "x"),
            call("redact", "--pattern", "(" + PASSWORD, "x"),
            call("redact", "--pattern-file", "PWFILE", "FOLDER/none"),
            call("term", "--modem", "MODULE", "--pw", PASSWORD))
        .map(List::of);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("wrongCalls")
  void aWrongCallIsToldInOneLineWithoutTheSecret(List<String> words) throws InterruptedException {
    Cli.Result result = run(words.toArray(String[]::new));

    assertTrue(result.exitCode() == 2 || result.exitCode() == 1, result.everything());
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(result.err().contains("unexpected failure"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET", "PW", "PIN", "URL", "PASSWORD_FILE", "QOS"})
  void aVariableThatIsWrongIsNotRepeated(String name) {
    WatchedOutput out = new WatchedOutput();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(out, true, UTF_8),
            false);
    OptionDefaults defaults =
        new OptionDefaults(Map.of("MODEMQTT_" + name, "c4nary-" + PIN), folder.resolve("none"));

    String[] command =
        name.equals("SET")
            ? call("run", "at-scripts/connect-publish.transcript", "--modem", "/dev/none")
            : call("pub", "--modem", "/dev/none", "-t", "t", "-m", "x", "-u", "bob");
    Main.run(streams, defaults, command);

    assertEquals(1, out.text().lines().count(), out.text());
    if (!name.equals("PASSWORD_FILE") && !name.equals("QOS")) { // these are no secrets
      Canary.assertNotIn("output", out.text());
    }
  }

  // ---- at ----

  private static final String[] CARELESS = {
    "ATE1",
    "AT+CPIN=" + PIN,
    "AT+CPIN=\"" + PIN + "\"",
    "AT+CLCK=\"SC\",1,\"" + PIN + "\"",
    "AT+CPWD=\"SC\",\"" + PIN + "\",\"1111\"",
    "AT+ECMTCFG=\"cloud\",0,2,1",
    "AT+ECMTCFG=\"aliauth\",0,\"product\",\"device\",\"" + PASSWORD + "\"",
    "AT+ECMTCFG=\"aliauth\",0",
    "AT+ECMTCFG=\"ssl\",\"psk\",\"" + PASSWORD + "\",\"me\"",
    "AT+CGAUTH=1,1,\"bob\",\"" + PASSWORD + "\"",
    "AT+CNOSUCH=\"" + "x" + "\"",
    CONNECT
  };

  @Test
  void atMasksWhatItSendsAndWhatTheModuleRepeats() throws InterruptedException {
    start();
    for (String command : CARELESS) {
      Cli.Result result = run("at", "-d", "--modem", "MODULE", command);

      assertTrue(result.exitCode() <= 1, result.everything());
      assertTrue(result.err().startsWith("> AT"), result.err());
    }
    assertTrue(module.commands().contains(CONNECT));
  }

  @Test
  void atMasksTheCommandsOfAFile() throws IOException, InterruptedException {
    start();
    Path file = Files.writeString(folder.resolve("commands"), String.join("\n", "ATE1", CONNECT));

    Cli.Result result = run("at", "-d", "--modem", "MODULE", "--file", file.toString());

    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("> AT+ECMTCONN=0,\"id\",\"bob\",\"***\"\n"), result.err());
  }

  @Test
  void atMasksACommandThatIsNotAnswered() throws InterruptedException {
    start();
    module.mute(true);

    Cli.Result result = run("at", "-d", "--timeout", "1", "--modem", "MODULE", CONNECT);

    assertEquals(ExitCode.NO_ANSWER, result.exitCode(), result.err());
    assertTrue(result.err().contains("\"***\""), result.err());
  }

  @Test
  void atMasksUnsolicitedLinesThatRepeatASecret() throws InterruptedException {
    start();
    Cli at = Cli.start("at", "-d", "--wait", "2", "--modem", port.name(), CONNECT, "AT");
    at.err().await("> AT+ECMTCONN", 1);
    module.injectUrc("+NEWS: \"" + PASSWORD + "\"");
    at.err().await("+NEWS", 1);

    Canary.assertNotIn(at.end());
  }

  @Test
  void atStillTellsTheNumbersOfTheModule() throws InterruptedException {
    start();

    Cli.Result result = run("at", "--modem", "MODULE", "AT+CGSN=1", "AT+CIMI", "AT+ECICCID");

    assertTrue(result.out().contains(IDENTITY.imei()), result.out());
    assertTrue(result.out().contains(IDENTITY.imsi()), result.out());
    assertTrue(result.out().contains(IDENTITY.iccid()), result.out());
  }

  // ---- term ----

  @Test
  void termMasksWhatIsTypedEchoedRepeatedAndRecorded() throws IOException, InterruptedException {
    start();
    Path transcript = folder.resolve("term.transcript");
    String typed =
        String.join(
                "\n",
                "/hex on",
                "/timestamps on",
                "/record " + transcript,
                String.join("\n", CARELESS),
                "/connect id bob \"" + PASSWORD + "\"",
                "/connect id bob c4nary",
                "AT+CGSN=1",
                "/record off",
                "/quit")
            + "\n";

    Cli.Result result =
        Cli.runWithInput(typed.getBytes(UTF_8), "term", "--modem", port.name(), "--plain");

    Canary.assertNotIn(result);
    assertTrue(result.out().contains("> AT+ECMTCONN=0,\"id\",\"bob\",\"***"), result.out());
    assertTrue(module.commands().contains(CONNECT));
    Canary.assertNotInFiles(folder, passwordFile);
    String recorded = Files.readString(transcript);
    assertTrue(recorded.contains("AT+ECMTCONN"), recorded);
    assertFalse(recorded.contains(IDENTITY.imei()), recorded);
  }

  // ---- record, replay, import, redact, run, diff, decode ----

  @Test
  void aRecordingHoldsNeitherSecretsNorNumbers() throws IOException, InterruptedException {
    start(builder -> builder.sim(SimCard.locked(PIN)));
    Path file = folder.resolve("a.transcript");
    Cli record =
        Cli.start("record", "--modem", port.name(), "--tcp", "0", "--shows", "x", file.toString());
    record.err().await("Ctrl-C ends it.\n", 1);
    String target = record.err().text().replaceAll("(?s).*(tcp://127.0.0.1:[0-9]+);.*", "$1");
    Cli.Result at =
        Cli.run("at", "-d", "--modem", target, "ATE1", "AT+CPIN=\"" + PIN + "\"", "AT+CGSN=1");
    assertEquals(0, at.exitCode(), at.everything());
    for (String command : List.of("AT+CIMI", "AT+ECICCID", "AT+CGSN=1", CONNECT)) {
      Cli.run("at", "--modem", target, command);
    }
    Canary.assertNotIn(at);
    module.close();
    port.close();

    Canary.assertNotIn(record.end());
    String recorded = Files.readString(file);
    assertTrue(recorded.contains("AT+CPIN"), recorded);
    assertTrue(recorded.contains("AT+ECMTCONN"), recorded);
    for (String number : List.of(IDENTITY.imei(), IDENTITY.imsi(), IDENTITY.iccid())) {
      assertFalse(recorded.contains(number), recorded);
    }
    Canary.assertNotInFiles(folder, passwordFile);
  }

  /** A transcript from which nobody has taken the secrets. */
  private Path careless() throws IOException {
    return Files.writeString(
        folder.resolve("careless.transcript"),
        "# remark "
            + CONNECT
            + "\n> AT+CPIN=\""
            + PIN
            + "\"\n<| AT+CPIN=\""
            + PIN
            + "\"\n< OK\n> "
            + CONNECT.replace("\\", "\\\\")
            + "\n< "
            + CONNECT.replace("\\", "\\\\")
            + "\n< OK\n");
  }

  @Test
  void decodeAndDiffAndRunMaskWhatATranscriptStillHolds() throws IOException, InterruptedException {
    Path careless = careless();
    Path other = Files.writeString(folder.resolve("other.transcript"), "> AT\n< OK\n");
    start(builder -> builder.sim(SimCard.locked("1111")));

    for (String json : List.of("", "--json")) {
      String[] option = json.isEmpty() ? new String[0] : new String[] {json};
      assertEquals(0, run(with(call("decode", "" + careless), option)).exitCode());
      assertEquals(1, run(with(call("diff", "" + careless, "" + other), option)).exitCode());
      assertEquals(1, run(with(call("diff", "" + other, "" + careless), option)).exitCode());
      Cli.Result run =
          run(with(call("run", "-d", "" + careless, "--modem", "MODULE", "--pauses", "0"), option));
      assertEquals(1, run.exitCode(), run.everything());
    }
    Path capture = Files.writeString(folder.resolve("capture.bin"), "\r\n" + CONNECT + "\r\n");
    assertTrue(run("decode", "" + capture).out().contains("\"***\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AT+CSQ", "AT+CPIN=\"" + PIN + "1\"", "AT+ECMTCONN=0,\"id\",\"bob\",\"c4nary\""})
  void replayMasksWhatItExpectsAndGets(String command) throws IOException, InterruptedException {
    for (String json : List.of("--speed=fast", "--json")) {
      Cli replay = Cli.start("replay", "--tcp", "0", json, careless().toString());
      replay.err().await("Ctrl-C ends it.\n", 1);
      String target = replay.err().text().replaceAll("(?s).*(tcp://127.0.0.1:[0-9]+);.*", "$1");
      Cli.run("at", "--modem", target, "--timeout", "1", command);

      Cli.Result result = replay.end();
      assertEquals(1, result.exitCode(), result.everything());
      Canary.assertNotIn(result);
    }
  }

  @Test
  void importAndRedactTakeSecretsOutOfWhatTheyWriteAndReport()
      throws IOException, InterruptedException {
    Path log = folder.resolve("putty.log");
    Files.writeString(
        log,
        "=~=~= PuTTY log 2026.11.20 =~=~=\r\nAT+CPIN=\""
            + PIN
            + "\"\r\nOK\r\n"
            + CONNECT
            + "\r\nOK\r\n+ECMTCONN: 0,0,0\r\nthe password was "
            + PASSWORD
            + "\r\n=~=~= "
            + CONNECT
            + "\r\n");
    Path careless = careless();
    for (String format : List.of("putty", "plain", "picocom", "arduino")) {
      run("import", log.toString(), "--format", format, "--report");
      run("import", log.toString(), "--format", format, "-o", folder + "/" + format, "--json");
    }
    run("redact", careless.toString());
    run("redact", careless.toString(), "-o", folder.resolve("redacted").toString());

    Canary.assertNotInFiles(folder, passwordFile, log, careless);
  }

  @Test
  void patternsFromAFileAreHidden() throws IOException, InterruptedException {
    Path patterns = Files.writeString(folder.resolve("patterns"), "token=(c4nary)\n\n7351\\d+\n");
    Path in = Files.writeString(folder.resolve("in"), "> AT+X=token=c4nary\n< " + PIN + "\n");

    Cli.Result redact = run("redact", "--pattern-file", patterns.toString(), in.toString());
    Cli.Result imported =
        run("import", "--redact-file", patterns.toString(), "--format", "plain", in.toString());

    assertTrue(redact.out().contains("token="), redact.everything());
    assertEquals(0, imported.exitCode(), imported.err());
  }

  // ---- with a broker ----

  @Test
  void aBrokerThatRefusesIsToldWithoutThePassword() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start("alice", "another-one")) {
      start(builder -> builder.broker("127.0.0.1", broker.port()).sim(SimCard.locked(PIN)));
      String[] account = {"--modem", "MODULE", "-d", "-u", "alice", "-P", PASSWORD, "--pin", PIN};
      String outbox = folder.resolve("outbox").toString();

      for (String[] command :
          List.of(
              call("pub", "-t", "t", "-m", "x"),
              call("sub", "-t", "t", "-v"),
              call("pub", "-t", "t", "-m", "x", "-q", "1", "--outbox", outbox, "-W", "1"),
              call("bench", "-n", "1", "--json", "--svg", folder + "/refused.svg"),
              call("probe", "-h", "h", "--json"),
              call("probe", "-h", "h"))) {
        Cli.Result result = run(with(command, account));
        assertTrue(result.exitCode() > 0, result.everything());
        assertTrue(result.everything().contains("ECMTCONN"), result.everything());
      }
      Canary.assertNotInFiles(folder, passwordFile);
    }
  }

  @Test
  void whatIsWrittenWhenAllGoesWellHoldsNoPassword() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (MosquittoBroker broker = MosquittoBroker.start("alice", PASSWORD)) {
      start(builder -> builder.broker("127.0.0.1", broker.port()).sim(SimCard.locked(PIN)));
      String[] account = {
        "--modem", "MODULE", "-d", "-u", "alice", "--password-file", "PWFILE", "--pin", PIN
      };
      String outbox = folder.resolve("outbox").toString();

      for (String[] command :
          List.of(
              call("pub", "-t", "t", "-m", "x", "-q", "1", "--outbox", outbox),
              call("sub", "-t", "t", "-E"),
              call("bench", "-n", "2", "--json", "--svg", folder + "/latency.svg"),
              call("probe", "-h", "h", "--json"))) {
        Cli.Result result = run(with(command, account));
        assertEquals(0, result.exitCode() % 6, result.everything());
        assertTrue(result.err().contains("\"alice\",\"***\""), result.err());
      }
      assertTrue(Files.exists(Path.of(outbox)));
      assertTrue(Files.exists(folder.resolve("latency.svg")));
      Canary.assertNotInFiles(folder, passwordFile);
    }
  }
}
