package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command does its main job with a module on a serial port of this computer. */
@Timeout(90)
class EveryCommandOverPtyTest {
  private static final Map<String, Job> JOBS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("demo", EveryCommandOverPtyTest::demo),
              Map.entry("ports", EveryCommandOverPtyTest::ports),
              Map.entry("probe", EveryCommandOverPtyTest::probe),
              Map.entry("pub", EveryCommandOverPtyTest::pub),
              Map.entry("sub", EveryCommandOverPtyTest::sub),
              Map.entry("at", EveryCommandOverPtyTest::at),
              Map.entry("term", EveryCommandOverPtyTest::term),
              Map.entry("bench", EveryCommandOverPtyTest::bench),
              Map.entry("emulate", EveryCommandOverPtyTest::emulate),
              Map.entry("record", EveryCommandOverPtyTest::record),
              Map.entry("replay", EveryCommandOverPtyTest::replay),
              Map.entry("decode", EveryCommandOverPtyTest::decode),
              Map.entry("import", EveryCommandOverPtyTest::importLog),
              Map.entry("redact", EveryCommandOverPtyTest::redact),
              Map.entry("run", EveryCommandOverPtyTest::run),
              Map.entry("diff", EveryCommandOverPtyTest::diff),
              Map.entry("completion", EveryCommandOverPtyTest::completion)));

  private static MosquittoBroker broker;

  @TempDir Path folder;
  private ModuleOnPty modem;

  private interface Job {
    void with(EveryCommandOverPtyTest test) throws Exception;
  }

  @BeforeAll
  static void startBroker() {
    MosquittoBroker.assumeInstalled();
    broker = MosquittoBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void startModule() {
    ModuleOnPty.assumeSupported();
    modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
  }

  @AfterEach
  void stopModule() {
    if (modem != null) {
      modem.close();
    }
  }

  static Set<String> commands() {
    return JOBS.keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandDoesItsJob(String command) throws Exception {
    JOBS.get(command).with(this);

    Cli.Result after = Cli.run("at", "--modem", modem.target(), "AT");
    assertEquals("0|OK\n|", after.exitCode() + "|" + after.out() + "|" + after.err());
  }

  @Test
  void noCommandIsLeftOut() {
    assertEquals(new TreeSet<>(Commands.NAMES), new TreeSet<>(JOBS.keySet()));
  }

  // ---- the jobs ----

  private static Cli.Result succeed(String... args) throws InterruptedException {
    Cli.Result result = Cli.run(args);
    assertEquals(0, result.exitCode(), result.everything());
    return result;
  }

  private String target() {
    return modem.target();
  }

  private void demo() throws InterruptedException {
    assertTrue(succeed("demo").out().contains("(a pseudo-terminal)"));
  }

  /** It lists what the system calls a serial port; one of software may be missing there. */
  private void ports() throws InterruptedException {
    assertTrue(succeed("ports", "--json").out().startsWith("{\"ports\":["));
    succeed("ports", "--probe");
  }

  private void probe() throws InterruptedException {
    Cli.Result result = Cli.run("probe", "--modem", target(), "-h", "127.0.0.1");

    assertTrue(result.exitCode() == 0 || result.exitCode() == 6, result.everything());
    assertTrue(result.out().contains("at 115200 baud"), result.out());
    assertTrue(result.out().contains("ok       publish-largest"), result.out());
  }

  private void pub() throws InterruptedException {
    try (MosquittoSubscription subscriber = broker.clients().subscribe("out", 1)) {
      succeed("pub", "--modem", target(), "-t", "out", "-m", "hello", "-q", "1");

      assertEquals("hello", subscriber.next().text());
    }
  }

  private void sub() throws InterruptedException {
    Cli sub = Cli.start("sub", "-d", "--modem", target(), "-t", "in", "-C", "1");
    sub.awaitSubscribed();

    broker.clients().publish("in", "hello".getBytes(UTF_8), 1, false);

    assertEquals("hello\n", sub.end().out());
  }

  private void at() throws InterruptedException {
    assertEquals("+CSQ: 20,99\nOK\n", succeed("at", "--modem", target(), "AT+CSQ").out());
  }

  private void term() throws InterruptedException {
    Cli.Result result =
        Cli.runWithInput("AT+CSQ\n/quit\n".getBytes(UTF_8), "term", "--modem", target());

    assertEquals(0, result.exitCode(), result.everything());
    assertTrue(result.out().contains("connected to " + target()), result.out());
    assertTrue(result.out().contains("+CSQ: 20,99"), result.out());
  }

  private void bench() throws InterruptedException {
    Cli.Result result = succeed("bench", "--modem", target(), "-n", "5", "-q", "1");

    assertTrue(result.out().contains("queued to acknowledged"), result.out());
  }

  private void emulate() throws InterruptedException {
    Path link = folder.resolve("emulated");
    Cli emulate = Cli.start("emulate", "--pty", link.toString(), "--for", "5");
    emulate.err().await("Module 1: ", 1);

    assertTrue(succeed("at", "--modem", link.toString(), "AT+CGMM").out().contains("EC616S"));

    assertEquals(0, emulate.end().exitCode());
  }

  private Path recorded(String name, String... more) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    Path link = folder.resolve(name + ".port");
    String[] args = new String[more.length + 6];
    String[] first = {"record", "--modem", target(), "--pty", link.toString()};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    args[args.length - 1] = file.toString();
    try (ChildCli recorder = ChildCli.start(args)) {
      recorder.err().await("Ctrl-C ends it.\n", 1);
      succeed("at", "--modem", link.toString(), "AT+CPIN?", "AT+CGSN=1");
      recorder.interrupt();
    }
    return file;
  }

  private void record() throws IOException, InterruptedException {
    String recorded = Files.readString(recorded("a.transcript"));

    assertTrue(recorded.contains("> AT+CPIN?"), recorded);
    assertTrue(recorded.contains("+CPIN: READY"), recorded);
  }

  private void replay() throws IOException, InterruptedException {
    Path link = folder.resolve("replayed");
    Cli replay = Cli.start("replay", "--pty", link.toString(), recorded("a.transcript").toString());
    replay.err().await("Ctrl-C ends it.\n", 1);

    succeed("at", "--modem", link.toString(), "AT+CPIN?", "AT+CGSN=1");

    Cli.Result end = replay.end();
    assertEquals(0, end.exitCode(), end.everything());
  }

  /** As it comes, until the port is gone. */
  private void decode() throws InterruptedException {
    Path link = folder.resolve("listened");
    ModuleOnPty other = ModuleOnPty.start(link, builder -> builder);
    Cli decode = Cli.start("decode", "--format", "capture", link.toString());
    other.module().injectUrc("+ECMTSTAT: 0,1");
    decode.out().await("link     lost (connection 0)\n", 1);

    other.unplug();

    Cli.Result end = decode.end();
    assertEquals(4, end.exitCode(), end.everything());
    assertTrue(end.err().startsWith("modemqtt: Lost " + link), end.err());
  }

  private void importLog() throws IOException, InterruptedException {
    Path log = folder.resolve("plain.log");
    Cli.Result session = succeed("at", "--modem", target(), "AT+CPIN?");
    Files.writeString(log, "AT+CPIN?\r\n" + session.out().replace("\n", "\r\n"));

    String imported = succeed("import", "--format", "plain", log.toString()).out();

    assertTrue(imported.contains("> AT+CPIN?"), imported);
    assertTrue(imported.contains("< +CPIN: READY"), imported);
  }

  private void redact() throws IOException, InterruptedException {
    Path open = recorded("open.transcript", "--no-redact", "--write-secrets");
    String imei = Files.readString(open).replaceAll("(?s).*\\+CGSN: \"?([0-9]{15}).*", "$1");
    assertEquals(15, imei.length(), imei);

    String redacted = succeed("redact", open.toString()).out();

    assertTrue(redacted.contains("+CGSN"), redacted);
    assertEquals(-1, redacted.indexOf(imei), redacted);
  }

  private void run() throws IOException, InterruptedException {
    Path transcript = recorded("a.transcript");

    Cli.Result result = succeed("run", transcript.toString(), "--modem", target());

    assertTrue(result.out().contains("no differences"), result.out());
  }

  private void diff() throws IOException, InterruptedException {
    Path first = recorded("a.transcript");
    Path second = recorded("b.transcript");

    assertTrue(succeed("diff", first.toString(), second.toString()).out().contains("the same"));
  }

  /** It talks to no module, but has to complete the options that name one. */
  private void completion() throws InterruptedException {
    String script = succeed("completion", "bash").out();

    JOBS.keySet().forEach(name -> assertTrue(script.contains(name), name));
    assertTrue(script.contains("--modem"));
  }
}
