package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  // ---- standard input ----

  @Test
  void withoutCommandsStandardInputHoldsThem() throws InterruptedException {
    assertEquals("0|" + ANSWERS, codeAndOut(atWithInput(SCRIPT)));
    assertEquals("2|", codeAndOut(atWithInput("# nothing\n")));
    assertEquals("0|OK\n", codeAndOut(atWithInput(SCRIPT, "AT")));
  }

  private static String codeAndOut(Cli.Result result) {
    return result.exitCode() + "|" + result.out();
  }

  // ---- data behind a prompt ----

  private static final String PROMPTING = "AT+ECMTPUB=0,1,1,0,\"t,1\"";

  @Test
  void dataAnswersThePrompt() throws Exception {
    MosquittoBroker.assumeInstalled();
    byte[] bytes = {0, 'a', '\r', '\n', (byte) 0xFF, '"'};
    Path file = Files.write(folder.resolve("payload.bin"), bytes);
    modem.close();
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("t,1", 1)) {
      modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
      assertTrue(at("--wait", "1", "AT+ECMTOPEN=0,\"h\",1883").out().contains("OPEN: 0,0"));
      assertTrue(at("--wait", "1", "AT+ECMTCONN=0,\"a\",\"b\",\"c\"").out().contains("0,0,0"));

      assertEquals("0|OK\n", withoutResults(at(PROMPTING, ">  21.5 \u00b0C ")));
      assertEquals(" 21.5 \u00b0C ", subscriber.next().text());

      assertEquals("0|OK\n", withoutResults(at(PROMPTING, "--data", file.toString())));
      assertArrayEquals(bytes, subscriber.next().payload());

      String script = PROMPTING + "\n> # one\n\n" + PROMPTING + "\n>two\nAT+CFUN?\n";
      assertEquals("0|OK\nOK\n+CFUN: 1\nOK\n", withoutResults(atWithInput(script)));
      assertEquals("# one", subscriber.next().text());
      assertEquals("two", subscriber.next().text());
    }
  }

  /** When a result comes is up to the broker. */
  private static String withoutResults(Cli.Result result) {
    return codeAndOut(result).replaceAll("\\+ECMTPUB: .*\n", "");
  }

  @Test
  void whatIsRefusedAfterTheDataIsAnError() throws InterruptedException {
    assertEquals("1|+CME ERROR: 3\n", codeAndOut(at(PROMPTING, "> x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PROMPTING,
        PROMPTING + ",",
        "at+ecmtpub=0,0,0,0,t",
        PROMPTING + "\nAT",
        "> x",
        "AT\n> x\n> y",
        "AT+CMGS=\"+491234\"",
        "AT+ECMTPUB=0,0,0,0,\"t\",\"21.5 \u00b0C\""
      })
  void aCommandThatWouldWaitForDataIsNotSent(String script) throws InterruptedException {
    Cli.Result result = atWithInput(script);

    assertEquals("2|", codeAndOut(result));
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("data"), result.err());
    assertEquals("[]", modem.module().commands().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+ECMTPUB=0,0,0,0,\"t\",\"x\"", "AT+ECMTPUB=?", "AT+CMGS=?"})
  void aCommandThatNeedsNoDataIsSent(String command) throws InterruptedException {
    assertEquals(List.of(command), sent(command));
  }

  private List<String> sent(String command) throws InterruptedException {
    at(command);
    return modem.module().commands();
  }

  // ---- JSON ----

  @Test
  void anAnswerIsAnObjectInALine() throws InterruptedException {
    Cli.Result result = at("--json", "AT", "AT+CGMI", "AT+ECMTDISC=0", "AT");

    assertEquals(
        """
        {"type":"answer","command":"AT","lines":[],"result":"OK"}
        {"type":"answer","command":"AT+CGMI","lines":["+CGMI:\\"eigencomm\\""],"result":"OK"}
        {"type":"answer","command":"AT+ECMTDISC=0","lines":[],"result":"+CME ERROR: 3","cme":3,\
        "meaning":"operation not allowed"}
        """,
        result.out());
    assertEquals(1, result.exitCode());
  }

  @Test
  void whatTheModuleSaysByItselfIsAnObjectToo() throws InterruptedException {
    Cli at = Cli.start("at", "--modem", modem.target(), "--json", "--wait", "2", "AT+NOSUCH");
    at.out().await("}\n", 1);

    modem.module().injectUrc("+CEREG: 1");

    assertEquals(
        """
        {"type":"answer","command":"AT+NOSUCH","lines":[],"result":"ERROR"}
        {"type":"line","text":"+CEREG: 1"}
        """,
        at.end().out());
  }

  @Test
  void anAnswerThatDoesNotComeHasNoResult() throws InterruptedException {
    try (PseudoTerminal nobody = PseudoTerminal.open(folder.resolve("nobody"))) {
      assertTrue(nobody.link().isPresent());

      Cli.Result result =
          Cli.run(
              "at",
              "--modem",
              folder.resolve("nobody").toString(),
              "--timeout",
              "1",
              "--json",
              "AT");

      assertEquals("3|{\"type\":\"answer\",\"command\":\"AT\",\"lines\":[]}\n", codeAndOut(result));
    }
  }
}
