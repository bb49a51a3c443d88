package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.ScriptedModule;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What modules say that the one in software does not. */
@Timeout(60)
class ProbeTest {
  private final ScriptedModule module = ScriptedModule.start().on("AT+ECMTSUB=?", "ERROR");
  private final List<Transport> silent = new ArrayList<>();
  private final WatchedOutput out = new WatchedOutput();
  private final WatchedOutput err = new WatchedOutput();

  @AfterEach
  void close() {
    module.close();
    silent.forEach(Transport::close);
  }

  private int probe(ProbeLine line, boolean interactive) throws Exception {
    return probe(line, interactive, null);
  }

  private int probe(ProbeLine line, boolean interactive, @Nullable BrokerTrial trial)
      throws Exception {
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            interactive);
    ProbeReport report = new ProbeReport(streams, false);
    new Probe(
            report,
            line,
            AtListener.NONE,
            new Probe.Wishes(null, Duration.ofMillis(20), trial, true))
        .run();
    return report.end("scripted");
  }

  private ProbeLine scripted() {
    return ProbeLine.fixed(
        "scripted", ProbeLine.NO_RATE, Duration.ofSeconds(3), rate -> module.host());
  }

  private int probe() throws Exception {
    return probe(scripted(), false);
  }

  private Transport nobody() {
    MemoryTransport.Pair line = MemoryTransport.pair("nobody");
    line.module().open();
    silent.add(line.module());
    return line.host();
  }

  private String line(String check) {
    return out.text()
        .lines()
        .filter(line -> line.substring(9).startsWith(check + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + check + " in " + out.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+CEREG: 3,3,,,,0,15 | failure | denied (cause 15)       | SIM contract",
        "+CEREG: 0,0         | failure | not searching           | AT+CGATT=1",
        "+CEREG: 0,2         | failure | searching               | antenna",
        "+CEREG: 0,4         | failure | out of coverage         | antenna",
        "+CEREG: 0,8         | failure | emergency calls only    | SIM contract",
        "+CEREG: 0,6         | warning | SMS only                | operator",
        "+CEREG: 2,5,\"1A2B\",\"01AB\",9 | ok | roaming, NB-IoT, cell 01AB | ''",
      })
  void aRegistrationIsToldWithItsMeaning(
      String answer, String verdict, String meaning, String remedy) throws Exception {
    module.on("AT+CEREG?", answer, "OK");

    probe();

    assertTrue(line("registration").startsWith(verdict + " "), line("registration"));
    assertTrue(line("registration").contains(meaning), line("registration"));
    assertTrue(line("registration").contains(remedy), line("registration"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+CPIN: SIM PUK   | asks for its PUK          | telephone",
        "+CME ERROR: 12   | asks for its PUK          | telephone",
        "+CME ERROR: 11   | asks for its PIN          | give the PIN",
        "+CME ERROR: 10   | finds no SIM card         | insert",
        "+CME ERROR: 13   | cannot use the SIM card   | clean its contacts",
        "+CPIN: PH-NET PIN | not ready                | another device",
      })
  void aSimCardIsToldWithWhatToDo(String answer, String text, String remedy) throws Exception {
    module.on(
        "AT+CPIN?",
        answer.startsWith("+CPIN") ? new String[] {answer, "OK"} : new String[] {answer});

    assertEquals(ExitCode.FAILED, probe());
    assertTrue(line("sim").startsWith("failure "), line("sim"));
    assertTrue(line("sim").contains(text), line("sim"));
    assertTrue(line("sim").contains(remedy), line("sim"));
    assertEquals(List.of(), module.commands("AT+CEREG"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+CSQ: 31,99 | ,                                | ok       | [####] excellent, RSSI -51 dBm",
        "+CSQ: 12,99 | ,                                | ok       | [##--] fair, RSSI -89 dBm",
        "+CSQ: 0,99  | ,                                | warning  | [----] hardly any, RSSI -113 dBm",
        "+CSQ: 99,99 | +CESQ: 99,99,255,255,255,255     | warning  | none; check antenna",
        "+CSQ: 99,99 | +CESQ: 99,99,255,255,20,61       | ok       | [####] excellent, RSRP -80 dBm, RSRQ -10.0 dB",
        "+CSQ: 99,99 | +CESQ: 99,99,255,255,255,40      | warning  | [#---] weak, RSRP -101 dBm; check antenna",
        ",           | ,                                | ok       | the module does not tell",
      })
  void aSignalIsToldInBarsAndDecibels(String plain, String extended, String verdict, String text)
      throws Exception {
    answerOrRefuse("AT+CSQ", plain);
    answerOrRefuse("AT+CESQ", extended);

    probe();

    assertTrue(line("signal").startsWith(verdict + " "), line("signal"));
    assertTrue(line("signal").contains("  " + text), line("signal"));
  }

  private void answerOrRefuse(String command, String answer) {
    if (answer.equals(",")) {
      module.on(command, "ERROR");
    } else {
      module.on(command, answer, "OK");
    }
  }

  @Test
  void aRadioThatIsOffIsLeftOff() throws Exception {
    module.on("AT+CFUN?", "+CFUN: 0", "OK");

    assertEquals(ExitCode.FAILED, probe());
    assertTrue(line("radio").contains("AT+CFUN=1"), line("radio"));
    assertTrue(line("sim").startsWith("skipped "), line("sim"));
    assertEquals(List.of(), module.commands("AT+CFUN="));
  }

  @Test
  void aFirmwareWithoutMqttIsToldAndTheRestLookedAt() throws Exception {
    assertEquals(ExitCode.FAILED, probe());
    assertTrue(line("mqtt").contains("no AT+ECMT commands"), line("mqtt"));
    assertTrue(line("address").contains("10.0.0.2"), line("address"));
  }

  @Test
  void theRateIsFoundAndNamed() throws Exception {
    List<Integer> tried = new ArrayList<>();
    IntFunction<Transport> lines =
        rate -> {
          tried.add(rate);
          return rate == 9600 ? module.host() : nobody();
        };

    probe(ProbeLine.searching("ttyX", 115_200, lines), false);

    assertEquals(List.of(115_200, 9_600), tried);
    assertEquals(
        "warning  answer          answers AT on ttyX at 9600 baud, not at 115200;"
            + " name it with --modem ttyX@9600",
        line("answer"));
  }

  @Test
  void aLineOnWhichOnlyNonsenseComesIsToldApartFromASilentOne() throws Exception {
    module.on("AT", "\u0080\u00fe");

    int exitCode =
        probe(ProbeLine.fixed("ttyX", 9600, Duration.ofMillis(300), rate -> module.host()), false);

    assertEquals(ExitCode.NO_ANSWER, exitCode);
    assertTrue(line("answer").contains("though bytes came; another device"), line("answer"));
    assertTrue(line("answer").contains("modemqtt at --modem ttyX ATQ0"), line("answer"));
  }

  @Test
  void aModuleThatFallsSilentEndsTheProbe() throws Exception {
    module.answer(
        "AT+CPIN?",
        command -> {
          module.close();
          return List.of();
        });

    assertEquals(ExitCode.NO_PORT, probe());
    assertTrue(line("line").startsWith("failure "), line("line"));
  }

  private static BrokerTrial trial() {
    return new BrokerTrial(
        new BrokerAddress("broker.example", 1883),
        ConnectOptions.builder("doctor").build(),
        TopicName.of("doctor"),
        Duration.ofMillis(50));
  }

  private void knowsMqtt() {
    module
        .on("AT+ECMTSUB=?", "+ECMTSUB: (0),<msgID>,\"<topic>\",<qos>", "OK")
        .on("AT+ECMTCFG=?", "+ECMTCFG:\"keepalive\",(0),(0-3600)", "OK");
  }

  @Test
  void whatTheBrokerDoesNotSendBackIsAWarning() throws Exception {
    knowsMqtt();
    module.on("AT+ECDNS=", "+ECDNS:\"192.0.2.1\"", "OK");
    module.on("AT+ECPING=", "OK", "+ECPING: FAIL, dest: 192.0.2.1, time out: 10000 ms");

    assertEquals(ExitCode.WARNINGS, probe(scripted(), false, trial()), out.text());
    assertTrue(line("dns").startsWith("ok       dns             broker.example is 192.0.2.1 in "));
    assertTrue(line("ping").startsWith("warning  ping            192.0.2.1 does not answer; "));
    assertTrue(line("publish-qos-1").contains("but did not come back; check that the broker"));
    assertTrue(line("disconnect").startsWith("ok "), line("disconnect"));
  }

  @Test
  void aModuleThatDoesNotLookUpNamesOrPingIsOnlyAWarning() throws Exception {
    knowsMqtt();
    module.on("AT+ECDNS=", "ERROR").on("AT+ECPING=", "+CME ERROR: 4");

    assertEquals(ExitCode.WARNINGS, probe(scripted(), false, trial()), out.text());
    assertTrue(line("dns").startsWith("warning "), line("dns"));
    assertTrue(line("ping").startsWith("warning "), line("ping"));
    assertTrue(line("open").startsWith("ok "), line("open"));
  }

  @Test
  void aBuildThatTakesLessIsAWarningThatNamesTheProfile() throws Exception {
    knowsMqtt();
    module.on("AT+ECDNS=", "ERROR").on("AT+ECPING=", "+CME ERROR: 4").onData("ERROR");

    probe(scripted(), false, trial());

    assertTrue(line("publish-largest").startsWith("warning "), line("publish-largest"));
    assertTrue(line("publish-largest").contains("EC616_OLD"), line("publish-largest"));
    assertTrue(line("disconnect").startsWith("ok "), line("disconnect"));
  }

  @Test
  void aPersonSeesProgressAndColour() throws Exception {
    module.on("AT+CEREG?", "+CEREG: 0,2", "OK");

    probe(scripted(), true);

    assertTrue(err.text().contains("trying AT on scripted ..."), err.text());
    assertTrue(err.text().contains("registration: searching ..."), err.text());
    boolean coloured = Paint.isWanted(System.getenv());
    assertEquals(coloured, out.text().contains("\u001B[31mfailure"), out.text());
  }
}
