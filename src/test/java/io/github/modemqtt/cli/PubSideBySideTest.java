package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The same options as mosquitto_pub's have the same effect: on the exit code, on standard output,
 * on what the broker is told in CONNECT and PUBLISH, and on what a subscriber gets.
 *
 * <p>In the options, {@code FILE}, {@code EMPTY} and {@code FOLDER} stand for such, and {@code
 * PORT} for the broker's.
 */
@Timeout(60)
class PubSideBySideTest {
  private static final byte[] BINARY = {0, 'a', '\r', '\n', (byte) 0xFF, '"', 0};
  private static final byte[] NOTHING = {};
  private static final String MARK = "side-by-side/end";
  private static final Pattern CONNECT =
      Pattern.compile(" as (side\\S*) \\(p(\\d), c(\\d), k(\\d+)(.*)\\)\\.");
  private static final Pattern PUBLISH =
      Pattern.compile("Received PUBLISH from side\\S* \\(d(\\d), q(\\d), r(\\d), m\\d+, '([^']*)'");

  private static MosquittoBroker open;
  private static MosquittoBroker guarded;

  @TempDir Path folder;
  private ModuleOnPty modem;

  @BeforeAll
  static void startBrokers() {
    MosquittoBroker.assumeInstalled();
    ModuleOnPty.assumeSupported();
    open = MosquittoBroker.start();
    guarded = MosquittoBroker.start("alice", "s3cret");
  }

  @AfterAll
  static void stopBrokers() {
    Stream.of(open, guarded).filter(broker -> broker != null).forEach(MosquittoBroker::close);
  }

  @AfterEach
  void unplug() {
    if (modem != null) {
      modem.close();
    }
  }

  /**
   * What a run leaves behind.
   *
   * @param exitCode its exit code
   * @param out its standard output
   * @param told what the broker logs of its CONNECT, will and PUBLISH packets
   * @param received what a subscriber gets: topic, QoS, payload in hex
   */
  private record Outcome(int exitCode, String out, List<String> told, List<String> received) {}

  private static Arguments row(String input, String... options) {
    return Arguments.of(List.of(options), input.getBytes(UTF_8));
  }

  private static Arguments row(List<String> options) {
    return Arguments.of(options, NOTHING);
  }

  private static Arguments options(String line) {
    return row(List.of(line.split(" ")));
  }

  static final List<Arguments> ALIKE =
      List.of(
          options("-t a -m x"),
          options("-t a/b -m gr\u00fc\u00df -q 1"),
          options("-t a -m x -q 2"),
          options("-t a -m x -q 1 -r"),
          options("-t a -n"),
          options("-t a -n -q 1 -r"),
          row(List.of("-t", "a", "-m", "")),
          row(List.of("-t", "a b", "-m", "\"a\", 'b'", "-q", "1")),
          options("-t a -f FILE"),
          options("-t a -f FILE -q 2"),
          options("-t a -f EMPTY -q 1"),
          row("one\ntwo\n", "-t", "a", "-s", "-q", "1"),
          Arguments.of(List.of("-t", "a", "-s", "-q", "1"), BINARY),
          row("", "-t", "a", "-s"),
          row("one\ntwo\n\nfour", "-t", "a", "-l"),
          row("one\n\n", "-t", "a", "-l", "-q", "1", "-r"),
          row("cr\r\nlone\rcr\n", "-t", "a", "-l", "-q", "2"),
          row("", "-t", "a", "-l"),
          row("one\ntwo\n", "-t", "a", "-l", "--repeat", "2"),
          row("one\ntwo\nthree\n", "-t", "a", "-l", "-q", "1", "-M", "1"),
          row("one\ntwo\n", "-t", "a", "-l", "-q", "1", "-M", "20"),
          options("-t a -m r --repeat 3"),
          options("-t a -m r --repeat 2 -q 2"),
          options("-t a -n --repeat 2 -q 1"),
          options("-t a -f FILE --repeat 2 -q 1"),
          row("all", "-t", "a", "-s", "--repeat", "2", "-q", "1"),
          options("-t a -m r --repeat 2 --repeat-delay 0.2 -q 1"),
          options("-t a -m r --repeat-delay 1"),
          options("-t a -m x -V 31"),
          options("-t a -m x -V mqttv31"),
          options("-t a -m x -V 311"),
          options("-t a -m x -V mqttv311"),
          options("-t a -m x -c"),
          options("-t a -m x -k 77"),
          options("-t a -m x --quiet"),
          options("-t a -m x -u bob -P secret"),
          options("-L mqtt://127.0.0.1:PORT/a/b -m x -q 1"),
          options("-L mqtt://bob:secret@127.0.0.1:PORT/a/b -m x"),
          options("-t a -m x --will-topic w --will-payload gone"),
          options("-t a -m x --will-topic w --will-payload gone --will-qos 1 --will-retain"),
          options(
              "--topic a --message x --qos 1 --retain --keepalive 60"
                  + " --disable-clean-session --protocol-version 31 --username u --pw p"),
          options("-h 127.0.0.1 --topic a --null-message"),
          options("-t a --file FILE"),
          row("one\n", "-t", "a", "--stdin-line"),
          row("one\n", "-t", "a", "--stdin-file"),
          options("-t a -f FOLDER/none"));

  @ParameterizedTest
  @FieldSource("ALIKE")
  void pubHasTheSameEffect(List<String> options, byte[] input) throws Exception {
    Outcome theirs = theirs(open, "side-1", options, input);

    assertEquals(theirs, ours(open, "side-1", options, input));
    assertEquals(theirs.exitCode() == 0, theirs.told().size() > 0, "nothing was observed");
  }

  @Test
  void theComparisonSeesWhatTheBrokerIsTold() throws Exception {
    List<String> options =
        List.of(
            "-t a -m x -q 1 -r -k 77 --will-topic w --will-payload gone --will-qos 1".split(" "));

    Outcome ours = ours(open, "side-1", options, NOTHING);

    assertEquals(
        List.of(
            "CONNECT side-1 version 2 clean 1 every 77",
            "Will message specified (4 bytes) (r0, q1).",
            "w",
            "PUBLISH qos 1 retain 1 a"),
        ours.told());
    assertEquals(List.of("a q1 78"), ours.received());
  }

  @Test
  void aPrefixMakesAnIdOfTheProcess() throws Exception {
    List<String> options = List.of("-t", "a", "-m", "x", "-I", "side-");

    Outcome theirs = theirs(open, "", options, NOTHING);
    Outcome ours = ours(open, "", options, NOTHING);

    assertEquals(withoutNumbers(theirs), withoutNumbers(ours));
  }

  private static String withoutNumbers(Outcome outcome) {
    return outcome.toString().replaceAll("side-\\d+", "side-PID");
  }

  /** The options; the exit code and what arrives, there and here; why. */
  private static Arguments differs(String line, String theirs, String ours, String why) {
    return Arguments.of(line, theirs, ours, why);
  }

  private static Arguments usage(String line) {
    return differs(line, "1 ", "2 ", "wrong usage has an exit code of its own");
  }

  private static Arguments refused(String line) {
    return differs(line, "0 a=78", "2 ", "the module cannot do it");
  }

  static final List<Arguments> DIFFERENT =
      List.of(
          usage("-m x"),
          usage("-t a"),
          usage("-t a/# -m x"),
          usage("-t a/+/b -m x"),
          usage("-t a -m x -f FILE"),
          usage("-t a -m x -n"),
          usage("-t a -m x -q 3"),
          usage("-t a -m x -I b"),
          usage("-t a -m x -P secret"),
          usage("-t a -m x -p 70000"),
          usage("-t a -m x -V 4"),
          usage("-t a -m x -M 0"),
          usage("-t a -m x -k 70000"),
          usage("-t a -m x --repeat 0"),
          usage("-t a -m x --repeat-delay -1"),
          usage("-t a -m x --frobnicate"),
          usage("-t a -m x more"),
          usage("-t a -m x --will-payload p"),
          usage("-t a -m x --will-retain"),
          usage("-t a -m x --will-topic w/#"),
          usage("-L http://127.0.0.1/a -m x"),
          usage("-t a -m"),
          refused("-t a -m x -V mqttv5"),
          refused("-t a -m x -A 127.0.0.1"),
          refused("-t a -m x --nodelay"),
          refused("-t a -m x -D publish user-property a b"),
          refused("-t a -m x -x 60"),
          refused("-t a -m x -u bob"),
          refused("-t a -m x --will-topic w"),
          differs("-t a -m x --will-qos 1", "0 a=78", "2 ", "it is forgotten there, not here"),
          differs("-t a -t b -m x", "0 b=78", "2 ", "it takes the last one, silently"),
          differs("-t a -m x -k 3", "1 ", "0 a=78", "the module takes 0 to 3600 s"),
          differs("-t a -m x -k 3601", "0 a=78", "2 ", "the module takes 0 to 3600 s"),
          differs("-t a -m x --repeat 2 --repeat-delay x", "0 a=78 a=78", "2 ", "no number"),
          differs("-t a -f LARGE", "0 a=" + "7a".repeat(1152), "1 ", "the module takes less"),
          differs("-t a -f FOLDER", "1 ", "1 ", "the same, but for the words"));

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void whatDiffersDoesSoOnPurpose(String line, String theirs, String ours, String why)
      throws Exception {
    List<String> options = List.of(line.split(" "));

    assertEquals(theirs, brief(theirs(open, "side-1", options, NOTHING)), why);
    assertEquals(ours, brief(ours(open, "side-1", options, NOTHING)), why);
  }

  private static String brief(Outcome outcome) {
    return outcome.exitCode()
        + " "
        + String.join(
            " ",
            outcome.received().stream()
                .map(message -> message.replaceFirst(" q\\d ", "="))
                .toList());
  }

  @Test
  void aNulByteEndsALineThereButNotHere() throws Exception {
    byte[] input = "n\0ul\n".getBytes(UTF_8);
    List<String> options = List.of("-t", "a", "-l");

    assertEquals("0 a=6e", brief(theirs(open, "side-1", options, input)));
    assertEquals("0 a=6e00756c", brief(ours(open, "side-1", options, input)));
  }

  @Test
  void aLineThatIsTooLongForTheModuleEndsAStreamHere() throws Exception {
    byte[] input = ("one\n" + "z".repeat(1152) + "\ntwo\n").getBytes(UTF_8);
    List<String> options = List.of("-t", "a", "-l", "-q", "1");

    assertEquals(3, theirs(open, "side-1", options, input).received().size());
    assertEquals("1 a=6f6e65", brief(ours(open, "side-1", options, input)));
  }

  @Test
  void theDialogueIsOnStandardErrorHereAndOnStandardOutputThere() throws Exception {
    List<String> options = List.of("-t", "a", "-m", "x", "-d");

    assertTrue(theirs(open, "side-1", options, NOTHING).out().contains("sending PUBLISH"));
    assertEquals("", ours(open, "side-1", options, NOTHING).out());
  }

  // ---- a broker that knows its user, and none ----

  static final List<Arguments> LOGINS =
      List.of(
          differs("-t a -m x -u alice -P s3cret", "0 a=78", "0 a=78", "the right password"),
          differs("-L mqtt://alice:s3cret@127.0.0.1:PORT/a -m x", "0 a=78", "0 a=78", "in a URL"),
          differs("-L mqtt://alice:s3c%72et@127.0.0.1:PORT/a -m x", "5 ", "0 a=78", "decoded here"),
          differs("-t a -m x -u alice -P wrong", "5 ", "1 ", "5 has a meaning of its own here"),
          differs("-t a -m x -u alice -P wrong --quiet", "5 ", "1 ", "the same, silently"),
          differs("-t a -l -u alice -P wrong", "5 ", "1 ", "input does not matter"),
          differs("-t a -m x", "5 ", "1 ", "nobody"));

  @ParameterizedTest
  @FieldSource("LOGINS")
  void aRefusalIsAFailure(String line, String theirs, String ours, String why) throws Exception {
    List<String> options = List.of(line.split(" "));

    assertEquals(theirs, brief(theirs(guarded, "side-1", options, NOTHING)), why);
    assertEquals(ours, brief(ours(guarded, "side-1", options, NOTHING)), why);
  }

  @Test
  void aBrokerThatIsNotThereIsAFailureForBoth() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    modem = ModuleOnPty.start(folder.resolve("modem"), port);

    Process theirs = start(List.of("mosquitto_pub", "-p", "" + port, "-t", "a", "-m", "x"));
    Cli.Result loud = Cli.run("pub", "--modem", modem.target(), "-t", "a", "-m", "x");
    Cli.Result quiet = Cli.run("pub", "--modem", modem.target(), "-t", "a", "-m", "x", "--quiet");

    assertTrue(theirs.waitFor(30, TimeUnit.SECONDS), "it still runs");
    assertEquals(theirs.exitValue(), loud.exitCode());
    assertEquals(1, loud.err().lines().count(), loud.err());
    assertEquals("1||", quiet.exitCode() + "|" + quiet.out() + "|" + quiet.err());
  }

  // ---- both programs ----

  /** What a program does. */
  private interface Program {
    String run(List<String> options) throws IOException, InterruptedException;
  }

  private Outcome theirs(MosquittoBroker broker, String id, List<String> options, byte[] input)
      throws Exception {
    return observe(
        broker,
        id,
        options,
        all -> {
          List<String> command =
              new ArrayList<>(List.of("mosquitto_pub", "-p", "" + broker.port()));
          command.addAll(all);
          Process process = start(command);
          try (var stdin = process.getOutputStream()) {
            stdin.write(input);
          } catch (IOException e) {
            process.onExit().join(); // it did not want to read
          }
          String out = new String(process.getInputStream().readAllBytes(), UTF_8);
          assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it still runs");
          return process.exitValue() + "|" + withoutHelp(out);
        });
  }

  /** It shows its help where options are missing. */
  private static String withoutHelp(String out) {
    return out.startsWith("mosquitto_pub is ") ? "" : out;
  }

  private Outcome ours(MosquittoBroker broker, String id, List<String> options, byte[] input)
      throws Exception {
    modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
    return observe(
        broker,
        id,
        options,
        all -> {
          List<String> args = new ArrayList<>(List.of("pub", "--modem", modem.target()));
          args.addAll(all);
          Cli.Result result = Cli.runWithInput(input, args.toArray(String[]::new));
          return result.exitCode() + "|" + result.out();
        });
  }

  private Outcome observe(MosquittoBroker broker, String id, List<String> options, Program program)
      throws Exception {
    List<String> all = new ArrayList<>(id.isEmpty() ? List.of() : List.of("-i", id));
    all.addAll(filled(options, broker));
    try (MosquittoSubscription subscriber = broker.clients().subscribe("#", 2, "-R")) {
      int before = broker.log().length();
      String[] end = program.run(all).split("\\|", 2);
      broker.clients().publish(MARK, NOTHING, 2, false); // 1 overtakes those with 2
      List<String> received = new ArrayList<>();
      for (var message = subscriber.next();
          !message.topic().equals(MARK);
          message = subscriber.next()) {
        received.add(
            message.topic()
                + " q"
                + message.qos()
                + " "
                + HexFormat.of().formatHex(message.payload()));
      }
      List<String> told = told(broker.log().substring(before), options.contains("-k"));
      return new Outcome(Integer.parseInt(end[0]), end[1], told, received);
    }
  }

  private List<String> filled(List<String> options, MosquittoBroker broker) throws IOException {
    Path file = Files.write(folder.resolve("binary"), BINARY);
    Path empty = Files.write(folder.resolve("empty"), NOTHING);
    Path large = Files.writeString(folder.resolve("large"), "z".repeat(1152));
    return options.stream()
        .map(
            option ->
                option
                    .replace("FILE", file.toString())
                    .replace("EMPTY", empty.toString())
                    .replace("LARGE", large.toString())
                    .replace("FOLDER", folder.toString())
                    .replace("PORT", "" + broker.port()))
        .toList();
  }

  /** Message ids are each program's own business, and so is the keep alive if none was given. */
  private static List<String> told(String log, boolean keepAlive) {
    List<String> told = new ArrayList<>();
    boolean will = false;
    for (String line : log.lines().toList()) {
      Matcher connect = CONNECT.matcher(line);
      Matcher publish = PUBLISH.matcher(line);
      if (connect.find()) {
        told.add(
            "CONNECT "
                + connect.group(1)
                + " version "
                + connect.group(2)
                + " clean "
                + connect.group(3)
                + (keepAlive ? " every " + connect.group(4) : ""));
      } else if (publish.find()) {
        told.add(
            "PUBLISH qos "
                + publish.group(2)
                + " retain "
                + publish.group(3)
                + " "
                + publish.group(4));
      } else if (line.contains(": Will message specified")) {
        told.add(line.substring(line.indexOf("Will")));
        will = true;
        continue;
      } else if (will) {
        told.add(line.substring(line.indexOf('\t') + 1));
      }
      will = false;
    }
    return told;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
