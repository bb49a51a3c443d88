package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

@Timeout(60)
class BenchCommandTest {
  private static EmbeddedBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Cli.Result bench(String... options) throws InterruptedException {
    String[] args = {
      "bench", "--modem", "emulator", "-h", "localhost", "-p", String.valueOf(broker.port())
    };
    String[] all = new String[args.length + options.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return Cli.run(all);
  }

  private static double number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":([0-9.]+)").matcher(json);
    assertTrue(matcher.find(), json);
    return Double.parseDouble(matcher.group(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void acknowledgedMessagesAreMeasured(int qos) throws InterruptedException {
    Cli.Result result = bench("-n", "12", "-s", "20", "-w", "3", "--json", "-q", "" + qos);

    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
    String json = result.out();
    assertEquals(12, number(json, "messages"));
    assertEquals(qos, number(json, "qos"));
    assertTrue(number(json, "messagesPerSecond") > 0, json);
    assertTrue(number(json, "bytesToModule") > 12 * 20, json);
    assertTrue(number(json, "bytesFromModule") > 12 * 20, json);
    for (String stage : List.of("queuedToAccepted", "acceptedToAcknowledged")) {
      assertTrue(json.contains("\"" + stage + "\":{\"p50\":"), json);
    }
    assertTrue(!json.contains("lineRate"), json);
  }

  @Test
  void theLineIsAsSlowAndAsFullAsItsRateSays() throws Exception {
    Path svg = folder.resolve("latency.svg");

    Cli.Result result =
        bench("-n", "6", "-s", "100", "--line-rate", "9600", "--svg", svg.toString(), "--json");

    assertEquals(0, result.exitCode(), result.err());
    double busy = number(result.out(), "occupancyToModule");
    assertTrue(busy > 0.2 && busy < 1.1, result.out());
    assertTrue(number(result.out(), "seconds") > 6 * 100 * 10 / 9600.0, result.out());
    Document chart = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertEquals("svg", chart.getDocumentElement().getTagName());
    assertTrue(Files.readString(svg).contains("queued to accepted"));
  }

  @Test
  void peopleGetATableAlsoWhereTheChartCannotBeWritten() throws InterruptedException {
    Path nowhere = folder.resolve("no/such/folder");

    Cli.Result result =
        bench("-n", "3", "-w", "1", "--line-rate", "115200", "--svg", nowhere.toString());

    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("modemqtt: Cannot write the chart "), result.err());
    assertTrue(result.out().startsWith("3 messages of 64 bytes, QoS 0, window 1"), result.out());
    assertTrue(result.out().contains("% at 115200 bit/s"), result.out());
    assertEquals(8, result.out().lines().count(), result.out());
  }

  @Test
  void percentilesAreTimesThatWereMeasured() {
    Latencies latencies =
        new Latencies(
            "queued to accepted", new long[] {4_000_000, 1_000_000, 3_000_000, 2_000_000});

    assertEquals(1, latencies.percentileMillis(0));
    assertEquals(2, latencies.percentileMillis(50));
    assertEquals(3, latencies.percentileMillis(51));
    assertEquals(4, latencies.percentileMillis(99));
    assertEquals(4, latencies.maxMillis());
    assertThrows(IllegalArgumentException.class, () -> new Latencies("none", new long[0]));
  }

  @Test
  void aChartOfStagesThatTookNoTimeIsDrawnAndTextIsEscaped() throws Exception {
    Latencies none = new Latencies("queued to accepted", new long[] {0, 0});
    BenchReport report =
        new BenchReport(
            "<a&b>", 2, 2, 0, 0, 1, Duration.ofMillis(1), List.of(none), 0, 0, OptionalInt.empty());

    Path svg = Files.writeString(folder.resolve("chart.svg"), LatencyChart.of(report));

    Document chart = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertTrue(chart.getDocumentElement().getTextContent().contains("through <a&b>"));
    assertTrue(!Files.readString(svg).contains("NaN"));
  }

  @Test
  void anInterruptTellsWhatIsMeasuredByThen() throws Exception {
    ModuleOnPty.assumeSupported();
    Path svg = folder.resolve("so-far.svg");
    try (ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port());
        ChildCli bench =
            ChildCli.start(
                "bench",
                "-d",
                "--json",
                "-n",
                "1000000",
                "--svg",
                svg.toString(),
                "--modem",
                modem.target())) {
      bench.err().await("< +ECMTPUB: ", 50);

      assertEquals(143, bench.interrupt(), bench.err().text());

      assertEquals(1, bench.out().lines().count(), bench.out());
      assertTrue(number(bench.out(), "messages") >= 40, bench.out());
      assertEquals(1_000_000, number(bench.out(), "wanted"), bench.out());
      assertTrue(number(bench.out(), "messagesPerSecond") > 0, bench.out());
      assertTrue(Files.readString(svg).contains(" of 1000000 messages"), "the chart");
    }
  }

  @Test
  void aLineThatIsLostTellsWhatIsMeasuredByThen() throws Exception {
    ModuleOnPty.assumeSupported();
    Cli bench;
    try (ModuleOnPty modem = ModuleOnPty.start(folder.resolve("modem"), broker.port())) {
      bench = Cli.start("bench", "-d", "-n", "1000000", "--modem", modem.target());
      bench.err().await("< +ECMTPUB: ", 50);
    }

    Cli.Result result = bench.end();
    assertEquals(4, result.exitCode(), result.out());
    assertTrue(result.out().matches("(?s)[0-9]+ of 1000000 messages of 64 bytes.*"), result.out());
  }

  @Test
  void withoutAnyMessageNothingIsMeasured() throws Exception {
    ModuleOnPty.assumeSupported();
    try (ServerSocket silentBroker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ModuleOnPty modem =
            ModuleOnPty.start(folder.resolve("modem"), silentBroker.getLocalPort());
        ChildCli bench = ChildCli.start("bench", "-d", "--modem", modem.target())) {
      bench.err().await("> AT+ECMTCONN=", 1);

      assertEquals(143, bench.interrupt(), bench.err().text());

      assertEquals("", bench.out());
    }
  }
}
