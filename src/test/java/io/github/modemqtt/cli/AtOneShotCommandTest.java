package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AtOneShotCommandTest {
  private static final String SCRIPT = "# what it is\nAT+CGMI\n\n   AT+CFUN?  \n#AT+NEVER\n";
  private static final String ANSWERS = "+CGMI:\"eigencomm\"\nOK\n+CFUN: 1\nOK\n";

  @TempDir Path folder;
  private ModuleOnPty modem;

  @BeforeEach
  void plugIn() {
    ModuleOnPty.assumeSupported();
    modem = ModuleOnPty.start(folder.resolve("modem"), builder -> builder);
  }

  @AfterEach
  void unplug() {
    if (modem != null) {
      modem.close();
    }
  }

  private Cli.Result at(String... more) throws InterruptedException {
    return atWithInput("", more);
  }

  private Cli.Result atWithInput(String input, String... more) throws InterruptedException {
    String[] args = new String[more.length + 3];
    System.arraycopy(new String[] {"at", "--modem", modem.target()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.runWithInput(input.getBytes(UTF_8), args);
  }

  @Test
  void printsTheAnswersOfSeveralCommands() throws InterruptedException {
    Cli.Result result = at("AT", "AT+CGMI", "AT+CFUN?");

    assertEquals("OK\n" + ANSWERS, result.out());
    assertEquals("0|", result.exitCode() + "|" + result.err());
  }

  @Test
  void endsAtTheFirstErrorAndPrintsIt() throws InterruptedException {
    Cli.Result result = at("AT", "AT+NOSUCH", "AT+CGMI");

    assertEquals("OK\nERROR\n", result.out());
    assertEquals(1, result.exitCode());
    assertTrue(result.err().startsWith("modemqtt: AT+NOSUCH was answered with ERROR; "));
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void explainsTheNumberOfAnError() throws InterruptedException {
    Cli.Result result = at("AT+ECMTDISC=0");

    assertEquals("+CME ERROR: 3\n", result.out());
    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("+CME ERROR: 3 (operation not allowed)"), result.err());
  }

  @Test
  void saysThatNothingAnswers() throws InterruptedException {
    try (PseudoTerminal nobody = PseudoTerminal.open(folder.resolve("nobody"))) {
      assertTrue(nobody.link().isPresent());

      Cli.Result result =
          Cli.run("at", "--modem", folder.resolve("nobody").toString(), "--timeout", "1", "AT");

      assertEquals("3|", result.exitCode() + "|" + result.out());
      assertTrue(result.err().startsWith("modemqtt: AT "), result.err());
      assertEquals(1, result.err().lines().count(), result.err());
    }
  }

  @Test
  void readsCommandsFromAFile() throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("script.at"), SCRIPT);

    Cli.Result result = at("--file", script.toString());

    assertEquals("0|" + ANSWERS, result.exitCode() + "|" + result.out());
  }

  @Test
  void readsCommandsFromStandardInput() throws InterruptedException {
    Cli.Result result = atWithInput(SCRIPT.replace("\n", "\r\n"), "--file", "-");

    assertEquals("0|" + ANSWERS, result.exitCode() + "|" + result.out());
  }

  @Test
  void sendsTheCommandsOfTheFileAfterThoseOfTheCommandLine() throws InterruptedException {
    assertEquals("+CFUN: 1\nOK\n" + ANSWERS, atWithInput(SCRIPT, "--file", "-", "AT+CFUN?").out());
  }

  @Test
  void sendsNothingIfOneOfTheLinesIsNoCommand() throws InterruptedException {
    Cli.Result result = at("AT", "hello");

    assertEquals("2|", result.exitCode() + "|" + result.out());
    assertEquals("[]", modem.module().commands().toString());
  }

  @Test
  void printsWhatComesLaterWhileItWaits() throws InterruptedException {
    Cli at = Cli.start("at", "--modem", modem.target(), "--wait", "2", "AT");
    at.out().await("OK\n", 1);

    modem.module().injectUrc("+CEREG: 1");

    assertEquals("OK\n+CEREG: 1\n", at.end().out());
  }

  @Test
  void showsTheDialogueOnStandardError() throws InterruptedException {
    Cli.Result result = at("-d", "AT+CFUN?");

    assertEquals("+CFUN: 1\nOK\n", result.out());
    assertEquals("> AT+CFUN?\n< +CFUN: 1\n< OK\n", result.err());
    assertFalse(result.err().contains("\u001B"));
  }
}
