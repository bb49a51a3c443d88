package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import io.github.modemqtt.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command, the recorder, and a module; then the same command and the recording. */
@Timeout(90)
class RecordReplayCommandTest {
  private static final int ENDED_BY_SIGTERM = 143;
  private static final Pattern TCP = Pattern.compile("(tcp://127\\.0\\.0\\.1:[0-9]+); Ctrl-C");
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;

  @Test
  void aSessionOverASerialPortIsRecordedAndReplayed() throws IOException, InterruptedException {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    Path file = folder.resolve("a.transcript");
    Path link = folder.resolve("recorded");
    try (MosquittoBroker broker = MosquittoBroker.start();
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        MosquittoSubscription subscriber = broker.clients().subscribe("out", 1);
        ChildCli recorder =
            ChildCli.start(
                "record", "--modem", modem.target(), "--pty", link.toString(), file.toString())) {
      recorder.err().await("Ctrl-C ends it.\n", 1);
      assertEquals("0|", ended(pub(link.toString())));
      assertEquals("hello", subscriber.next().text());
      assertEquals(ENDED_BY_SIGTERM, recorder.interrupt());
      assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS), "the link is still there");
    }
    String recorded = Files.readString(file);
    assertFalse(recorded.contains(PASSWORD), recorded);
    assertTrue(Transcript.parse(recorded).header().keySet().containsAll(List.of("module", "date")));
    assertEquals("115200", Transcript.parse(recorded).header().get("baud"));

    Path replayed = folder.resolve("replayed");
    Cli replay = Cli.start("replay", "--pty", replayed.toString(), file.toString());
    replay.err().await("Ctrl-C ends it.\n", 1);
    assertEquals("0|", ended(pub(replayed.toString())));
    assertEquals(0, replay.end().exitCode(), replay.err()::text);
  }

  private static Cli.Result pub(String target) throws InterruptedException {
    return Cli.run(
        "pub", "--modem", target, "-t", "out", "-m", "hello", "-q", "1", "-i", "dev-1", "-u",
        "plant", "-P", PASSWORD);
  }

  private static String ended(Cli.Result result) {
    return result.exitCode() + "|" + result.err();
  }

  @Test
  void oneProgramAfterTheOtherIsRecordedOverTcp() throws IOException, InterruptedException {
    Path file = folder.resolve("a.transcript");
    recordOverTcp(file, "AT+CSQ", "AT+CGATT?");

    String recorded = Files.readString(file);
    assertTrue(recorded.contains(" > AT+CSQ\n"), recorded);
    assertTrue(recorded.contains(" > AT+CGATT?\n"), recorded);
    assertFalse(Transcript.parse(recorded).header().containsKey("baud"), recorded);

    Cli replay = replay(file, "--reconnect", "--speed", "x100");
    assertEquals("0|", ended(at(target(replay.err()), "AT+CSQ")));
    assertEquals("0|", ended(at(target(replay.err()), "AT+CGATT?")));
    Cli.Result end = replay.end();
    assertEquals(0, end.exitCode(), end.everything());
    assertTrue(end.err().endsWith("The program did all that the transcript holds.\n"), end.err());
  }

  private void recordOverTcp(Path file, String... commands)
      throws IOException, InterruptedException {
    try (ChildCli recorder =
        ChildCli.start(
            "record", "--modem", "emulator", "--tcp", "0", "--shows", "x", file.toString())) {
      for (String command : commands) {
        assertEquals("0|", ended(at(target(recorder.err()), command)));
      }
      assertEquals(ENDED_BY_SIGTERM, recorder.interrupt());
    }
  }

  private static Cli.Result at(String target, String command) throws InterruptedException {
    return Cli.run("at", "--modem", target, command);
  }

  private static Cli replay(Path file, String... options) {
    String[] args = new String[options.length + 4];
    System.arraycopy(new String[] {"replay", "--tcp", "0"}, 0, args, 0, 3);
    System.arraycopy(options, 0, args, 3, options.length);
    args[args.length - 1] = file.toString();
    return Cli.start(args);
  }

  private static String target(WatchedOutput err) throws InterruptedException {
    err.await("Ctrl-C ends it.\n", 1);
    Matcher matcher = TCP.matcher(err.text());
    assertTrue(matcher.find(), err.text());
    return matcher.group(1);
  }

  @Test
  void aProgramThatDoesSomethingElseIsTold() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("a.transcript"), SIGNAL);

    Cli replay = replay(file, "--speed", "fast");
    at(target(replay.err()), "AT+CESQ");

    Cli.Result end = replay.end();
    assertEquals(1, end.exitCode());
    assertTrue(end.out().contains("line 3"), end.out());
    assertTrue(end.out().contains("expected: AT+CSQ\\r\n"), end.out());
    assertTrue(end.out().contains("got:      AT+CESQ\\r\n"), end.out());
  }

  private static final String SIGNAL = "# signal\n\n> AT+CSQ\n< +CSQ: 20,99\n< OK\n";

  @Test
  void aProgramThatEndsTooEarlyIsToldAsJson() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("a.transcript"), "> AT\n< OK\n> AT\n< OK\n");

    Cli replay = replay(file, "--json");
    at(target(replay.err()), "AT");

    Cli.Result end = replay.end();
    assertEquals(1, end.exitCode());
    assertTrue(end.out().startsWith("{\"result\":\"mismatch\",\"step\":3,\"line\":3,"), end.out());
    assertTrue(end.out().endsWith("\"expected\":\"AT\\\\r\",\"got\":\"nothing\"}\n"), end.out());
  }

  @Test
  void theRecorderEndsWithTheModuleAndKeepsAnOldFile() throws IOException, InterruptedException {
    ModuleOnPty.assumeSupported();
    Path file = folder.resolve("a.transcript");
    ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), builder -> builder);
    Cli recorder = Cli.start("record", "--modem", modem.target(), "--tcp", "0", file.toString());
    assertEquals("0|", ended(at(target(recorder.err()), "AT+CSQ")));
    modem.unplug();

    Cli.Result end = recorder.end();
    assertEquals(4, end.exitCode(), end.err());
    assertTrue(Files.readString(file).contains("> AT+CSQ\n"), () -> end.err());

    Cli.Result again = Cli.run("record", "--modem", "emulator", "--tcp", "0", file.toString());
    assertEquals(2, again.exitCode());
    assertTrue(again.err().contains("--overwrite"), again.err());
    assertTrue(Files.readString(file).contains("> AT+CSQ\n"));
  }

  @Test
  void noFileIsLeftBehindIfTheModuleIsNotThere() throws InterruptedException {
    Path file = folder.resolve("a.transcript");

    Cli.Result result =
        Cli.run("record", "--modem", "/dev/modemqtt-none", "--tcp", "0", file.toString());

    assertEquals(4, result.exitCode(), result.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void patternsOfTheUserAreHidden() throws IOException, InterruptedException {
    Path file = folder.resolve("a.transcript");
    try (ChildCli recorder =
        ChildCli.start(
            "record",
            "--modem",
            "emulator",
            "--tcp",
            "0",
            "--redact",
            "EC(616S)",
            file.toString())) {
      assertTrue(at(target(recorder.err()), "AT+CGMM").out().contains("EC616S"));
      recorder.interrupt();
    }

    String recorded = Files.readString(file, UTF_8);
    assertTrue(recorded.contains("< +CGMM:"), recorded);
    assertFalse(recorded.contains("EC616S"), recorded);
  }
}
