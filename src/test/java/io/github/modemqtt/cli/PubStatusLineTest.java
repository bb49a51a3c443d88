package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.testsupport.MosquittoBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The line that a person sees while a stream is published. */
@Timeout(90)
class PubStatusLineTest {
  private static final String TERMINAL = "screen-256color";
  private static final String THREE_AND_THEN_NONE = "(printf 'one\\ntwo\\n'; exec sleep 60) |";

  @TempDir Path folder;
  private MosquittoBroker broker;
  private ModuleOnPty modem;

  @BeforeEach
  void start() {
    Tmux.assumeInstalled();
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    broker = MosquittoBroker.start();
    modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
  }

  @AfterEach
  void stop() {
    if (modem != null) {
      modem.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private Tmux pub(String pipe, String terminal, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("pub", "--modem", modem.target(), "-t", "a"));
    args.addAll(List.of(more));
    return Tmux.startAfterPipe(pipe, folder, terminal, args.toArray(String[]::new));
  }

  @Test
  void itCountsWhatIsSentAndAcknowledgedAndLeavesTheEnd() throws IOException {
    try (Tmux tmux = pub(THREE_AND_THEN_NONE, TERMINAL, "-l", "-q", "1")) {
      String screen = tmux.await("2 sent, 2 acknowledged, ");
      assertTrue(screen.endsWith("/s; 0 under way, 0 waiting; 6 B\n"), screen);
      screen = tmux.press("C-c").await("exit=130");
      assertEquals(1, screen.split("acknowledged", -1).length - 1, screen);
    }
  }

  @Test
  void whatIsToldAppearsAboveIt() throws IOException {
    modem.module().inject(new Fault.DelayNextUrc("+ECMTPUB", Duration.ofSeconds(5)));
    try (Tmux tmux = pub(THREE_AND_THEN_NONE, TERMINAL, "-l", "-q", "1")) {
      tmux.await("2 sent, ");
      String screen = tmux.press("C-c").await("exit=130");
      assertTrue(
          screen.matches(
              "(?s).*modemqtt: finishing \\d messages?; again Ctrl-C to stop at once\n"
                  + "2 sent, 2 acknowledged, [0-9.]+/s; 0 under way, 0 waiting; 6 B\n"
                  + "exit=130\n"),
          screen);
    }
  }

  @Test
  void itIsNotThereForADumbTerminal() throws IOException {
    assertNoStatusOn(pub("printf 'one\\n' |", "dumb", "-l", "-q", "1"));
  }

  @Test
  void itIsNotThereWithQuiet() throws IOException {
    assertNoStatusOn(pub("printf 'one\\n' |", TERMINAL, "-l", "-q", "1", "--quiet"));
  }

  @Test
  void itIsNotThereForASingleMessage() throws IOException {
    assertNoStatusOn(pub("printf 'one\\n' |", TERMINAL, "-s", "-q", "1"));
  }

  private static void assertNoStatusOn(Tmux started) throws IOException {
    try (Tmux tmux = started) {
      assertEquals("exit=0\n", tmux.await("exit=0"));
    }
  }

  @Test
  void itIsNotThereWhereStandardErrorIsAFile() throws IOException {
    Path errors = folder.resolve("errors");
    try (Tmux tmux = pub("exec 2>'" + errors + "'; printf 'one\\n' |", TERMINAL, "-l")) {
      assertEquals("exit=0\n", tmux.await("exit=0"));
      assertEquals("", Files.readString(errors));
    }
  }
}
