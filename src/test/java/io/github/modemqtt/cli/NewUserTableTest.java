package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.Programs;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.testsupport.ScriptedModule;
import io.github.modemqtt.transport.TcpPort;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a new user meets, command by command: one line that says what to do next, and nothing on
 * standard output.
 *
 * <p>{@code probe} tells it in its report, in the one line that fails; {@code at} prints the answer
 * of the module first.
 */
@Timeout(90)
class NewUserTableTest {
  private static final String PIN = "1234";

  @TempDir Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Makes a situation, and returns what {@code --modem} takes. */
  private interface Setup {
    String in(NewUserTableTest test) throws Exception;
  }

  private record Row(String name, Setup setup, int exitCode, String nextStep, List<Call> calls) {}

  /** A call without its {@code --modem}. */
  private record Call(String... words) {
    Call with(String... more) {
      return new Call(
          Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
    }

    String command() {
      return words[0];
    }
  }

  private static final Call PUB =
      new Call("pub", "-t", "t", "-m", "x", "-h", "broker.example")
          .with("--answer-timeout", "1", "--registration-timeout", "1");
  private static final Call SUB =
      new Call("sub", "-t", "t", "-h", "broker.example")
          .with("--answer-timeout", "1", "--registration-timeout", "1");
  private static final Call BENCH =
      new Call("bench", "-n", "1", "-h", "broker.example")
          .with("--answer-timeout", "1", "--registration-timeout", "1");
  private static final Call PROBE =
      new Call("probe", "-h", "broker.example")
          .with("--answer-timeout", "1", "--registration-timeout", "1");
  private static final Call AT = new Call("at", "--timeout", "1", "AT+CPIN?");
  private static final Call AT_IMSI = new Call("at", "AT+CIMI");
  private static final Call TERM = new Call("term", "--plain");

  private static final List<Call> MQTT = List.of(PUB, SUB, BENCH, PROBE);
  private static final List<Call> ALL = List.of(PUB, SUB, BENCH, PROBE, AT, TERM);

  private static List<Call> with(List<Call> calls, String... more) {
    return calls.stream().map(call -> call.with(more)).toList();
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("no such port", test -> test.folder + "/none", 4, "modemqtt ports", ALL),
          new Row("no port, but a file", NewUserTableTest::aFile, 4, "modemqtt ports", ALL),
          new Row("no permission", NewUserTableTest::aForbiddenPort, 4, "usermod -aG dialout", ALL),
          new Row("busy port", NewUserTableTest::aBusyPort, 4, "close that program", ALL),
          new Row(
              "port of ModemManager",
              NewUserTableTest::aPortOfModemManager,
              4,
              "sudo systemctl stop ModemManager",
              ALL),
          new Row("nobody at the TCP port", test -> "tcp://127.0.0.1:" + closed(), 4, "", ALL),
          new Row(
              "silent module",
              NewUserTableTest::nobody,
              3,
              "check power",
              List.of(PUB, SUB, BENCH, PROBE)),
          new Row("silent module", NewUserTableTest::nobody, 3, "check wiring, power", List.of(AT)),
          new Row("wrong baud rate", NewUserTableTest::nonsense, 3, "baud rate", MQTT),
          new Row("no SIM card", test -> test.sim(SimCard.absent()), 1, "insert", MQTT),
          new Row("no SIM card", test -> test.sim(SimCard.absent()), 1, "insert", List.of(AT)),
          new Row("PIN needed", test -> test.sim(SimCard.locked(PIN)), 1, "MODEMQTT_PIN", MQTT),
          new Row("PIN needed", test -> test.sim(SimCard.locked(PIN)), 1, "PIN", List.of(AT_IMSI)),
          new Row(
              "wrong PIN",
              test -> test.sim(SimCard.locked(PIN)),
              1,
              "check the PIN before the next try",
              with(MQTT, "--pin", "9876")),
          new Row("PUK", NewUserTableTest::lockedForGood, 1, "unlock it with the PUK", MQTT),
          new Row("PUK", NewUserTableTest::lockedForGood, 1, "PUK", List.of(AT_IMSI)),
          new Row(
              "searching",
              test -> test.emulated(EmulatedModuleBuilder::neverRegisters),
              1,
              "check antenna, coverage",
              MQTT),
          new Row(
              "denied",
              test -> test.scripted(module -> module.on("AT+CEREG?", "+CEREG: 3,3,,,,0,15", "OK")),
              1,
              "SIM contract",
              MQTT),
          new Row(
              "wrong APN",
              test -> test.scripted(module -> module.on("AT+CGPADDR", "OK")),
              1,
              "check the APN",
              List.of(PROBE)),
          new Row(
              "wrong module",
              test ->
                  test.scripted(
                      module ->
                          module
                              .on("AT+CGMM", "SIM7020E", "OK")
                              .on("AT+ECMT", "ERROR")
                              .on("AT+ECICCID", "ERROR")),
              1,
              "firmware with MQTT",
              MQTT),
          new Row(
              "unknown host",
              test ->
                  test.emulated(
                      builder ->
                          builder.brokers(
                              (host, port) -> {
                                throw new UnknownHostException(host);
                              })),
              1,
              "check host and port",
              MQTT),
          new Row(
              "nothing at the broker's port",
              test -> test.emulated(builder -> builder.broker("127.0.0.1", closed())),
              1,
              "check host and port",
              MQTT),
          refused(1, "choose the other MQTT version"),
          refused(2, "choose another client id"),
          refused(3, "try again later"),
          refused(4, "check user name and password"),
          refused(5, "check user name and password"),
          new Row("port for TLS", NewUserTableTest::aTlsPort, 3, "8883 is for TLS", List.of(PUB)));

  private static Row refused(int code, String nextStep) {
    return new Row("refused with " + code, test -> test.refusing(code), 1, nextStep, MQTT);
  }

  static Stream<Arguments> rows() {
    return ROWS.stream()
        .flatMap(
            row ->
                row.calls().stream()
                    .map(call -> Arguments.of(row.name(), call.command(), row, call)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void oneLineSaysWhatToDo(String name, String command, Row row, Call call) throws Exception {
    String target = row.setup().in(this);
    List<String> args = new ArrayList<>(List.of(call.words()));
    args.addAll(1, List.of("--modem", target));

    Cli.Result result = Cli.run(args.toArray(String[]::new));

    assertEquals(row.exitCode(), result.exitCode(), result.everything());
    String told = told(command, result);
    assertFalse(told.contains("unexpected failure"), told);
    assertTrue(told.contains("; "), "no next step: " + told);
    assertTrue(told.substring(told.indexOf("; ")).contains(row.nextStep()), told);
    if (name.startsWith("busy")) {
      String self = "in use by java (process " + ProcessHandle.current().pid() + ")";
      assertTrue(told.contains(self), told);
    }
  }

  /** The one line. */
  private static String told(String command, Cli.Result result) {
    if (command.equals("probe")) {
      assertEquals("", result.err());
      List<String> failures =
          result.out().lines().filter(line -> line.startsWith("failure ")).toList();
      assertEquals(1, failures.size(), result.out());
      return failures.get(0);
    }
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("modemqtt: "), result.err());
    boolean answered = command.equals("at") && result.exitCode() == ExitCode.FAILED;
    assertTrue(
        answered ? result.out().startsWith("+CME ERROR: ") : result.out().isEmpty(), result.out());
    return result.err();
  }

  @AfterEach
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  // ---- situations ----

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private String aFile() throws IOException {
    return Files.writeString(folder.resolve("file"), "").toString();
  }

  private String aPort() {
    ModuleOnPty.assumeSupported();
    Path link = folder.resolve("modem");
    PseudoTerminal terminal = keep(PseudoTerminal.open(link));
    keep(terminal.transport()).open();
    return link.toString();
  }

  private String aForbiddenPort() throws IOException {
    String port = aPort();
    Path device = Path.of(port).toRealPath();
    Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(device), "root may open every port");
    return port;
  }

  private String aBusyPort() {
    String port = aPort();
    Transport other = keep(TransportTarget.parse(port).newTransport());
    other.open();
    return port;
  }

  /** A process of that name has it open, too. */
  private String aPortOfModemManager() throws IOException {
    String port = aBusyPort();
    assumeTrue(Files.exists(Path.of("/proc/self/comm")), "nobody tells the names of processes");
    Path program = folder.resolve("ModemManager");
    Files.copy(Path.of(Programs.require("sleep")).toRealPath(), program);
    Process process =
        new ProcessBuilder(program.toString(), "120")
            .redirectInput(Path.of(port).toRealPath().toFile())
            .start();
    keep(() -> process.toHandle().destroyForcibly());
    return port;
  }

  private String nobody() {
    return aPort();
  }

  /** As a line at a wrong rate sounds. */
  private String nonsense() throws IOException {
    ServerSocket server = keep(listening());
    serve(
        server,
        socket -> {
          byte[] buffer = new byte[1024];
          while (socket.getInputStream().read(buffer) > 0) {
            socket.getOutputStream().write("\u0080\u00fe\u0013\u00e0".getBytes(ISO_8859_1));
          }
        });
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  private String emulated(UnaryOperator<EmulatedModuleBuilder> options) {
    return start(options).port().name();
  }

  private record Emulated(TcpPort port, EmulatedModule module) {}

  private Emulated start(UnaryOperator<EmulatedModuleBuilder> options) {
    TcpPort port = keep(TcpPort.bind("127.0.0.1", 0));
    EmulatedModule module =
        keep(
            options
                .apply(
                    RecordedModules.builder(port)
                        .firmwareDelays(FirmwareDelays.NONE)
                        .registrationDelay(Duration.ZERO))
                .build());
    module.start();
    return new Emulated(port, module);
  }

  private String sim(SimCard card) {
    return emulated(builder -> builder.sim(card));
  }

  private String lockedForGood() throws InterruptedException {
    String target = sim(SimCard.locked(PIN));
    for (int i = 0; i < 3; i++) {
      Cli.run("at", "--modem", target, "AT+CPIN=\"9876\"");
    }
    return target;
  }

  private String refusing(int code) {
    MosquittoBroker.assumeInstalled();
    MosquittoBroker broker = keep(MosquittoBroker.start());
    Emulated emulated = start(builder -> builder.broker("127.0.0.1", broker.port()));
    emulated.module().inject(new Fault.RefuseConnect(code));
    return emulated.port().name();
  }

  /** What does not begin with a handshake gets an alert (RFC 8446, section 6), and the end. */
  private String aTlsPort() throws IOException {
    ServerSocket server = keep(listening());
    serve(
        server,
        socket -> {
          if (socket.getInputStream().read(new byte[1024]) > 0) {
            socket.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 10});
          }
        });
    // with the firmware's pauses, because it connects again and again
    return emulated(
        builder ->
            builder
                .broker("127.0.0.1", server.getLocalPort())
                .firmwareDelays(FirmwareDelays.EC616));
  }

  private String scripted(UnaryOperator<ScriptedModule> rules) {
    ScriptedModule module =
        keep(
            rules.apply(
                ScriptedModule.start()
                    .on("AT+ECMTSUB=?", "+ECMTSUB: (0),<msgID>,\"<topic>\",<qos>", "OK")
                    .on("AT+ECMTCFG=?", "+ECMTCFG:\"keepalive\",(0),(0-3600)", "OK")));
    ServedPort.Tcp port = new ServedPort.Tcp(0);
    LineBridge bridge = keep(new LineBridge(module.host(), port, () -> false));
    Thread thread = new Thread(() -> bridge.run(false), "bridge");
    thread.setDaemon(true);
    thread.start();
    return port.description();
  }

  private interface Service {
    void serve(Socket socket) throws IOException;
  }

  private static void serve(ServerSocket server, Service service) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  service.serve(socket);
                } catch (IOException e) {
                  // the client or the test has ended
                }
              }
            },
            "server");
    thread.setDaemon(true);
    thread.start();
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static int closed() {
    try (ServerSocket socket = listening()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
