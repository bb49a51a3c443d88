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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same options give the same output and exit code as with mosquitto_sub. */
@Timeout(60)
class SideBySideTest {
  private static final String PAYLOAD = "{\"text\":\"gr\u00fc\u00df, \\\"you\\\"\"}";

  private static final String NESTED =
      " { \"a\" : [1.5, {}, [] ,{\"b\":\"x, y\", \"c\":null}],\n\"t\":true, \"e\":{},\"n\":-1}";

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
    broker.clients().publish("json/one", NESTED.getBytes(UTF_8), 0, true);
    broker.clients().publish("level/one", "1".getBytes(UTF_8), 1, true);
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
            "-t side/one -C 1",
            "-t side/one -C 1 -v",
            "-t side/one -C 1 -N",
            "-t side/one -C 1 -N -v",
            "-t side/one -t side/two -C 2 -v",
            "-t side/# -C 1 -T side/one -v",
            "-t side/# -T side/# -W 1",
            "-t side/one -C 1 -V mqttv31 -i older",
            "-t side/one -C 1 -V 31 -i older",
            "-t side/one -C 1 -V 311",
            "-t side/one -C 1 -c -i kept",
            "-t side/one -C 1 -I prefix",
            "-t side/one -C 1 -k 77",
            "-t side/one -C 1 -u bob -P secret",
            "-t side/one -C 1 --quiet",
            "-t side/one -C 1 --pretty",
            "-t side/one -C 1 --will-topic w --will-payload gone --will-qos 1 --will-retain",
            "-L mqtt://127.0.0.1:PORT/side/one -C 1",
            "-L mqtt://127.0.0.1:PORT/side/one -t side/two -C 2 -v",
            "--topic side/one -C 1 --verbose --qos 1 --id long --keepalive 60",
            "-t side/# -C 1 --filter-out side/one --disable-clean-session -i long",
            "-t side/none -W 1",
            "-t side/none -W 1 --quiet",
            "-t side/none -U side/none -W 1",
            "-t side/none --unsubscribe side/other -W 1",
            "-t side/none -E",
            "-t side/none -E -c -i kept",
            "-t level/one -q 0 -C 1 -F %q|%m",
            "-t level/one -q 1 -C 1 -F %q|%m",
            "-t level/one -q 1 -C 1 -F %q|%5m|%05m|%-5m|",
            "-t side/one -C 1 -F %t|%p|%l|%q|%m|%%|@@",
            "-t side/one -C 1 -F %x|%X|",
            "-t side/one -C 1 -F @@%t",
            "-t side/one -C 1 -F a\\tb\\\\c\\n%p\\0\\a\\e\\r\\v",
            "-t side/one -C 1 -F %10t|%-10t|%.2t|%10.2t|%2t|",
            "-t side/two -C 1 -F %p|%10p|%-10p|",
            "-t side/two -C 1 -F %5l|%05l|%-5l|%1l",
            "-t side/two -C 1 -F %4q|%5%|%.%|",
            "-t side/two -C 1 -F <%A%C%D%E%F%P%R%S>",
            "-t side/two -C 1 -F %05A|%5C|%3S|%04E",
            "-t side/two -C 1 -F @n@t@%@C@Y@y@G@g@m@b@h@B@d@e@j@D@F@a@A@u@w@U@V@W@x@z@Z",
            "-t side/two -C 1 -F %.10I|%26.4I|",
            "-t side/two -C 1 -F %t -v",
            "-t side/two -C 1 -F <%J>%t",
            "-t side/two -C 1 -N -F %J%t")
        .map(line -> List.of(line.replace("PORT", "" + broker.port()).split(" ")));
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void subPrintsAndEndsAlike(List<String> options) throws Exception {
    assertEquals(theirs("mosquitto_sub", options), ours(options));
  }

  static Stream<List<String>> jsonFormats() {
    return Stream.of(
            "-t side/one -C 1 -F %j",
            "-t side/one -C 1 -F %J",
            "-t side/one -C 1 -F %5j",
            "-t json/one -C 1 -F %J",
            "-t json/one -C 1 -F <%J> --pretty",
            "-t json/one -C 1 -F %j --pretty",
            "-t level/one -q 1 -C 1 -F %j")
        .map(line -> List.of(line.split(" ")));
  }

  /** The time differs, and that the message was retained, which the module does not tell. */
  @ParameterizedTest
  @MethodSource("jsonFormats")
  void jsonHasTheSameMembersInTheSameOrder(List<String> options) throws Exception {
    String theirs = theirs("mosquitto_sub", options);
    String ours = ours(options);

    assertEquals(withoutTime(theirs).replaceFirst("(\"retain\":\t?)1", "$10"), withoutTime(ours));
    assertTrue(
        ours.matches("(?s).*\"tst\":\t?\"\\d{4}-\\d\\d-\\d\\dT[\\d:.]{15}Z[+-]\\d{4}\".*"), ours);
  }

  /** The options; exit code and output there and here; why. */
  private static Arguments differs(String line, String theirs, String ours, String why) {
    return Arguments.of(line, theirs, ours, why);
  }

  private static Arguments usage(String line) {
    return differs(line, "1|", "2|", "wrong usage has an exit code of its own");
  }

  private static Arguments refused(String line) {
    return differs(line, "27|", "2|", "the module cannot do it");
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        usage("-W 1"),
        usage("-U side/one -W 1"),
        usage("-t a/#/b"),
        usage("-t side/one -T a/#/b"),
        usage("-t side/one -U a/#/b"),
        usage("-t side/one -C 0"),
        usage("-t side/one -C -1"),
        usage("-t side/one -W 0"),
        usage("-t side/one -W x"),
        usage("-t side/one -q 3"),
        usage("-t side/one -c"),
        usage("-t side/one -k 70000"),
        usage("-t side/one -i a -I b"),
        usage("-t side/one -F %y"),
        usage("-t side/one -F %"),
        usage("-t side/one -F %5"),
        usage("-t side/one -F @"),
        usage("-t side/one -F \\"),
        usage("-t side/one -F \\q"),
        usage("-t side/one --random-filter 0"),
        usage("-t side/one --frobnicate"),
        refused("-t side/none -W 1 -R"),
        refused("-t side/none -W 1 --retained-only"),
        refused("-t side/none -W 1 --remove-retained"),
        refused("-t side/none -W 1 -A 127.0.0.1"),
        refused("-t side/none -W 1 --nodelay"),
        refused("-t side/none -W 1 -V mqttv5"),
        refused("-t side/none -W 1 -x 60 -V mqttv5"),
        differs("-t side/none -W 1 -k 3", "1|", "27|", "the module takes 0 to 3600 s"),
        differs("-t side/one -C 1 -F %r", "0|1\n", "0|0\n", "the module does not tell it"),
        differs("-t level/one -q 2 -C 1 -F %q", "0|1\n", "0|2\n", "nor whether it was 1 or 2"),
        differs(
            "-t side/two -C 1 -F %014x|%2p",
            "0|00000000736563|se\n", "0|007365636f6e64|second\n", "a width cuts nothing off here"),
        differs("-t side/two -C 1 -F @q", "0|%q\n", "2|", "an unknown letter is told"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void whatDiffersDoesSoOnPurpose(String line, String theirs, String ours, String why)
      throws Exception {
    List<String> options = List.of(line.split(" "));

    assertEquals(theirs, theirs("mosquitto_sub", options), why);
    assertEquals(ours, ours(options), why);
  }

  private String ours(List<String> options) throws InterruptedException {
    List<String> args = new ArrayList<>(List.of("sub", "--modem", modem.target()));
    args.addAll(options);
    Cli.Result result = Cli.run(args.toArray(String[]::new));
    return result.exitCode() + "|" + result.out();
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"tst\":\t?\"[^\"]*\"", "\"tst\":...");
  }

  private static String theirs(String program, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "-p", String.valueOf(broker.port())));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it still runs");
    return process.exitValue() + "|" + (out.startsWith("mosquitto_sub is ") ? "" : out);
  }
}
