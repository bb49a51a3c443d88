package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImportRedactCommandTest {
  private static final String LOG =
      "AT+ECMTCONN=0,\"plant-7\",\"plant\",\"correct horse\"\nOK\n+ECMTCONN: 0,0,0\n";

  @TempDir Path folder;

  @Test
  void aLogBecomesATranscriptWithoutItsSecrets() throws InterruptedException {
    Cli.Result result = Cli.runWithInput(LOG.getBytes(UTF_8), "import", "-");

    assertEquals("0|", result.exitCode() + "|" + result.err());
    assertEquals(
        """
        source: a log, plain

        > AT+ECMTCONN=0,"plant-7","plant","\\{password1:13}"
        < OK
        < +ECMTCONN: 0,0,0
        """,
        result.out());
  }

  @Test
  void secretsStayOnlyIfTheUserInsists() throws InterruptedException {
    Cli.Result refused = Cli.runWithInput(LOG.getBytes(UTF_8), "import", "--no-redact", "-");
    assertEquals("2|", refused.exitCode() + "|" + refused.out());
    assertTrue(refused.err().contains("--write-secrets"), refused.err());

    Cli.Result written =
        Cli.runWithInput(LOG.getBytes(UTF_8), "import", "--no-redact", "--write-secrets", "-");
    assertTrue(written.out().contains("\"correct horse\""), written.out());
  }

  @Test
  void theReportGoesToStandardErrorOrAsJsonToStandardOutput()
      throws IOException, InterruptedException {
    Path log = Files.writeString(folder.resolve("a.log"), LOG);
    Path file = folder.resolve("a.transcript");

    Cli.Result text = Cli.run("import", log.toString(), "-o", file.toString(), "--report");
    assertTrue(text.err().startsWith("format: plain, because "), text.err());
    assertEquals("0|", text.exitCode() + "|" + text.out());
    assertTrue(Files.readString(file).contains("> AT+ECMTCONN"));

    Cli.Result json =
        Cli.run("import", log.toString(), "-o", file.toString(), "--json", "--format", "marked");
    assertTrue(
        json.out()
            .startsWith("{\"format\":\"marked\",\"reason\":\"it was given\",\"hostLines\":1,"),
        json.out());
    assertTrue(json.out().contains("{\"line\":1,\"rule\":\"COMMAND\",\"confidence\":\"HIGH\","));
  }

  @Test
  void aTranscriptIsRedacted() throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("a.transcript"),
            """
            module: x

            # my password is correct horse
            1.000 > AT+ECMTCONN=0,"a","\\{password1:2}","correct horse"
            1.500 <| AT+ECMTCONN=0,"a","\\{password1}","correct horse"
            < OK
            > AT+ECMTPUB=0,77,1,0,"t","token=abcdefgh"
            < +ECMTPUB: 0,77,0
            """);
    Path output = folder.resolve("b.transcript");

    Cli.Result result =
        Cli.run("redact", file.toString(), "-o", output.toString(), "--pattern", "token=(\\w+)");

    assertEquals("0||", result.exitCode() + "|" + result.everything() + "|");
    assertEquals(
        """
        module: x

        # my password is xxxxxxxxxxxxx
        1.000 > AT+ECMTCONN=0,"a","\\{password1:2}","\\{password2:13}"
        1.500 <| AT+ECMTCONN=0,"a","\\{password1}","\\{password2}"
        < OK
        > AT+ECMTPUB=0,\\{id1},1,0,"t","token=\\{secret1:8}"
        < +ECMTPUB: 0,\\{id1},0
        """,
        Files.readString(output));
  }

  @Test
  void aPatternThatIsNoneIsNotShown() throws InterruptedException {
    Cli.Result result = Cli.run("redact", "none.transcript", "--pattern", "hush(");

    assertEquals(2, result.exitCode());
    assertFalse(result.err().contains("hush"), result.err());
  }
}
