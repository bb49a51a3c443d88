package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PubOutboxTest {
  @TempDir Path folder;
  private Path outbox;

  @BeforeEach
  void assumePty() {
    ModuleOnPty.assumeSupported();
    outbox = folder.resolve("outbox");
  }

  private Cli.Result pub(ModuleOnPty modem, String payload, String... more)
      throws InterruptedException {
    String[] fixed = {
      "pub", "--modem", modem.target(), "-t", "saved", "-q", "1", "--outbox", outbox.toString()
    };
    String[] args = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    return Cli.runWithInput(payload.getBytes(UTF_8), args);
  }

  @Test
  void whatOneRunCannotDeliverTheNextOneDoes() throws InterruptedException {
    MosquittoBroker.assumeInstalled();
    try (ModuleOnPty modem =
        ModuleOnPty.start(folder.resolve("modem"), EmulatedModuleBuilder::neverRegisters)) {
      Cli.Result first = pub(modem, "one\ntwo", "-l", "-W", "1");
      assertEquals(27, first.exitCode(), first.err());
      assertEquals("", first.out());
      assertEquals(
          "modemqtt: 2 messages wait in "
              + outbox
              + "; the next run with this --outbox sends them\n",
          first.err());
    }
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("saved", 1);
        ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      Cli.Result second = pub(modem, "", "-m", "three");

      assertEquals(0, second.exitCode(), second.err());
      assertEquals("", second.everything());
      assertEquals("one", subscriber.next().text());
      assertEquals("two", subscriber.next().text());
      assertEquals("three", subscriber.next().text());
    }
  }

  @Test
  void aPortThatIsMissingLeavesTheMessageInTheOutbox() throws InterruptedException {
    Cli.Result result =
        Cli.run("pub", "--modem", folder + "/none", "-t", "x", "-m", "y", "--outbox", "" + outbox);

    assertEquals(4, result.exitCode(), result.err());
    assertTrue(result.err().contains("1 message waits in " + outbox), result.err());
    assertTrue(result.err().contains("No serial port"), result.err());
  }

  @Test
  void anOutboxThatCannotBeUsedIsAFailure() throws Exception {
    Files.writeString(outbox, "a file");

    Cli.Result result =
        Cli.run("pub", "--modem", "emulator", "-t", "x", "-m", "y", "--outbox", "" + outbox);

    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("cannot be opened"), result.err());
  }

  @Test
  void aTimeWithoutAnOutboxIsWrongUsage() throws InterruptedException {
    Cli.Result result = Cli.run("pub", "--modem", "emulator", "-t", "x", "-m", "y", "-W", "5");

    assertEquals(2, result.exitCode());
    assertTrue(result.err().contains("--outbox"), result.err());
  }
}
