package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompletionCommandTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;

  private static String script(String shell) throws InterruptedException {
    Cli.Result result = Cli.run("completion", shell);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
    return result.out();
  }

  private String bash(String call) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "bash is not installed");
    Path script = Files.writeString(folder.resolve("modemqtt"), script("bash"));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(BASH.toString(), "-c", ". " + script + "; " + call)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> text(output));
    return text(output).strip();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'modemqtt deco', decode",
    "'modemqtt emu', emulate",
    "'modemqtt decode --js', --json",
    "'modemqtt bench --line', --line-rate",
    "'modemqtt completion z', zsh",
    "'modemqtt emulate --profile EC616_R', EC616_REF",
    "'modemqtt emulate --network n', nb-iot",
    "'modemqtt decode --format n', neutral",
    "'modemqtt import --format pu', putty",
    "'modemqtt replay --speed f', fast",
    "'modemqtt probe --baud a', auto",
    "'modemqtt bench --qos 2', 2",
  })
  void bashCompletesCommandsAndOptions(String typed, String expected) throws Exception {
    int words = typed.split(" ").length;

    String completed =
        bash(
            "compopt() { :; }; COMP_WORDS=("
                + typed
                + "); COMP_CWORD="
                + (words - 1)
                + "; _complete_modemqtt; echo ${COMPREPLY[*]}");

    assertEquals(expected, completed);
  }

  @Test
  void zshIsToldToUnderstandIt() throws InterruptedException {
    String zsh = script("zsh");

    assertTrue(zsh.startsWith("autoload -U +X compinit && compinit\n"), zsh);
    assertTrue(zsh.endsWith(script("bash")), zsh);
  }
}
