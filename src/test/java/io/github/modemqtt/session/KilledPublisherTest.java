package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program with an outbox on disk is killed again and again. */
@Timeout(120)
class KilledPublisherTest {
  private static final int KILLS = 5;
  private static final int MESSAGES = 200;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingIsMissingThatItsOutboxHadTaken(long seed) throws Exception {
    MosquittoBroker.assumeInstalled();
    Random random = new Random(seed);
    Set<String> kept = new TreeSet<>();
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("killed", 1)) {
      for (int i = 0; i < KILLS; i++) {
        kept.addAll(killedAfter(random.nextInt(MESSAGES), broker, i * MESSAGES));
      }
      assertEquals(List.of("empty"), run(broker, 0, 0, Integer.MAX_VALUE));

      Set<String> missing = new TreeSet<>(kept);
      assertTrue(missing.size() > KILLS, missing::toString);
      while (!missing.isEmpty()) {
        missing.remove(subscriber.next().text());
      }
    }
  }

  private List<String> killedAfter(int messages, MosquittoBroker broker, int first)
      throws IOException, InterruptedException {
    return run(broker, first, MESSAGES, messages).stream()
        .map(line -> line.substring("kept ".length()))
        .toList();
  }

  /** What the program said until it ended, or was killed and its last words were read. */
  private List<String> run(MosquittoBroker broker, int first, int count, int killAfter)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Dorg.sqlite.tmpdir=" + folder); // who is killed does not tidy up
    command.add(OutboxPublisher.class.getName());
    command.addAll(
        List.of(folder.resolve("outbox").toString(), "" + broker.port(), "" + first, "" + count));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (said.size() > killAfter) {
          process.toHandle().destroyForcibly(); // unlike Process, leaves the output to be read
        }
      }
    } finally {
      process.toHandle().destroyForcibly();
    }
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    return said;
  }
}
