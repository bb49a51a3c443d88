package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same options give the same output and exit code as with mosquitto_sub and mosquitto_pub. */
@Timeout(60)
class SideBySideTest {
  private static final String PAYLOAD = "{\"text\":\"gr\u00fc\u00df, \\\"you\\\"\"}";

  private static MosquittoBroker broker;

  @TempDir Path folder;
  private ModuleOnPty modem;

  @BeforeAll
  static void startBroker() {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    broker = MosquittoBroker.start();
    broker.clients().publish("side/one", PAYLOAD.getBytes(UTF_8), 0, true);
    broker.clients().publish("side/two", "second".getBytes(UTF_8), 0, true);
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void plugIn() {
    modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
  }

  @AfterEach
  void unplug() {
    modem.close();
  }

  static Stream<List<String>> subscriptions() {
    return Stream.of(
        List.of("-t", "side/one", "-C", "1"),
        List.of("-t", "side/one", "-C", "1", "-v"),
        List.of("-t", "side/one", "-C", "1", "-N"),
        List.of("-t", "side/#", "-C", "1", "-T", "side/one", "-v"),
        List.of("-t", "side/one", "-C", "1", "-F", "%t|%p|%l|%q|%m|%%|@@"),
        List.of("-t", "side/one", "-C", "1", "-F", "%x %X"),
        List.of("-t", "side/one", "-C", "1", "-F", "@@%t"),
        List.of("-t", "side/one", "-C", "1", "-F", "a\\tb\\\\c\\n%p"),
        List.of("-t", "side/one", "-C", "1", "-V", "mqttv31", "-i", "older"),
        List.of("-t", "side/none", "-W", "1"),
        List.of("-t", "side/none", "-E"));
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void subPrintsAndEndsAlike(List<String> options) throws Exception {
    List<String> ours = new ArrayList<>(List.of("sub", "--modem", modem.target()));
    ours.addAll(options);

    Cli.Result result = Cli.run(ours.toArray(String[]::new));

    assertEquals(theirs("mosquitto_sub", options), result.exitCode() + "|" + result.out());
  }

  static Stream<List<String>> jsonFormats() {
    return Stream.of(List.of("%j"), List.of("%J"));
  }

  /** The time differs, and that the message was retained, which the module does not tell. */
  @ParameterizedTest
  @MethodSource("jsonFormats")
  void jsonHasTheSameMembersInTheSameOrder(List<String> format) throws Exception {
    List<String> options = List.of("-t", "side/one", "-C", "1", "-F", format.get(0));
    Cli.Result result =
        Cli.run("sub", "--modem", modem.target(), "-t", "side/one", "-C", "1", "-F", format.get(0));

    String theirs = theirs("mosquitto_sub", options);
    String ours = result.exitCode() + "|" + result.out();
    assertEquals(withoutTime(theirs).replace("\"retain\":1", "\"retain\":0"), withoutTime(ours));
    assertTrue(
        ours.matches("(?s).*\"tst\":\"\\d{4}-\\d\\d-\\d\\dT[\\d:.]{15}Z[+-]\\d{4}\".*"), ours);
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"tst\":\"[^\"]*\"", "\"tst\":...");
  }

  private static String theirs(String program, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "-p", String.valueOf(broker.port())));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it still runs");
    return process.exitValue() + "|" + out;
  }
}
