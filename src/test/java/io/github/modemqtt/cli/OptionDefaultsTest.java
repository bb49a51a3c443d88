package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options that do not stand on the command line. */
@Timeout(60)
class OptionDefaultsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  private int run(Map<String, String> environment, String... args) {
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false);
    return Main.run(streams, new OptionDefaults(environment, folder.resolve("modemqtt")), args);
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("modemqtt"), text);
  }

  @Test
  void theModemComesFromTheEnvironment() {
    int code = run(Map.of("MODEMQTT_MODEM", "/dev/ttyNoSuchPort1"), "at", "AT");

    assertEquals(4, code, err.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains("/dev/ttyNoSuchPort1"), err.toString(UTF_8));
  }

  @Test
  void theModemComesFromTheFile() throws IOException {
    file("# my module\n\n--modem /dev/ttyNoSuchPort2\n");

    assertEquals(4, run(Map.of(), "at", "AT"));
    assertTrue(err.toString(UTF_8).contains("/dev/ttyNoSuchPort2"), err.toString(UTF_8));
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    file("--modem /dev/ttyOfTheFile\n");
    run(Map.of("MODEMQTT_MODEM", "/dev/ttyOfTheEnvironment"), "at", "AT");
    run(
        Map.of("MODEMQTT_MODEM", "/dev/ttyOfTheEnvironment"),
        "at",
        "--modem",
        "/dev/ttyOfTheCommandLine",
        "AT");

    String told = err.toString(UTF_8);
    assertFalse(told.contains("ttyOfTheFile"), told);
    assertTrue(told.indexOf("ttyOfTheEnvironment") < told.indexOf("ttyOfTheCommandLine"), told);
  }

  @Test
  void shortNamesAndFlagsStandInTheFileToo() throws IOException {
    file("-h http://no.host\n-d\n");

    assertEquals(2, run(Map.of(), "pub", "--modem", "emulator", "-t", "a", "-m", "b"));
    assertTrue(err.toString(UTF_8).contains("Broker host"), err.toString(UTF_8));
  }

  @Test
  void aLineThatIsNoOptionIsToldWithItsPlace() throws IOException {
    file("--modem /dev/ttyUSB0\nmodem=x\n");

    assertEquals(2, run(Map.of(), "at", "AT"));
    assertTrue(err.toString(UTF_8).contains("modemqtt, line 2"), err.toString(UTF_8));
  }
}
