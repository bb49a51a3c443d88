package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 'run' on a serial port of the system with a module in software, and 'diff'. */
@Timeout(60)
class RunAndDiffTest {
  private static final String FACTORY = "at-scripts/factory.transcript";
  private static final String SMALL =
      "module: x\n\n> AT\n< OK\n> AT+CFUN?\n< +CFUN: 1\n< OK\n> AT+CSQ\n< +CSQ: 20,99\n< OK\n";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Cli.Result runOnPty(String file, String... more) throws InterruptedException {
    ModuleOnPty.assumeSupported();
    try (ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), builder -> builder)) {
      String[] args = new String[more.length + 5];
      System.arraycopy(
          new String[] {"run", file, "--modem", modem.target(), "--pauses=0"}, 0, args, 0, 5);
      System.arraycopy(more, 0, args, 5, more.length);
      return Cli.run(args);
    }
  }

  @Test
  void aModuleThatDoesWhatTheFileSaysIsZero() throws InterruptedException {
    Cli.Result result = runOnPty(FACTORY);

    assertEquals(0, result.exitCode(), result.everything());
    assertTrue(result.out().startsWith(FACTORY + ": 22 of 22 lines sent, no differences\n"));
    assertEquals("", result.err());
  }

  @Test
  void aDifferenceIsOneAndToldWithItsLine() throws Exception {
    Path file = file("other.transcript", SMALL.replace("CFUN: 1", "CFUN: 4"));

    Cli.Result result = runOnPty(file.toString());

    assertEquals(1, result.exitCode());
    assertEquals(
        file
            + ": 3 of 3 lines sent, 1 differing\n"
            + "line 6: changed\n"
            + "  expected < +CFUN: 4\n"
            + "  got      < +CFUN: 1\n",
        result.out());
  }

  @Test
  void onlyAStrictRunCountsWhatIsMeasured() throws Exception {
    String file = file("weak.transcript", SMALL.replace("20,99", "9,99")).toString();

    assertEquals(0, runOnPty(file).exitCode());
    assertEquals(1, runOnPty(file, "--strict").exitCode());
  }

  @Test
  void theReportIsJsonOnDemand() throws Exception {
    Path file = file("other.transcript", SMALL.replace("< +CFUN: 1", "< +CFUN: \"4\""));

    Cli.Result result = runOnPty(file.toString(), "--json");

    assertEquals(1, result.exitCode());
    assertEquals(
        "{\"transcript\":\""
            + file
            + "\",\"matches\":false,\"end\":\"complete\",\"lines\":3,\"linesSent\":3,"
            + "\"differences\":[{\"kind\":\"changed\",\"line\":6,"
            + "\"expected\":\"< +CFUN: \\\"4\\\"\",\"got\":\"< +CFUN: 1\",\"tolerated\":false}],"
            + "\"further\":0}\n",
        result.out());
  }

  @Test
  void theDialogueIsShownWithoutSecrets() throws Exception {
    Path file = file("secret.transcript", "> AT\n< OK\n> AT+NO=\"\\{password1:4}\"\n< ERROR\n");

    Cli.Result result = runOnPty(file.toString(), "-d", "--set", "password1=geheim");

    assertEquals(0, result.exitCode(), result.everything());
    assertEquals("> AT\n< OK\n> AT+NO=\"\\{password1:4}\"\n< ERROR\n", result.err());
    assertFalse(result.everything().contains("geheim"));
  }

  @Test
  void nobodyWhoAnswersIsThree() throws Exception {
    ModuleOnPty.assumeSupported();
    Path link = folder.resolve("nobody");
    try (PseudoTerminal nobody = PseudoTerminal.open(link)) {
      assertTrue(nobody.link().isPresent());

      Cli.Result result = Cli.run("run", FACTORY, "--modem", link.toString(), "--timeout", "1");

      assertEquals(3, result.exitCode(), result.everything());
      assertTrue(result.out().contains("1 of 22 lines sent"), result.out());
      assertTrue(result.err().startsWith("modemqtt: no answer"), result.err());
    }
  }

  @Test
  void aPortThatIsNotThereIsFour() throws InterruptedException {
    Cli.Result result = Cli.run("run", FACTORY, "--modem", folder.resolve("no-port").toString());

    assertEquals(4, result.exitCode(), result.everything());
  }

  @Test
  void aModuleInSoftwareInsideThisProcessWillDo() throws InterruptedException {
    Cli.Result result = Cli.run("run", FACTORY, "--modem", "emulator");

    assertEquals(0, result.exitCode(), result.everything());
  }

  @Test
  void diffSaysWhetherTwoFilesAreTheSame() throws Exception {
    String one = file("one.transcript", SMALL).toString();
    String later = file("later.transcript", SMALL.replace("> AT+", "9.5 > AT+")).toString();
    String other = file("other.transcript", SMALL.replace("CFUN: 1", "CFUN: 4")).toString();

    assertEquals("0|" + one + " / " + later + ": the same\n", diff(one, later));
    assertEquals(
        "1|"
            + one
            + " / "
            + other
            + ": 1 differing\nline 6 / 6: changed\n"
            + "  expected < +CFUN: 1\n  got      < +CFUN: 4\n",
        diff(one, other));
    assertEquals(
        "1|{\"first\":\""
            + one
            + "\",\"second\":\""
            + other
            + "\",\"matches\":false,\"differences\":[{\"kind\":\"changed\",\"line\":6,"
            + "\"otherLine\":6,\"expected\":\"< +CFUN: 1\",\"got\":\"< +CFUN: 4\","
            + "\"tolerated\":false}],\"further\":0}\n",
        diff("--json", one, other));
  }

  private static String diff(String... args) throws InterruptedException {
    String[] all = new String[args.length + 1];
    all[0] = "diff";
    System.arraycopy(args, 0, all, 1, args.length);
    Cli.Result result = Cli.run(all);
    assertEquals("", result.err());
    return result.exitCode() + "|" + result.out();
  }

  @Test
  void aFileThatIsNoTranscriptIsTwo() throws Exception {
    String broken = file("broken.transcript", "> AT\nwhat\n").toString();
    String missing = folder.resolve("missing.transcript").toString();

    for (String file : new String[] {broken, missing}) {
      for (Cli.Result result :
          new Cli.Result[] {
            Cli.run("diff", file, FACTORY), Cli.run("run", file, "--modem", "emulator")
          }) {
        assertEquals(2, result.exitCode(), result.everything());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
      }
    }
  }
}
